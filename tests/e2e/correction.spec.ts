import type { Locator, Page } from '@playwright/test'
import { expect, test } from './studio.ts'

/** Middle of a handle on the screen. */
async function middleOf(handle: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await handle.boundingBox()
  if (box === null) throw new Error('The handle is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, handle: Locator, by: { readonly x: number; readonly y: number }): Promise<void> {
  const { x, y } = await middleOf(handle)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 8; step++) await page.mouse.move(x + (by.x * step) / 8, y + (by.y * step) / 8)
  await page.mouse.up()
}

test('points are dragged, the garment follows, and the next draft is made with them', async ({ room, page }) => {
  await room.draftSample()
  await page.getByRole('radio', { name: 'Result' }).click()
  await room.at('toggle-anchors').click()
  const hem = room.at('handle-hem-left')
  await hem.waitFor()
  await expect(room.at('rewarp-preview')).toHaveCount(0)

  const start = await middleOf(hem)
  await drag(page, hem, { x: -12, y: 40 })
  await expect(room.at('rewarp-preview')).toBeVisible()
  await expect(room.at('correction-note')).toHaveText('Preview · not drafted yet')
  await expect.poll(async () => (await middleOf(hem)).y - start.y).toBeGreaterThan(34)
  await expect(room.at('correction')).toContainText('1 point moved')
  // The canvas shows cloth where the hem was pulled to.
  const painted = await room.at('rewarp-preview').evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    return pixels.filter((value, i) => i % 4 === 3 && value > 0).length / (pixels.length / 4)
  })
  expect(painted).toBeGreaterThan(0.05)

  await page.keyboard.press('ControlOrMeta+z')
  await expect(room.at('rewarp-preview')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(room.at('rewarp-preview')).toBeVisible()

  await page.reload()
  await expect(room.at('rewarp-preview')).toBeVisible()

  const before = await page.getByTestId('draft-thumb').count()
  await room.at('draft-corrected').click()
  await expect(page.getByTestId('draft-thumb')).toHaveCount(before + 1)
  await room.at('draft-picture').waitFor()
  await expect(room.at('rewarp-preview')).toHaveCount(0)
  await expect(room.at('correction')).toContainText('1 point moved')
})

test('points are moved by keys, and put back', async ({ room, page }) => {
  await room.draftSample()
  await page.keyboard.press('p')
  const elbow = room.at('handle-right-elbow')
  await elbow.waitFor()
  await elbow.focus()
  const start = await middleOf(elbow)
  for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await expect.poll(async () => Math.round((await middleOf(elbow)).x - start.x)).toBe(-30)
  await expect(elbow).toHaveAttribute('aria-label', 'Person’s right elbow, moved')
  await expect(elbow).toBeFocused()
  await page.keyboard.press('Delete')
  await expect.poll(async () => Math.round((await middleOf(elbow)).x - start.x)).toBe(0)
  await expect(room.at('rewarp-preview')).toHaveCount(0)
})
