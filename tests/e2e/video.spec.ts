import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LANGUAGES } from '../../app/domain/languages.ts'
import { makeClip } from '../support/make-clip.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../support/testdata.ts'
import { hasFfmpeg } from '../support/video-tools.ts'
import { Inspector, seriousFindings } from './axe.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { layoutFaults } from './pages/layout-faults.ts'
import { VideoPage } from './pages/video-page.ts'
import { test as base, expect } from './studio.ts'

const test = base.extend<{ desk: VideoPage }>({
  desk: async ({ room, page }, use) => {
    await room.enter('video')
    await use(new VideoPage(page))
  },
})

const STILL = testdata('photos/persons/luma-ms01-yellow_main.jpg')

test.skip(!hasTestdata, NO_TESTDATA)
test.skip(!hasFfmpeg, 'ffmpeg is not on this machine')

test('a still is directed on the canvas, previewed, rendered, played frame by frame and exported in four shapes', async ({
  desk,
  page,
  studio,
}) => {
  test.setTimeout(240_000)
  await expect(desk.at('video-start')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await desk.bringIn(STILL)
  await desk.previewReady()
  await desk.makeShort()
  await desk.at('template-spotlight').click()
  await expect(desk.at('template-spotlight')).toHaveAttribute('aria-checked', 'true')
  // Length and rate are no part of a look.
  await expect(desk.at('length')).toHaveText('/ 00:01:00')

  // The wheel comes nearer, a double click leads back.
  const whole = await desk.at('still-picture').boundingBox()
  await desk.at('video-stage').hover({ position: { x: 40, y: 40 } })
  await page.mouse.wheel(0, -300)
  await expect.poll(async () => (await desk.at('still-picture').boundingBox())?.width).toBeGreaterThan(1.5 * (whole?.width ?? 0))
  await desk.at('video-stage').dblclick({ position: { x: 40, y: 40 } })
  await expect.poll(async () => (await desk.at('still-picture').boundingBox())?.width).toBeCloseTo(whole?.width ?? 0, 0)

  // The end of the path is taken by the hand: the move becomes two views, and the camera ends where it was put.
  await page.keyboard.press('End')
  const before = await desk.view()
  const handle = await desk.at('keyframe-1').boundingBox()
  if (handle === null) throw new Error('There is no end of the path')
  const from = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, from.y - 60, { steps: 4 })
  await page.mouse.up()
  await expect(desk.at('keyframe-x')).toBeVisible()
  await desk.type('keyframe-zoom', '2')
  await desk.type('keyframe-y', '30')
  await expect(desk.at('keyframe-zoom')).toHaveValue('2.00')
  const [x, y, width, height] = await desk.view()
  expect(width).toBeLessThan(before[2] ?? 0)
  expect((y ?? 0) + (height ?? 0) / 2).toBeCloseTo(0.3, 1)
  // Arrow keys move it too, and a whole press is one step back.
  await desk.at('keyframe-1').focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await desk.view())[0]).toBeCloseTo((x ?? 0) + 0.005, 3)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await desk.view())[0]).toBeCloseTo(x ?? 0, 3)

  // What the camera sees is painted by the code that renders.
  await desk.at('template-runway').click()
  await page.getByRole('radio', { name: 'Through the lens' }).click()
  await expect(desk.at('lens')).toHaveAttribute('data-frame', /\d+/)
  await desk.at('play').click()
  await expect(desk.at('preview-state')).toHaveAttribute('data-fps', /\d+/)
  console.log(`preview: ${await desk.at('preview-state').textContent()}, kernels ${await desk.at('lens').getAttribute('data-took')} ms`)
  await desk.at('play').click()
  await page.screenshot({ path: 'out/video-lens.png' })

  await page.getByRole('radio', { name: 'Picture', exact: true }).click()
  await page.keyboard.press('Control+Enter')
  await expect(desk.takes).toHaveCount(1)
  await desk.rendered()
  await desk.at('play-take').click()
  await expect.poll(() => desk.at('player').evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThan(1)
  await expect(desk.at('length')).toHaveText('/ 00:01:00')
  await page.keyboard.press('Home')
  for (const frame of [1, 2, 3]) {
    await desk.at('frame-forward').click()
    await expect.poll(() => desk.playerFrame(24)).toBe(frame)
  }
  await desk.at('frame-back').click()
  await expect.poll(() => desk.playerFrame(24)).toBe(2)
  await expect(desk.at('time')).toHaveValue('00:00:02')
  await desk.type('time', '00:12')
  await expect.poll(() => desk.playerFrame(24)).toBe(12)
  // In and out, and the end of what is played.
  await desk.at('loop').click()
  await desk.at('set-out').click()
  await page.keyboard.press('Home')
  await desk.at('play').click()
  await expect(desk.at('transport')).toHaveAttribute('data-playing', 'false')
  await expect.poll(() => desk.frame()).toBe(12)
  await page.screenshot({ path: 'out/video-take.png' })

  await desk.at('export-take').click()
  // Beside the person there is blur, until somebody says where to cut.
  await expect(desk.at('plan-warnings')).toContainText('16:9 cannot hold the whole subject')
  await expect(desk.at('crop-16:9')).toHaveAttribute('data-axis', 'y')
  const crop = await desk.at('crop-16:9').boundingBox()
  if (crop === null) throw new Error('There is no preview')
  await page.mouse.move(crop.x + 30, crop.y + 30)
  await page.mouse.down()
  await page.mouse.move(crop.x + 30, crop.y - 600, { steps: 4 })
  await page.mouse.up()
  await expect(desk.at('crop-16:9')).toHaveAttribute('data-place', '1.000')
  await page.getByRole('radiogroup', { name: 'Watermark' }).getByRole('radio', { name: 'Text' }).click()
  await desk.at('mark-text').fill('ATELIER NORD')
  await expect(desk.at('mark-preview')).toHaveCount(4)
  await desk.at('export-short-side').selectOption('540')
  await expect(desk.at('plan-warnings')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.screenshot({ path: 'out/video-export.png' })
  await desk.at('start-export').click()
  await desk.at('exported').waitFor({ timeout: 90_000 })
  await page.screenshot({ path: 'out/video-exported.png' })
  const { assets } = await studio.client['library.list']({ kind: 'clip', origin: 'result' })
  const made = assets.map(({ width: w, height: h }) => `${w}x${h}`)
  expect(made).toEqual(expect.arrayContaining(['540x960', '540x540', '540x676', '960x540']))
})

test('a render that is cancelled midway leaves nothing, and can be asked for again', async ({ desk, page, studio }) => {
  await desk.bringIn(STILL)
  await desk.previewReady()
  await desk.type('seconds', '8')
  await desk.at('render').click()
  await expect(desk.at('cancel-take')).toBeVisible()
  await expect
    .poll(async () => (await studio.client['jobs.list']({})).jobs.find(({ kind }) => kind === 'render-motion')?.progress.fraction)
    .toBeGreaterThan(0.3)
  await page.screenshot({ path: 'out/video-busy.png' })
  await desk.at('cancel-take').click()
  await expect(desk.takes).toHaveCount(0)
  expect((await studio.client['library.list']({ kind: 'clip' })).assets).toEqual([])
  // The bar offers to take the cancel back.
  await desk.at('undo-bar').getByRole('button', { name: 'Undo' }).click()
  await expect(desk.at('cancel-take')).toBeVisible()
  await desk.at('cancel-take').click()
  await expect(desk.takes).toHaveCount(0)
})

test('templates are saved and forgotten; the room is found as it was left; a clip of the gallery opens here', async ({ desk, page }) => {
  await desk.bringIn(STILL)
  await desk.at('move-pan').click()
  await desk.at('save-template').click()
  await desk.at('template-name').fill('Slow look')
  await desk.at('template-save').click()
  await desk.at('move-tilt').click()
  await desk.at('saved-template').click()
  await expect(desk.at('move-pan')).toHaveAttribute('aria-checked', 'true')
  await page.reload()
  await desk.connected()
  await expect(desk.at('still-picture')).toBeVisible()
  await expect(desk.at('move-pan')).toHaveAttribute('aria-checked', 'true')
  await desk.at('director-undo').click()
  await expect(desk.at('move-tilt')).toHaveAttribute('aria-checked', 'true')
  await desk.at('forget-template').click()
  await expect(desk.at('saved-template')).toHaveCount(0)
  await desk.at('undo-bar').getByRole('button', { name: 'Undo' }).click()
  await expect(desk.at('saved-template')).toHaveCount(1)

  const folder = await mkdtemp(join(tmpdir(), 'drape-video-room-'))
  const clip = await makeClip(join(folder, 'catwalk.mp4'), { seconds: 3, width: 320, height: 180, sound: () => 0.3 })
  await desk.enter('gallery')
  const gallery = new GalleryPage(page)
  await gallery.bringIn([clip])
  await rm(folder, { recursive: true })
  await gallery.picture('catwalk.mp4').click()
  await gallery.at('open-in-video').click()
  await expect(desk.at('player')).toBeVisible()
  await expect(desk.at('sound-wave')).toBeVisible()
  await expect(desk.at('film-strip')).toHaveAttribute('data-ready', 'true')
  await page.getByRole('button', { name: 'Safe areas' }).click()
  await expect(desk.at('safe-areas')).toHaveCount(1)
  // L plays, L again plays faster, J turns round, K stops.
  await page.keyboard.press('l')
  await expect.poll(() => desk.frame()).toBeGreaterThan(5)
  await page.keyboard.press('k')
  const stopped = await desk.frame()
  await page.keyboard.press('j')
  await expect.poll(() => desk.frame()).toBeLessThan(stopped)
  await page.keyboard.press('k')
  await page.screenshot({ path: 'out/video-clip.png' })
})

test('two clips of the gallery go out by a recipe, into folders that are ready to post, and are found again', async ({
  desk,
  page,
  studio,
}) => {
  test.setTimeout(180_000)
  const folder = await mkdtemp(join(tmpdir(), 'drape-video-room-'))
  const clips = ['catwalk.mp4', 'turn.mp4']
  for (const [i, name] of clips.entries()) await makeClip(join(folder, name), { seconds: 1 + i, width: 320, height: 180, sound: () => 0.3 })
  await desk.enter('gallery')
  const gallery = new GalleryPage(page)
  await gallery.bringIn(clips.map((name) => join(folder, name)))
  await rm(folder, { recursive: true })
  await gallery.picture('catwalk.mp4').click()
  await gallery.picture('turn.mp4').click({ modifiers: ['ControlOrMeta'] })
  await gallery.at('bulk-export').click()
  await expect(desk.at('clip-export')).toBeVisible()
  await expect(desk.at('shown-clip')).toHaveValue(/^ast_/)

  await page.getByRole('radio', { name: 'Reels and TikTok' }).click()
  await desk.at('export-short-side').selectOption('540')
  await desk.at('fit').selectOption('blur')
  await desk.at('with-cover').check()
  await desk.at('post-reels').check()
  await desk.at('post-youtube').check()
  // A network brings its shape along.
  await expect(desk.at('want-16:9')).toBeChecked()
  await desk.at('post-caption').fill('New in: חדש')
  await desk.at('recipe-name').fill('Drop')
  await desk.at('save-recipe').click()
  await expect(desk.at('saved-recipe')).toHaveText('Drop')
  // Something else for a moment, and the recipe again.
  await page.getByRole('radio', { name: 'All four' }).click()
  await desk.at('post-reels').uncheck()
  await desk.at('saved-recipe').click()
  await expect(desk.at('want-1:1')).not.toBeChecked()
  await expect(desk.at('post-reels')).toBeChecked()
  await expect(desk.at('post-caption')).toHaveValue('New in: חדש')
  await expect(desk.at('plan-warnings')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.screenshot({ path: 'out/video-export-many.png' })
  await expect(desk.at('start-export')).toContainText('Export 8 files')
  await desk.at('start-export').click()
  await expect(page.locator('[data-testid=batch-row][data-state=succeeded]')).toHaveCount(2, { timeout: 90_000 })
  await expect(desk.at('posts')).toHaveCount(2)
  await page.screenshot({ path: 'out/video-exported-many.png' })
  expect(await seriousFindings(page)).toEqual([])
  const posts = join(studio.library, 'posts')
  expect((await readdir(posts)).sort()).toEqual(['catwalk', 'turn'])
  expect((await readdir(join(posts, 'catwalk', 'reels'))).sort()).toEqual(['caption.txt', 'catwalk 9x16.jpg', 'catwalk 9x16.mp4'])
  expect(await readFile(join(posts, 'turn', 'youtube', 'caption.txt'), 'utf8')).toBe('New in: חדש\n')

  await page.keyboard.press('Escape')
  await gallery.picture('catwalk.mp4').click()
  await gallery.at('open-in-video').click()
  await expect(desk.at('past-export')).toHaveCount(1)
  await desk.at('past-export').click()
  await expect(desk.at('exported')).toContainText('catwalk 9x16.mp4')
  await page.screenshot({ path: 'out/video-export-history.png' })
})

test('screens read well in every language and theme, and time runs from left to right in Arabic', async ({ desk, page, studio }) => {
  test.setTimeout(240_000)
  const inspector = new Inspector(page, studio.client)
  await expect(desk.at('video-start')).toBeVisible()
  await page.screenshot({ path: 'out/video-empty.png' })
  await inspector.look('video, empty')
  const folder = await mkdtemp(join(tmpdir(), 'drape-video-room-'))
  await desk.bringIn(await makeClip(join(folder, 'catwalk.mp4'), { seconds: 2, width: 320, height: 180, sound: () => 0.3 }))
  await rm(folder, { recursive: true })
  await expect(desk.at('sound-wave')).toBeVisible()
  await inspector.look('video, a clip')
  await desk.at('export-take').click()
  await expect(desk.at('plan-warnings')).toBeVisible()
  await inspector.look('video, export')
  await studio.client['preferences.change']({ language: 'ar', theme: 'light' })
  await page.locator('html[lang=ar][data-theme=light]').waitFor()
  await page.screenshot({ path: 'out/video-export-ar.png' })
  await studio.client['preferences.change']({ language: 'en', theme: 'dark' })
  await page.keyboard.press('Escape')
  await desk.at('video-another').click()
  await desk.bringIn(STILL)
  await desk.previewReady()
  await inspector.look('video, a still')
  expect(inspector.found).toEqual({})
  // Views lie where the path is, over each other if need be: looked at without them.
  await page.getByRole('button', { name: 'Path', exact: true }).click()
  const faults: Record<string, string[]> = {}
  for (const { id: language } of LANGUAGES) {
    await studio.client['preferences.change']({ language })
    await page.locator(`html[lang=${language}]`).waitFor()
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height })
      const found = await layoutFaults(page)
      if (found.length > 0) faults[`${language}, ${width}`] = found
    }
  }
  expect(faults).toEqual({})
  await studio.client['preferences.change']({ language: 'en' })
  await page.locator('html[lang=en]').waitFor()
  await page.getByRole('button', { name: 'Path', exact: true }).click()
  await desk.chooseLanguage('ar')
  const left = async (id: string): Promise<number> => (await desk.at(id).boundingBox())?.x ?? Number.NaN
  expect(await left('to-start')).toBeLessThan(await left('play'))
  expect(await left('play')).toBeLessThan(await left('frame-forward'))
  await desk.at('timeline').focus()
  await page.keyboard.press('ArrowRight')
  expect(await desk.frame()).toBe(1)
  await page.screenshot({ path: 'out/video-ar.png' })
  await desk.chooseTheme('light')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.screenshot({ path: 'out/video-ar-light.png' })
  await desk.chooseLanguage('en')
  await page.screenshot({ path: 'out/video-light.png' })
})

test('two takes are played beside each other in step; a take goes to the trash and comes back', async ({ desk, page }) => {
  test.setTimeout(180_000)
  await desk.bringIn(STILL)
  await desk.makeShort()
  // Nothing but the camera moves: nobody is looked for.
  await desk.at('move-zoom').click()
  await page.getByRole('radio', { name: 'Still', exact: true }).first().click()
  await desk.type('wind-speed', '0')
  await desk.at('render').click()
  await desk.rendered(1)
  await page.getByRole('radio', { name: 'Out', exact: true }).click()
  await desk.at('render').click()
  await desk.rendered(2)
  await desk.at('compare-takes').click()
  await expect(desk.at('player-beside')).toBeVisible()
  await page.keyboard.press('Home')
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
  await expect.poll(() => desk.playerFrame(24)).toBe(5)
  await expect.poll(() => desk.playerFrame(24, 'player-beside')).toBe(5)
  await page.keyboard.press('Space')
  await page.waitForTimeout(1500)
  await page.keyboard.press('k')
  await expect.poll(async () => (await desk.playerFrame(24)) - (await desk.playerFrame(24, 'player-beside'))).toBe(0)
  await page.screenshot({ path: 'out/video-compare.png' })
  expect(await seriousFindings(page)).toEqual([])

  await desk.at('trash-take').first().click()
  await expect(desk.takes).toHaveCount(1)
  await expect(desk.at('player-beside')).toHaveCount(0)
  await desk.at('undo-bar').getByRole('button', { name: 'Undo' }).click()
  await expect(desk.takes).toHaveCount(2)
})

test('a take that fails tells why, and is tried again', async ({ desk, page, studio }) => {
  await desk.bringIn(STILL)
  await desk.makeShort()
  await desk.previewReady()
  const [still] = (await studio.client['library.list']({})).assets
  if (still === undefined) throw new Error('The library is empty')
  const found = await readdir(studio.library, { recursive: true })
  const original = found.find((path) => path.startsWith('originals') && path.endsWith(still.name))
  if (original === undefined) throw new Error('The original is not in the library')
  const [there, away] = [join(studio.library, original), join(studio.library, 'away')]
  await desk.at('template-macro').click()
  await rename(there, away)
  await desk.at('render').click()
  await expect(desk.at('take-problem')).toBeVisible()
  await page.screenshot({ path: 'out/video-failed.png' })
  expect(await seriousFindings(page)).toEqual([])
  await rename(away, there)
  await desk.at('retry-take').click()
  await desk.rendered(1)
})
