import { join } from 'node:path'
import type { DocumentId } from '../../app/domain/ids.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { EditPage } from './pages/edit-page.ts'
import { Keyboard } from './pages/keyboard.ts'
import { expect, test } from './studio.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const PERSON = hasTestdata ? testdata('photos/persons/luma-ms05-blue_main.jpg') : join(SAMPLES, 'person-ada.jpg')
const GARMENT = join(SAMPLES, 'garment-teePrint.jpg')

const documentOf = (url: string): DocumentId => url.split('#edit/')[1] as DocumentId

test('a picture is opened, moved, painted, adjusted, cropped and lettered; undone and redone it is the same', async ({
  room,
  page,
  studio,
}) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  const pictures = [await edit.picture()]
  const note = async (): Promise<void> => {
    const picture = await edit.picture()
    expect(picture, `step ${pictures.length} is seen`).not.toBe(pictures.at(-1))
    pictures.push(picture)
  }

  await edit.drag([0.5, 0.5], [0.55, 0.56])
  await note()
  await edit.take('eraser')
  await edit.drag([0.42, 0.3], [0.58, 0.6])
  await expect(edit.at('mask-section')).toBeVisible()
  await note()
  await edit.at('tab-adjust').click()
  await edit.type('adjust-ev', '0.7')
  await note()
  await page.getByRole('radio', { name: 'Whole picture' }).click()
  await edit.type('adjust-saturation', '-70')
  await note()
  await edit.at('tab-layers').click()
  await edit.take('magic')
  await edit.at('cut-out-person').first().click()
  await expect(edit.at('layer-name').first()).toContainText('cut out')
  await note()
  await edit.at('add-layer').click()
  await edit.at('add-linear').click()
  await note()
  await edit.at('add-layer').click()
  await edit.at('add-logo').click()
  await edit.at('pick-picture').first().click()
  await note()
  await edit.take('text')
  const place = await edit.placeAt(0.5, 0.3)
  await page.mouse.click(place.x, place.y)
  await expect(edit.at('text-content')).toBeFocused()
  await page.keyboard.type('שלום Drape')
  await edit.at('text-content').press('Escape')
  await note()
  await edit.take('crop')
  await edit.at('crop-ratio').selectOption('4:5')
  await edit.at('crop-done').click()
  await note()
  const size = /(\d+) × (\d+)/.exec((await edit.at('edit-size').textContent()) ?? '')
  expect(Number(size?.[1]) / Number(size?.[2])).toBeCloseTo(0.8, 2)

  const id = documentOf(page.url())
  const done = (await studio.client['documents.open']({ id })).document
  await page.locator('[data-canvas]').focus()
  while (await edit.at('edit-undo').isEnabled()) {
    await page.keyboard.press('Control+z')
    await edit.settled()
  }
  expect(await edit.picture()).toBe(pictures[0])
  while (await edit.at('edit-redo').isEnabled()) {
    await page.keyboard.press('Control+Shift+z')
    await edit.settled()
  }
  expect(await edit.picture()).toBe(pictures.at(-1))
  expect((await studio.client['documents.open']({ id })).document).toEqual(done)

  await page.reload()
  expect(await edit.picture()).toBe(pictures.at(-1))
})

// A gradient would differ by its dither, one step of 255: that lies on the grid of the window, not of the picture.
test('an exported file has the bytes that are seen at 100 %', async ({ room, page, studio }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  const opened = await studio.client['documents.open']({ id: documentOf(page.url()) })
  const [first] = opened.document.layers
  if (first?.kind !== 'photo') throw new Error('There is no photo')
  const made = await studio.client['documents.create']({
    assetIds: [first.picture.assetId],
    canvas: { width: 500, height: 600, colourSpace: 'srgb' },
    name: 'Small',
  })
  await page.goto(`${page.url().split('#')[0]}#edit/${made.id}`)
  await expect(edit.at('document-name')).toHaveText('Small')
  await edit.at('add-layer').click()
  await edit.at('add-colour').click()
  await edit.at('layer-name').first().click()
  await edit.type('opacity', '80')
  await edit.take('eraser')
  await edit.drag([0.45, 0.4], [0.55, 0.6])
  await edit.at('shadow-on').check()
  await edit.at('tab-adjust').click()
  await edit.type('adjust-contrast', '30')
  await edit.take('text')
  const place = await edit.placeAt(0.5, 0.7)
  await page.mouse.click(place.x, place.y)
  await page.keyboard.type('عربية שלום ab')
  await edit.at('text-content').press('Escape')
  await edit.settled()
  await page.keyboard.press('1')
  await edit.settled()

  await edit.at('export').click()
  await edit
    .at('export-sheet')
    .getByRole('button', { name: /Export/ })
    .click()
  await edit.at('exported').waitFor()
  const [file] = (await studio.client['library.list']({ origin: 'result', limit: 1 })).assets
  const unlike = await page.evaluate(async (hash) => {
    const picture = await createImageBitmap(await (await fetch(`/media/${hash}/original`)).blob(), { colorSpaceConversion: 'none' })
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    const scene = document.querySelector<HTMLCanvasElement>('[data-testid=edit-scene]')
    if (context === null || scene === null) throw new Error('There is no canvas')
    context.drawImage(picture, 0, 0)
    const exported = context.getImageData(0, 0, picture.width, picture.height).data
    const at = { x: Math.round((scene.width - picture.width) / 2), y: Math.round((scene.height - picture.height) / 2) }
    const seen = scene.getContext('2d')?.getImageData(at.x, at.y, picture.width, picture.height).data ?? new Uint8ClampedArray()
    let count = 0
    let most = 0
    for (let i = 0; i < exported.length; i++) {
      const distance = Math.abs((exported[i] ?? 0) - (seen[i] ?? 0))
      if (distance > 0) count++
      most = Math.max(most, distance)
    }
    return { size: [picture.width, picture.height], count, most, bytes: exported.length }
  }, file?.hash)
  expect(unlike).toMatchObject({ size: [500, 600], bytes: 1_200_000 })
  // Edges of letters and of scaled pixels, moved to where the picture lies in the window, are rounded otherwise: 21 bytes by one step.
  expect(unlike.most).toBeLessThanOrEqual(1)
  expect(unlike.count).toBeLessThan(100)
})

test('a studio that is killed in the middle of a stroke loses nothing of it', async ({ room, page, studio }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  await edit.take('eraser')
  await edit.drag([0.42, 0.3], [0.5, 0.4], 'hold')
  await studio.kill()
  const goal = await edit.placeAt(0.58, 0.62)
  await page.mouse.move(goal.x, goal.y, { steps: 20 })
  await page.mouse.up()
  await expect(edit.at('edit-saved')).toHaveAttribute('data-saved', 'waiting')
  await studio.start()
  const painted = await edit.picture()
  const { document } = await studio.client['documents.open']({ id: documentOf(page.url()) })
  const [layer] = document.layers
  const strokes = layer?.kind === 'photo' ? (layer.mask?.strokes ?? []) : []
  expect(new Set(strokes.map(({ id }) => id)).size).toBe(strokes.length)
  // What was painted while the studio was away is there too, to the very end.
  expect(strokes.at(-1)?.points.at(-1)?.[1]).toBeGreaterThan(0.6)
  await page.reload()
  expect(await edit.picture()).toBe(painted)
  await page.keyboard.press('Control+z')
  await expect(edit.at('layer-name').first()).not.toContainText('stroke')
})

test('two tabs of one document stay the same', async ({ room, page, context }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  const second = new EditPage(await context.newPage())
  await second.page.goto(page.url())
  await second.settled()
  await edit.at('add-layer').click()
  await edit.at('add-colour').click()
  await expect(second.layers).toHaveCount(2)
  await second.at('layer-name').first().click()
  await second.type('opacity', '40')
  await expect(edit.at('layer-name').first()).toContainText('40')
  await edit.settled()
  await second.settled()
  await edit.at('edit-undo').click()
  await expect(second.at('layer-name').first()).not.toContainText('40')
})

test('layers are ordered, hidden, locked, renamed and deleted by keys', async ({ room, page }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON, GARMENT)
  const names = edit.at('layer-name')
  await expect(names).toHaveCount(2)
  const before = await names.allTextContents()
  await names.first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(names.first()).toHaveText(before[1] ?? '')
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Control+Shift+h')
  await expect(edit.at('layer-eye').nth(1)).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Control+Shift+l')
  await page.keyboard.press('Delete')
  await expect(names).toHaveCount(2)
  await expect(page.getByRole('alert')).toContainText('locked')
  await page.keyboard.press('Control+Shift+l')
  await page.keyboard.press('Delete')
  await expect(names).toHaveCount(1)
  await names.first().focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Shirt')
  await page.keyboard.press('Enter')
  await expect(names.first()).toContainText('Shirt')
})

test('a drag is given up by Esc, and a version is brought back', async ({ room, page }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  const before = await edit.picture()
  await edit.drag([0.5, 0.5], [0.6, 0.6], 'hold')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await edit.picture()).toBe(before)
  await expect(edit.at('edit-undo')).toBeDisabled()

  await edit.at('tab-history').click()
  await edit.at('save-version').click()
  await expect(edit.at('version')).toHaveCount(1)
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Shift+ArrowRight')
  expect(await edit.picture()).not.toBe(before)
  await edit.at('restore-version').click()
  expect(await edit.picture()).toBe(before)
  await page.keyboard.press('\\')
  await expect(edit.at('divider')).toBeVisible()
})

test('the canvas gets another size around the picture, in one step', async ({ room, page }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  const before = await edit.picture()
  await edit.take('crop')
  const width = Number(await edit.at('canvas-W').inputValue())
  await edit.at('anchor-left').check()
  await edit.type('canvas-W', String(width + 400))
  await page.keyboard.press('Enter')
  await edit.take('move')
  await expect(edit.at('edit-size')).toContainText(String(width + 400))
  await edit.settled()
  await page.screenshot({ path: 'out/e2e/canvas-section.png' })
  expect(await edit.picture()).not.toBe(before)
  await edit.at('edit-undo').click()
  expect(await edit.picture()).toBe(before)
})

test('any two versions are compared, and up to four at once, with one view', async ({ room, page }) => {
  const edit = new EditPage(room.page)
  await edit.openFiles(PERSON)
  const saturate = async (amount: string): Promise<void> => {
    await edit.at('tab-adjust').click()
    await page.getByRole('radio', { name: 'Whole picture' }).click()
    await edit.type('adjust-saturation', amount)
  }
  for (const [saturation, n] of [
    ['-100', 1],
    ['100', 2],
  ] as const) {
    await saturate(saturation)
    await edit.at('save-version-bar').click()
    await edit.at('tab-history').click()
    await expect(edit.at('version')).toHaveCount(n)
  }
  await saturate('0')
  const plain = await edit.colourfulness([0, 0, 1, 1])

  await edit.at('edit-four-up').click()
  await expect(edit.at('pane-plate')).toHaveCount(4)
  await edit.settled()
  const panes = await Promise.all(([0, 1, 2, 3] as const).map((i) => edit.colourfulness([(i % 2) / 2, Math.floor(i / 2) / 2, 0.5, 0.5])))
  // Original, the newest version, the one before it, and what is now.
  expect(panes[1]).toBeGreaterThan(1.3 * plain)
  expect(panes[2]).toBeLessThan(0.1 * plain)
  for (const pane of [0, 3] as const) expect(Math.abs((panes[pane] ?? 0) / plain - 1)).toBeLessThan(0.1)

  await edit.at('edit-side').click()
  await expect(edit.at('pane-plate')).toHaveCount(2)
  await expect(edit.at('pane-plate').nth(1).getByRole('combobox')).toHaveValue('now')
  await edit.at('pane-plate').nth(1).getByRole('combobox').selectOption({ label: 'Version 1' })
  await edit.at('pane-plate').nth(0).getByRole('combobox').selectOption({ label: 'Version 2' })
  await edit.settled()
  await expect.poll(() => edit.colourfulness([0.5, 0, 0.5, 1])).toBeLessThan(0.1 * plain)
  expect(await edit.colourfulness([0, 0, 0.5, 1])).toBeGreaterThan(1.3 * plain)
  // Nothing was done to the document.
  await edit.at('edit-side').click()
  await edit.settled()
  expect(Math.abs((await edit.colourfulness([0, 0, 1, 1])) / plain - 1)).toBeLessThan(0.02)
})

test('without a pointer: a picture is opened, moved, cropped by numbers, cut out and lettered', async ({ room, page }) => {
  const edit = new EditPage(room.page)
  const keys = new Keyboard(page)
  await keys.press('e')
  await keys.tabTo(edit.at('edit-choose'))
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keys.press('Enter')])
  await chooser.setFiles(PERSON)
  await edit.settled()
  await keys.tabTo(edit.stage)
  await keys.focusIsSeen()
  await keys.press('Shift+ArrowRight')
  await keys.press('ArrowDown')
  await keys.press('c')
  await keys.tabTo(edit.at('crop-W'))
  await page.keyboard.type('640')
  await keys.press('Enter')
  await expect(edit.at('edit-size')).toContainText('640')
  await keys.tabTo(edit.stage)
  await keys.press('Enter')
  await expect(edit.at('tool-move')).toHaveAttribute('aria-pressed', 'true')
  await keys.press('w')
  await keys.tabTo(edit.at('cut-out-person').first())
  await keys.press('Enter')
  await expect(edit.at('layer-name').first()).toContainText('cut out')
  await keys.tabTo(edit.stage)
  await keys.press('Shift+T')
  await keys.press('Enter')
  await expect(edit.at('text-content')).toBeFocused()
  await page.keyboard.type('Nord')
  await keys.press('Escape')
  await expect(edit.at('layer-name').first()).toContainText('Nord')
  await keys.press('Control+z')
  await expect(edit.at('layer-name').first()).not.toContainText('Nord')
})
