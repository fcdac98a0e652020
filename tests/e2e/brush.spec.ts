import type { Page } from '@playwright/test'
import type { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

type Point = readonly [x: number, y: number]

/** Paints over a picture from place to place, in shares of it. */
async function paint(page: Page, points: readonly Point[]): Promise<void> {
  const box = await page.getByTestId('brush-surface').boundingBox()
  if (box === null) throw new Error('There is nothing to paint on')
  const at = ([x, y]: Point): [number, number] => [box.x + x * box.width, box.y + y * box.height]
  const [first, ...rest] = points
  if (first === undefined) return
  await page.mouse.move(...at(first))
  await page.mouse.down()
  for (const point of rest) await page.mouse.move(...at(point), { steps: 6 })
  await page.mouse.up()
}

/** Opacity of a canvas over the picture at a place of it, 0..255. */
async function alphaAt(room: TryOnPage, canvas: 'brush-mask' | 'rewarp-preview', [x, y]: Point): Promise<number> {
  return await room.at(canvas).evaluate(
    (element: HTMLCanvasElement, [x, y]) => {
      // What of the picture the canvas covers is told by its style, in percent.
      const share = (side: 'left' | 'top' | 'width' | 'height'): number => Number.parseFloat(element.style[side]) / 100
      const column = Math.floor(((x - share('left')) / share('width')) * element.width)
      const row = Math.floor(((y - share('top')) / share('height')) * element.height)
      return element.getContext('2d')?.getImageData(column, row, 1, 1).data[3] ?? -1
    },
    [x, y] as const,
  )
}

const CHEST: Point = [0.5, 0.42]
const STRAP: readonly Point[] = [
  [0.45, 0.38],
  [0.5, 0.42],
  [0.55, 0.46],
]

test('a mask is painted over, the garment follows at once, and the next draft is made with the strokes', async ({ room, page }) => {
  await room.draftSample()
  await page.keyboard.press('b')
  await room.at('brush-mask-choice').selectOption('front')
  await expect(room.at('brush-mask')).toHaveAttribute('data-mask', 'front')
  await expect(room.at('brush-about')).toContainText('stay in front')
  expect(await alphaAt(room, 'brush-mask', CHEST)).toBe(0)

  await paint(page, STRAP)
  await expect(room.at('rewarp-preview')).toBeVisible()
  await expect(room.at('strokes-front')).toHaveText('In front: 1 stroke')
  expect(await alphaAt(room, 'brush-mask', CHEST)).toBeGreaterThan(100)
  // The photo shows through the garment where it was painted to the front.
  await expect.poll(() => alphaAt(room, 'rewarp-preview', CHEST)).toBe(0)
  expect(await alphaAt(room, 'rewarp-preview', [CHEST[0], CHEST[1] + 0.08])).toBe(255)

  await page.keyboard.press('ControlOrMeta+z')
  await expect(room.at('strokes-front')).toHaveCount(0)
  await expect.poll(() => alphaAt(room, 'brush-mask', CHEST)).toBe(0)
  await expect(room.at('draft-picture')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(room.at('strokes-front')).toHaveText('In front: 1 stroke')
  await expect.poll(() => alphaAt(room, 'brush-mask', CHEST)).toBeGreaterThan(100)

  // X swaps, Alt does the opposite while it is held.
  await page.keyboard.press('x')
  await expect(page.getByRole('radio', { name: 'Erase' })).toBeChecked()
  await page.keyboard.down('Alt')
  await expect(room.at('brush-surface')).toHaveAttribute('data-mode', 'add')
  await page.keyboard.up('Alt')
  await paint(page, [CHEST])
  await expect(room.at('strokes-front')).toHaveText('In front: 2 strokes')
  await expect.poll(() => alphaAt(room, 'rewarp-preview', CHEST)).toBe(255)
  await page.keyboard.press('ControlOrMeta+z')

  await page.reload()
  await expect(room.at('strokes-front')).toHaveText('In front: 1 stroke')
  await expect.poll(() => alphaAt(room, 'rewarp-preview', CHEST)).toBe(0)

  const before = await room.at('draft-thumb').count()
  await room.at('draft-corrected').click()
  await expect(room.at('draft-thumb')).toHaveCount(before + 1)
  await room.at('draft-picture').waitFor()
  await expect(room.at('rewarp-preview')).toHaveCount(0)
  await expect(room.at('strokes-front')).toHaveText('In front: 1 stroke')

  // Strokes of the recipe are taken back like any other.
  await room.at('toggle-brush').click()
  await room.at('take-back-strokes').click()
  await expect(room.at('strokes-front')).toHaveCount(0)
  await expect.poll(() => alphaAt(room, 'rewarp-preview', CHEST)).toBe(255)
})

test('the brush is moved, set and lifted by keys, and Escape gives a stroke up', async ({ room, page }) => {
  await room.draftSample()
  await room.at('toggle-brush').focus()
  await page.keyboard.press('Enter')
  await room.at('brush-mask-choice').selectOption('front')
  await room.at('brush-size').fill('6')
  await room.at('brush-hardness').fill('100')
  const ring = async (): Promise<number> => (await room.at('brush-ring').boundingBox())?.width ?? 0
  const surface = room.at('brush-surface')
  await surface.focus()
  const [picture, first] = [await surface.boundingBox(), await ring()]
  expect(first).toBeCloseTo(0.06 * Math.max(picture?.width ?? 0, picture?.height ?? 0), -1)
  await page.keyboard.press(']')
  await expect.poll(ring).toBeGreaterThan(1.2 * first)
  await page.keyboard.press('[')
  await page.keyboard.press('{')
  await expect(room.at('brush-hardness')).toHaveValue('90')
  await expect(surface).toBeFocused()

  await expect(room.at('brush-mask')).toHaveAttribute('data-mask', 'front')
  await page.keyboard.press('Enter')
  for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => alphaAt(room, 'brush-mask', [0.5, 0.5])).toBeGreaterThan(100)
  await page.keyboard.press('Escape')
  await expect.poll(() => alphaAt(room, 'brush-mask', [0.5, 0.5])).toBe(0)
  await expect(room.at('strokes-front')).toHaveCount(0)

  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
  await expect(room.at('strokes-front')).toHaveText('In front: 1 stroke')
  await expect(room.at('announcer').or(page.getByText('Stroke painted')).first()).toBeAttached()

  await page.keyboard.press('Escape')
  await expect(surface).toHaveCount(0)
  await expect(room.at('strokes-front')).toHaveText('In front: 1 stroke')
})

test('a cut-out is painted on the garment’s own picture, with the draft beside it', async ({ room, page }) => {
  await room.draftSample()
  await page.keyboard.press('b')
  await room.at('brush-mask-choice').selectOption('garment')
  await room.at('garment-stage').waitFor()
  await expect(room.at('brush-mask')).toHaveAttribute('data-mask', 'garment')
  await page.keyboard.press('x')
  await paint(page, [[0.5, 0.5]])
  await expect(room.at('strokes-garment')).toHaveText('Garment cut-out: 1 stroke')
  await expect.poll(() => alphaAt(room, 'brush-mask', [0.5, 0.5])).toBe(0)
  await expect(room.at('rewarp-preview')).toBeVisible()
})
