import { hasTestdata, NO_TESTDATA, testdata } from '../support/testdata.ts'
import { hasFfmpeg } from '../support/video-tools.ts'
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

test('a still is directed, rendered and played frame by frame', async ({ desk, page }) => {
  await desk.bringIn(STILL)
  await desk.previewReady()
  await desk.makeShort()
  await page.screenshot({ path: 'out/video-picture.png' })
  await desk.at('render').click()
  await page.waitForTimeout(1500)
  await page.screenshot({ path: 'out/video-busy.png' })
  await desk.rendered()
  await desk.at('play-take').click()
  await expect(desk.at('player')).toBeVisible()
  await page.waitForTimeout(1500)
  await page.screenshot({ path: 'out/video-take.png' })
})
