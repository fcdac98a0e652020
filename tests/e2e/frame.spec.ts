import { expect, test } from './studio.ts'

test('every room is reached without the pointer: palette, keys, help', async ({ room, page }) => {
  await room.runCommand('jobs')
  await expect(page.locator('main[data-room=jobs]')).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.locator('main[data-room=try-on]')).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(page.locator('main[data-room=settings]')).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Find a command')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+k')
  await room.at('palette-field').fill('no such thing')
  await expect(room.at('palette-option')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await room.runCommand('light theme')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('keys of the try-on room work on a layout that is not Latin', async ({ room, page }) => {
  await room.at('sample').waitFor()
  await page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'ח', code: 'KeyJ', bubbles: true, cancelable: true })))
  await expect(page.locator('main[data-room=jobs]')).toBeVisible()
})

test('Tab moves the focus, and hides the panels after a click on the canvas', async ({ room, page }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  const panel = page.getByRole('complementary', { name: 'Person and garment' })
  await page.keyboard.press('Tab')
  await expect(panel).toBeVisible()
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  await page.locator('[data-canvas]').click()
  await page.keyboard.press('Tab')
  await expect(panel).toBeHidden()
  await page.reload()
  await room.connected()
  await expect(panel).toBeHidden()
  await page.getByRole('button', { name: 'Show the panels' }).click()
  await expect(panel).toBeVisible()
})

test('sections of the inspector stay as they were left', async ({ room, page }) => {
  await room.at('sample').waitFor()
  const head = page.getByRole('button', { name: 'Settings', exact: true })
  await head.click()
  await expect(page.getByLabel('Garment type')).toBeHidden()
  await page.reload()
  await room.connected()
  await expect(page.getByLabel('Garment type')).toBeHidden()
  await expect(head).toHaveAttribute('aria-expanded', 'false')
})

test('a shortcut can be changed, refuses to be taken by accident, and is put back', async ({ room, page }) => {
  await room.openSettings('shortcuts')
  const row = room.at('shortcut-go.jobs')
  await row.getByTestId('change-shortcut').click()
  await page.keyboard.press('Control+t')
  await expect(page.getByRole('alert')).toContainText('belongs to the browser')
  await page.keyboard.press('t')
  await expect(page.getByRole('alert')).toContainText('already belongs to “Try-on”')
  await page.getByRole('button', { name: 'Take it from there' }).click()
  await expect(row).toContainText('T')
  await expect(room.at('shortcut-go.try-on')).toContainText('none')
  await page.reload()
  await room.connected()
  await page.keyboard.press('t')
  await expect(page.locator('main[data-room=jobs]')).toBeVisible()
  await room.openSettings('shortcuts')
  await room.at('reset-shortcuts').click()
  await expect(row).toContainText('J')
  await page.keyboard.press('Control+z')
  await expect(row).toContainText('T')
})

test('Arabic is mirrored from the first paint; canvas and sliders are not', async ({ room, page }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.chooseLanguage('ar')
  // What stands on the page before any of its own code has run.
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState === 'interactive')
        sessionStorage.setItem('first', `${document.documentElement.lang} ${document.documentElement.dir}`)
    })
  })
  await page.reload()
  await room.connected()
  expect(await page.evaluate(() => sessionStorage.getItem('first'))).toBe('ar rtl')

  await room.at('draft').click()
  await expect(room.at('draft-picture')).toBeVisible()
  const leftOf = async (target: ReturnType<typeof room.at>): Promise<number> => (await target.boundingBox())?.x ?? Number.NaN
  const rail = await leftOf(room.at('room-try-on'))
  const inputs = await leftOf(room.at('person-slot'))
  const stage = await leftOf(room.at('draft-stage'))
  const inspector = await leftOf(room.at('quality'))
  expect([rail, inputs, stage, inspector]).toEqual([rail, inputs, stage, inspector].toSorted((a, b) => b - a))
  await expect(room.at('draft-stage')).toHaveCSS('direction', 'ltr')
  // What was before is on the left of the divider, so its name is too.
  expect(await leftOf(page.getByText('قبل', { exact: true }))).toBeLessThan(await leftOf(room.at('divider')))
  await expect(page.getByRole('slider', { name: 'الجودة من' })).toHaveCSS('direction', 'ltr')
  // The divider still moves to the right with the right arrow.
  const divider = room.at('divider')
  await divider.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', '60')
})

test('at 200 % text nothing is cut off sideways, and every room can be used', async ({ room, page }) => {
  // 1280 x 800 at 200 %.
  await page.setViewportSize({ width: 640, height: 400 })
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.at('draft').scrollIntoViewIfNeeded()
  await expect(room.at('draft')).toBeInViewport()
  for (const name of ['gallery', 'jobs', 'settings', 'try-on'] as const) {
    await room.enter(name)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, name).toBeLessThanOrEqual(0)
  }
})
