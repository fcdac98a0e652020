import { type Rgb8, rgb8 } from '../../../domain/raster.ts'
import type { VideoTools } from '../capabilities.ts'
import type { ClipFacts } from '../clip-facts.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { inputArguments } from '../input-arguments.ts'
import { fittedSize, pictureFilters } from '../picture-filters.ts'

/** Small frames of a part of a clip, at equal distances in time. */
export interface SampledFrames {
  /** One above the other. */
  readonly stack: Rgb8
  readonly frameHeight: number
  /** Of each frame, from the beginning of the part. */
  readonly times: readonly number[]
}

const A_SECOND = 2
const MOST = 60
const LONG_SIDE_PX = 512

/**
 * Decodes frames to look at: two a second, at most 60. Frames that no other is made from are passed over, and edges of blocks stay as
 * they are: half the work, and at this size nobody sees it.
 *
 * @throws StudioError `video.ffmpeg-failed`, `video.ffmpeg-killed`; an abort passes through.
 */
export async function sampleFrames(
  clip: { readonly path: string; readonly facts: ClipFacts },
  part: { readonly startMs: number; readonly durationMs: number },
  run: { readonly tools: VideoTools; readonly signal: AbortSignal },
): Promise<SampledFrames> {
  const { path, facts } = clip
  const { ffmpeg } = await run.tools.programs()
  const { filters } = await run.tools.capabilities()
  const { width, height } = fittedSize(facts.picture, LONG_SIDE_PX)
  const count = Math.max(2, Math.min(MOST, Math.ceil((part.durationMs * A_SECOND) / 1000) + 1))
  const stepMs = part.durationMs / count
  const window = ['-ss', seconds(part.startMs), '-t', seconds(part.durationMs)]
  const quick = ['-skip_loop_filter', 'all', '-skip_frame', 'noref']
  const look = [
    `fps=${Math.round(1e6 / stepMs)}/1000:start_time=0:round=near`,
    ...pictureFilters(facts.picture, LONG_SIDE_PX, filters),
    'format=rgb24',
  ]
  const args = [
    ...inputArguments({ path, demuxer: facts.container.demuxer }, ...window, ...quick),
    ...['-map', `0:${facts.picture.index}`, '-vf', look.join(','), '-frames:v', String(count), '-f', 'rawvideo', 'pipe:1'],
  ]
  const chunks: Uint8Array[] = []
  const readStdout = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of bytes) chunks.push(chunk)
  }
  await runFfmpeg({ program: ffmpeg, args, readStdout, signal: run.signal })
  const all = Buffer.concat(chunks)
  const frameBytes = width * height * 3
  const frames = Math.floor(all.length / frameBytes)
  const data = new Uint8Array(all.buffer, all.byteOffset, frames * frameBytes)
  return {
    stack: rgb8(width, height * frames, new Uint8Array(data)),
    frameHeight: height,
    times: Array.from({ length: frames }, (_, i) => i * stepMs),
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)
