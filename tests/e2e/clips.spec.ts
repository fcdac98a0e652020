import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { makeClip } from '../support/make-clip.ts'
import { hasFfmpeg } from '../support/video-tools.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { test as base, expect } from './studio.ts'

/** A photo and a clip of eight seconds, to bring in. */
const test = base.extend<{ files: readonly string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
  files: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'drape-clips-'))
    const clip = await makeClip(join(folder, 'catwalk.mp4'), { seconds: 8, width: 640, height: 360, sound: () => 0.3, keyEvery: 50 })
    await use([await writeSmallJpeg(join(folder, 'hat.jpg'), 1), clip])
    await rm(folder, { recursive: true })
  },
})

test.skip(!hasFfmpeg, 'ffmpeg is not on this machine')

test('a clip comes in with its length, is told from pictures, and plays from anywhere', async ({ room, page, files }) => {
  await room.enter('gallery')
  const gallery = new GalleryPage(page)
  await expect(gallery.at('filter-media')).toHaveCount(0)
  await gallery.bringIn(files)
  await expect(gallery.at('clip-badge')).toHaveText('0:08')
  await gallery.filter('media', 'Clips')
  await expect(gallery.pictures).toHaveCount(1)
  await expect(gallery.pictures.first()).toHaveAccessibleName(/catwalk\.mp4, Clip 0:08/)

  await gallery.pictures.first().click()
  await expect(gallery.at('facts')).toContainText('200 frames, 25 per second')
  await expect(gallery.at('as-person')).toHaveCount(0)
  await expect(gallery.at('edit-picture')).toHaveCount(0)
  await page.screenshot({ path: 'out/clips-gallery.png' })

  const ranges: (string | undefined)[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/original')) ranges.push(`${response.status()} ${response.headers()['content-type']}`)
  })
  await gallery.pictures.first().dblclick()
  const video = gallery.at('full-clip')
  await expect(video).toBeVisible()
  // The eighth part of the clip is a grey of its own, so the frame that is shown says where playing is.
  const shown = await video.evaluate(async (element: HTMLVideoElement) => {
    const at = async (second: number): Promise<number> => {
      const seeked = new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }))
      element.currentTime = second
      await seeked
      const canvas = new OffscreenCanvas(8, 8)
      const context = canvas.getContext('2d')
      context?.drawImage(element, 0, 200, 600, 100, 0, 0, 8, 8)
      return context?.getImageData(0, 0, 8, 8).data[0] ?? -1
    }
    if (element.readyState < 1) await new Promise((resolve) => element.addEventListener('loadedmetadata', resolve, { once: true }))
    return { duration: element.duration, greys: [await at(6), await at(2), await at(7.5)] }
  })
  expect(shown.duration).toBeCloseTo(8, 1)
  for (const [index, second] of [6, 2, 7.5].entries()) expect(Math.abs((shown.greys[index] ?? 0) - (255 * second) / 8)).toBeLessThan(16)
  expect(ranges.length).toBeGreaterThan(0)
  expect(new Set(ranges)).toEqual(new Set(['206 video/mp4']))
  await page.screenshot({ path: 'out/clips-full.png' })
})
