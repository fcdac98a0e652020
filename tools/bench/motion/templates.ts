import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TEMPLATE_NAMES, TEMPLATES } from '../../../app/domain/director/templates.ts'
import { runFfmpeg } from '../../../app/media/video/ffmpeg.ts'
import { inputArguments } from '../../../app/media/video/input-arguments.ts'
import { hashFrames } from '../../../tests/support/decode-clip.ts'
import { openMotionRoom } from '../../../tests/support/motion-room.ts'
import { testdata } from '../../../tests/support/testdata.ts'
import { videoTools } from '../../../tests/support/video-tools.ts'
import type { BenchReport } from '../report.ts'
import { cpuSeconds } from './cpu-clock.ts'

/** Plain and busy grounds, whole and half figures, hair, somebody who sits. */
const PHOTOS = [
  'luma-wh03-red_main.jpg',
  'luma-mp06-gray_outfit.jpg',
  'fashn-model.webp',
  'u2net-unsplash-1552374196.jpeg',
  'mediapipe-pose-test.jpg',
]
const CLIP = { width: 1080, height: 1920 }
/** For looking at. */
const SHEET = { width: 540, height: 960 }
const FRAME_BYTES = (CLIP.width * CLIP.height * 3) / 2

/** Each template on the first photo at full size, timed from nothing known and made twice; on all photos as contact sheets. */
export async function measureTemplates(folder: string): Promise<Pick<BenchReport, 'metrics' | 'limits'>> {
  const metrics: Record<string, number> = {}
  const limits: Record<string, { max?: number; min?: number }> = {}
  const room = await openMotionRoom()
  try {
    for (const name of TEMPLATE_NAMES) {
      const make = (photo: string, size = CLIP) => room.clip(testdata(`photos/persons/${photo}`), { direction: TEMPLATES[name], size })
      for (const [index, photo] of PHOTOS.entries()) {
        const before = await cpuSeconds()
        const startedMs = performance.now()
        if (index === 0) room.forget()
        const clip = await make(photo, index === 0 ? CLIP : SHEET)
        const seconds = (performance.now() - startedMs) / 1000
        const cpu = (await cpuSeconds()) - before
        await writeSheet(clip.bytes, join(folder, `${name}-${photo.replace(/\..*$/, '')}`))
        if (index > 0) continue
        metrics[`${name}.seconds`] = seconds
        metrics[`${name}.cpuSeconds`] = cpu
        limits[`${name}.seconds`] = { max: 12 }
        room.forget()
        const again = await make(photo)
        metrics[`${name}.sameFrames`] = (await hashFrames(clip.bytes, FRAME_BYTES)) === (await hashFrames(again.bytes, FRAME_BYTES)) ? 1 : 0
        limits[`${name}.sameFrames`] = { min: 1 }
      }
    }
  } finally {
    await room.close()
  }
  return { metrics, limits }
}

/** Keeps the clip and a sheet of ten of its frames beside it. */
async function writeSheet(clip: Uint8Array, path: string): Promise<void> {
  await writeFile(`${path}.mp4`, clip)
  const args = [
    ...inputArguments({ path: `${path}.mp4`, demuxer: 'mov' }),
    '-vf',
    "select='not(mod(n,16))',scale=360:-2:in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,tile=5x2",
    '-frames:v',
    '1',
    '-q:v',
    '3',
  ]
  await runFfmpeg({
    program: (await videoTools.programs()).ffmpeg,
    args: [...args, '-f', 'image2', `${path}.jpg`],
    signal: new AbortController().signal,
  })
}
