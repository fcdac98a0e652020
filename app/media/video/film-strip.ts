import type { VideoTools } from './capabilities.ts'
import type { ClipFacts } from './clip-facts.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { inputArguments } from './input-arguments.ts'
import { fittedSize, pictureFilters } from './picture-filters.ts'

/** Frames of a clip side by side, at equal distances in time, from the first. */
export interface FilmStrip {
  /** PNG, `frames` times `frameWidth` wide. */
  readonly png: Uint8Array
  readonly frames: number
  readonly frameWidth: number
  readonly frameHeight: number
}

interface StripPlan {
  readonly input: { readonly path: string; readonly demuxer: ClipFacts['container']['demuxer'] }
  readonly facts: ClipFacts
  readonly frames: number
  /** Filters that make a frame one of the strip. */
  readonly look: readonly string[]
}

/** A frame that is ten times as long as high would make a strip no decoder takes. */
const MOST_STRIP_PX = 16_000
/** Where a clip has this many key frames for each frame of the strip, the nearest of them will do. */
const KEY_FRAMES_EACH = 2
/** Pixels of all frames that may be in the making at once: twenty of 4K, each with the frames its decoder keeps. */
const MOST_OPEN_PIXELS = 180e6

/**
 * Makes a strip of at most `count` frames. A short clip is decoded in one pass. A long one has key frames enough: it is opened once for
 * each frame of the strip and decoded there only (26 minutes of 720p: 2 s in place of 10 for a pass over its key frames, on a busy machine); times are off
 * by half a place at most.
 *
 * @throws StudioError `video.ffmpeg-failed`, `video.ffmpeg-killed`; an abort passes through.
 */
export async function makeFilmStrip(
  clip: { readonly path: string; readonly facts: ClipFacts },
  wanted: { readonly count: number; readonly heightPx: number },
  run: { readonly tools: VideoTools; readonly signal: AbortSignal },
): Promise<FilmStrip> {
  const { path, facts } = clip
  const { picture, container } = facts
  const { ffmpeg } = await run.tools.programs()
  const { filters } = await run.tools.capabilities()
  const longSide = (Math.max(picture.width, picture.height) / picture.height) * wanted.heightPx
  const size = fittedSize(picture, longSide)
  const frames = Math.max(1, Math.min(wanted.count, picture.frames, Math.floor(MOST_STRIP_PX / size.width)))
  const look = [...pictureFilters(picture, longSide, filters), 'format=rgb24']
  const plan = { input: { path, demuxer: container.demuxer }, facts, frames, look }
  const chunks: Uint8Array[] = []
  const readStdout = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of bytes) chunks.push(chunk)
  }
  await runFfmpeg({ program: ffmpeg, args: stripArguments(plan), readStdout, signal: run.signal })
  return { png: Buffer.concat(chunks), frames, frameWidth: size.width, frameHeight: size.height }
}

/** The command line for a strip. Pure. */
export function stripArguments(plan: StripPlan): readonly string[] {
  const { picture } = plan.facts
  const hasKeysEnough = picture.keyFrames >= KEY_FRAMES_EACH * plan.frames && plan.frames > 1
  const canSeek = hasKeysEnough && picture.codedWidth * picture.codedHeight * plan.frames <= MOST_OPEN_PIXELS
  const asPng = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1']
  return [...(canSeek ? fromSeeks(plan) : fromOnePass(plan, hasKeysEnough ? ['-skip_frame', 'nokey'] : [])), ...asPng]
}

function fromSeeks({ input, facts, frames, look }: StripPlan): readonly string[] {
  const places = Array.from({ length: frames }, (_, index) => index)
  const seconds = (index: number): string => ((index * facts.durationMs) / frames / 1000).toFixed(3)
  const inputs = places.flatMap((index) => inputArguments(input, '-threads', '1', '-noaccurate_seek', '-ss', seconds(index)))
  const looks = places.map((index) => `[${index}:${facts.picture.index}]trim=end_frame=1,setpts=0,${look.join(',')}[f${index}]`)
  const joined = `${places.map((index) => `[f${index}]`).join('')}hstack=inputs=${frames}[strip]`
  return [...inputs, '-filter_complex', `${looks.join(';')};${joined}`, '-map', '[strip]']
}

function fromOnePass({ input, facts, frames, look }: StripPlan, options: readonly string[]): readonly string[] {
  const paced = `fps=${frames * 1000}/${Math.max(1, Math.round(facts.durationMs))}:start_time=0`
  return [...inputArguments(input, ...options), '-map', `0:${facts.picture.index}`, '-vf', [paced, ...look, `tile=${frames}x1`].join(',')]
}
