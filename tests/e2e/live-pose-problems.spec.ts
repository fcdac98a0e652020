import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasTestdata, NO_TESTDATA, testdata } from '../support/testdata.ts'
import { LivePosePage } from './pages/live-pose-page.ts'
import { expect, test } from './studio.ts'

/** On a machine without a camera, as those are that tests run on. */
test('no camera and a file that is no clip are told apart', async ({ room, page, context, studio }) => {
  const live = new LivePosePage(room.page)
  const problem = live.at('live-problem')
  await live.at('live-toggle').click()
  await context.grantPermissions(['camera'])
  await live.at('live-camera').click()
  await expect(problem).toHaveAttribute('data-problem', 'no-camera')
  await expect(problem.getByRole('alert')).toContainText('No camera was found.')

  const broken = join(studio.library, 'broken.mp4')
  await writeFile(broken, 'no clip at all')
  await live.at('live-clip-input').setInputFiles(broken)
  await expect(problem).toHaveAttribute('data-problem', 'clip-unplayable')
  // Once more, by the same way.
  await live.at('live-again').click()
  await expect(problem).toHaveAttribute('data-problem', 'clip-unplayable')
  await page.keyboard.press('Escape')
  await expect(live.at('live-pose')).toHaveCount(0)
})

test('sound alone is no clip; networks that cannot be had are told, and had when they can', async ({ room, page }) => {
  test.skip(!hasTestdata, NO_TESTDATA)
  const live = new LivePosePage(room.page)
  const problem = live.at('live-problem')
  await live.at('live-toggle').click()
  await live.at('live-clip-input').setInputFiles(testdata('video/audio-bear-vbr-xing-header.mp3'))
  await expect(problem).toHaveAttribute('data-problem', 'clip-unplayable')

  await page.route('**/*.wasm', (route) => route.abort())
  await live.at('live-clip-input').setInputFiles(testdata('video/tfjs-pose_1.mp4'))
  await expect(problem).toHaveAttribute('data-problem', 'eyes-unloadable')
  await expect.poll(() => live.running()).toEqual({ tracks: 0, workers: 0 })
  await page.unroute('**/*.wasm')
  await live.at('live-again').click()
  await live.at('live-marks').waitFor()
  await page.keyboard.press('l')
  await expect.poll(() => live.running()).toEqual({ tracks: 0, workers: 0 })
})
