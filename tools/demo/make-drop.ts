import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { MotionResult } from '../../app/domain/director/motion-result.ts'
import { TEMPLATES } from '../../app/domain/director/templates.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { ClipExportResult } from '../../app/domain/video/clip-export-result.ts'
import { clipRecipe } from '../../app/domain/video/clip-recipe.ts'
import { CLIP_RATIOS } from '../../app/domain/video/networks.ts'
import type { TempStudio } from '../temp-studio.ts'

const SECONDS = 3
const SHORT_SIDE_PX = 540

/** What the demo turns a draft into: a clip, and what is posted of it. Lines for whoever reads along. */
export interface Drop {
  readonly lines: readonly string[]
  /** The covers, for the contact sheet. */
  readonly covers: readonly { readonly file: string; readonly label: string }[]
}

/**
 * Turns a draft into a clip by the runway template, and the clip into four shapes with a mark and covers, in `folder`.
 *
 * @throws StudioError what a job says; `video.no-ffmpeg` where the machine has none.
 */
export async function makeDrop(studio: TempStudio, draft: AssetId, folder: string): Promise<Drop> {
  await mkdir(folder, { recursive: true })
  const { client } = studio.core
  const { runway } = TEMPLATES
  const direction = { ...runway, output: { ...runway.output, seconds: SECONDS } }
  const { jobId } = await client['motion.render']({ stillId: draft, direction, size: { width: 720, height: 1280 }, template: 'runway' })
  const clip = (await resultOf(studio, jobId)) as unknown as MotionResult
  await copyFile(await studio.pathOf(clip.hash), join(folder, 'clip.mp4'))
  const recipe = clipRecipe.parse({
    outputs: CLIP_RATIOS.map((ratio) => ({ name: ratio.replace(':', 'x'), ratio, shortSidePx: SHORT_SIDE_PX })),
    watermark: { content: { kind: 'text', text: 'DRAPE' } },
    cover: true,
  })
  const started = await client['clips.export']({ assetId: clip.assetId, recipe })
  const exported = (await resultOf(studio, started.jobId)) as unknown as ClipExportResult
  const covers: { file: string; label: string }[] = []
  for (const { hash, output, ratio, cover } of exported.files) {
    await copyFile(await studio.pathOf(hash), join(folder, `${output}.mp4`))
    if (cover === null) continue
    const file = join(folder, `${output}-cover.jpg`)
    await copyFile(await studio.pathOf(cover.hash), file)
    covers.push({ file, label: ratio })
  }
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
  return {
    covers,
    lines: [
      `A clip of ${clip.frames} frames (${clip.width} x ${clip.height}) in ${seconds(clip.ms)}: drop/clip.mp4`,
      ...exported.files.map(
        ({ output, width, height, sizeBytes }) => `drop/${output}.mp4  ${width} x ${height}  ${Math.round(sizeBytes / 1000)} kB`,
      ),
      `${exported.files.length} shapes with mark and cover of ${exported.decodes} decode in ${seconds(exported.ms)}`,
    ],
  }
}

async function resultOf(studio: TempStudio, id: JobId): Promise<unknown> {
  const job = await studio.finished(id)
  if (job.error !== null) throw StudioError.fromShape(job.error)
  if (job.state !== 'succeeded') throw new Error(`The job ended ${job.state}`)
  return job.result
}
