import { StudioError } from '../../domain/errors.ts'
import type { VideoLimits } from '../../platform/config.ts'
import type { VideoTools } from './capabilities.ts'
import type { ClipFacts } from './clip-facts.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { inputArguments } from './input-arguments.ts'
import { pictureFilters } from './picture-filters.ts'
import { probeClip } from './probe.ts'

/** A clip that was looked through, with a frame that stands for it. */
export interface LookedThrough {
  readonly facts: ClipFacts
  /** PNG, upright, square pixels, long side at most 1024 px. */
  readonly poster: Uint8Array
}

const POSTER_LONG_SIDE_PX = 1024
const WINDOW_MS = 1000
/** The poster is the frame nearest to the average look of so much of the clip, from a third of it on: neither a fade nor a blink. */
const POSTER_WINDOW_MS = 2000
const POSTER_FRAMES = 60
const TIMEOUT_MS = 5 * 60_000

/**
 * Whether a clip is whole, without decoding all of it: every packet is read (a file that breaks off or lacks pieces its index names is
 * found out), and the pictures of the first second, of the last and of two seconds at a third are decoded, all of a clip up to four
 * seconds. What it does not see: wrong pixels in packets of the rest, and sound that does not decode.
 *
 * @throws StudioError as `probeClip`; `video.damaged` with details `where`: `start`, `middle` or `end`; `video.ffmpeg-killed`.
 */
export async function lookThrough(
  path: string,
  options: { readonly tools: VideoTools; readonly limits: VideoLimits; readonly signal: AbortSignal },
): Promise<LookedThrough> {
  const { tools, limits, signal } = options
  const { ffmpeg, ffprobe } = await tools.programs()
  const facts = await probeClip({ ffprobe, path, limits, signal })
  const decode = (where: Window['where'], startMs: number, lengthMs: number, output: readonly string[]) =>
    decodeWindow({ program: ffmpeg, path, facts, signal, window: { where, startMs, lengthMs }, output })
  const nowhere = ['-f', 'null', '-']
  const { filters } = await tools.capabilities()
  const look = [`thumbnail=${POSTER_FRAMES}`, ...pictureFilters(facts.picture, POSTER_LONG_SIDE_PX, filters)].join(',')
  const asPng = ['-vf', look, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1']
  // Seeking has no meaning in a clip this short: all of it is decoded, for the poster too.
  if (facts.durationMs <= 2 * WINDOW_MS + POSTER_WINDOW_MS) {
    await decode('start', 0, Number.POSITIVE_INFINITY, nowhere)
    return { facts, poster: await decode('middle', 0, Number.POSITIVE_INFINITY, asPng) }
  }
  await decode('start', 0, WINDOW_MS, nowhere)
  await decode('end', Math.max(0, facts.lastFrameMs - WINDOW_MS), Number.POSITIVE_INFINITY, nowhere)
  // Two seconds of a clip of variable rate may hold no frame at all.
  if (facts.picture.isVariableRate) return { facts, poster: await decode('middle', 0, Number.POSITIVE_INFINITY, asPng) }
  return { facts, poster: await decode('middle', facts.durationMs / 3, POSTER_WINDOW_MS, asPng) }
}

interface Window {
  readonly where: 'start' | 'middle' | 'end'
  readonly startMs: number
  readonly lengthMs: number
}

/** Decodes the pictures of a part; gives what the output writes to stdout. */
async function decodeWindow(work: {
  readonly program: string
  readonly path: string
  readonly facts: ClipFacts
  readonly signal: AbortSignal
  readonly window: Window
  readonly output: readonly string[]
}): Promise<Uint8Array> {
  const { program, path, facts, signal, window, output } = work
  const from = window.startMs > 0 ? ['-ss', seconds(window.startMs)] : []
  const until = Number.isFinite(window.lengthMs) ? ['-t', seconds(window.lengthMs)] : []
  const input = inputArguments({ path, demuxer: facts.container.demuxer }, ...from, ...until)
  const args = [...input, '-map', `0:${facts.picture.index}`, '-an', '-sn', '-dn', '-fps_mode', 'passthrough', ...output]
  const chunks: Uint8Array[] = []
  const readStdout = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of bytes) chunks.push(chunk)
  }
  const reads = output.at(-1) === 'pipe:1'
  try {
    const { progress, log } = await runFfmpeg({ program, args, signal, timeoutMs: TIMEOUT_MS, ...(reads ? { readStdout } : {}) })
    if ((progress?.frame ?? 0) === 0 || COMPLAINT.test(log)) throw damaged(window, log)
  } catch (thrown) {
    if (thrown instanceof StudioError && (thrown.code === 'video.ffmpeg-failed' || hasCrashed(thrown))) throw damaged(window, thrown.cause)
    throw thrown
  }
  return concat(chunks)
}

/** A decoder that fell over its input. SIGKILL is somebody else's decision, mostly the system's for want of memory. */
function hasCrashed({ code, details }: StudioError): boolean {
  return code === 'video.ffmpeg-killed' && details['signal'] !== 'SIGKILL'
}

/** A decoder that lost pixels says so as an error; what it merely noticed is a warning. */
const COMPLAINT = /\[(error|fatal|panic)\]/

function damaged({ where }: Window, cause: unknown): StudioError {
  return new StudioError('video.damaged', `The pictures at the ${where} of the clip cannot be decoded`, { details: { where }, cause })
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
