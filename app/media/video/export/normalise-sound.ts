import type { VideoTools } from '../capabilities.ts'
import type { ClipFacts } from '../clip-facts.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { inputArguments } from '../input-arguments.ts'
import { encodeSound } from './export-arguments.ts'

/** Loudness by EBU R 128: LUFS over the whole, and the highest true peak in dBTP. */
export interface Loudness {
  readonly lufs: number
  readonly truePeak: number
}

/** As networks play sound. */
const TARGET_LUFS = -14
const MOST_PEAK = -1.5
const LUFS_WITHIN = 0.25
const TRIES = 5
/** Below this there is nothing to hear; it stays as quiet as it is. */
const SILENCE_LUFS = -60
/** What coding adds to peaks that were limited before. */
const CODING_ROOM = 0.7

export interface SoundRequest {
  readonly path: string
  readonly facts: ClipFacts
  /** The part that is exported. */
  readonly part: { readonly startMs: number; readonly durationMs: number }
  readonly codec: 'aac' | 'opus'
  /** Where the track goes. */
  readonly to: string
  readonly tools: VideoTools
  readonly signal: AbortSignal
}

/**
 * Brings the first track of a clip to -14 LUFS with true peaks of at most -1.5 dBTP, coded once for all outputs. What was coded is measured,
 * and made anew with another gain where it is off, at most five times: limiting takes loudness that no formula tells.
 *
 * @returns the loudness before and after; null for a clip without sound.
 * @throws StudioError `video.ffmpeg-failed`, `video.ffmpeg-killed`; an abort passes through.
 */
export async function normaliseSound(request: SoundRequest): Promise<{ readonly before: Loudness; readonly after: Loudness } | null> {
  const { facts, path, part, codec, to, tools, signal } = request
  const [track] = facts.sound
  if (track === undefined) return null
  const { ffmpeg } = await tools.programs()
  const input = [
    ...inputArguments({ path, demuxer: facts.container.demuxer }, '-ss', seconds(part.startMs), '-t', seconds(part.durationMs)),
    '-map',
    `0:${track.index}`,
  ]
  // A track that begins later than the pictures is led by silence.
  const lead = ['aresample=48000:async=1:first_pts=0', 'aformat=channel_layouts=stereo', `atrim=end=${seconds(part.durationMs)}`]
  const before = loudnessIn(await listen([...input, '-vn', '-af', [...lead, METER].join(','), '-f', 'null', '-']))
  let gain = before.lufs > SILENCE_LUFS ? TARGET_LUFS - before.lufs : 0
  let ceiling = MOST_PEAK - CODING_ROOM
  let after = before
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const limit = before.truePeak + gain > ceiling ? ceiling : null
    const { lufs } = loudnessIn(await listen(encodeArguments(gain, limit)))
    const isOff = before.lufs > SILENCE_LUFS && Math.abs(lufs - TARGET_LUFS) > LUFS_WITHIN
    if (isOff) gain += TARGET_LUFS - lufs
    if (isOff && attempt + 1 < TRIES) continue
    // Coding moves peaks, by up to a decibel; only what was coded tells how far.
    after = loudnessIn(
      await listen(['-f', codec === 'aac' ? 'mov' : 'ogg', '-i', `file:${to}`, '-map', '0:0', '-vn', '-af', METER, '-f', 'null', '-']),
    )
    if (!(after.truePeak > MOST_PEAK)) break
    ceiling -= after.truePeak - MOST_PEAK + 0.1
  }
  return { before, after }

  function encodeArguments(decibels: number, limit: number | null): readonly string[] {
    // Four times the rate, so that the limiter sees peaks between samples.
    const limiter = `alimiter=level=disabled:limit=${(10 ** ((limit ?? 0) / 20)).toFixed(5)}:attack=2:release=60`
    const limited = limit === null ? [] : ['aresample=192000', limiter, 'aresample=48000']
    const filters = [...lead, `volume=${decibels.toFixed(3)}dB`, ...limited, METER].join(',')
    const end = ['-map_metadata', '-1', '-fflags', '+bitexact', '-f', codec === 'aac' ? 'ipod' : 'ogg', `file:${to}`]
    return [...input, '-vn', '-af', filters, ...encodeSound(codec), ...end]
  }

  async function listen(args: readonly string[]): Promise<string> {
    return (await runFfmpeg({ program: ffmpeg, args, logLevel: 'info', signal, killAfterMs: 100 })).log
  }
}

/** Passes sound on and prints its loudness at the end. */
const METER = 'ebur128=peak=true:framelog=verbose'

/** What the meter printed. Digital silence has -Infinity. */
function loudnessIn(log: string): Loudness {
  const last = (pattern: RegExp): number => Number([...log.matchAll(pattern)].at(-1)?.[1] ?? Number.NEGATIVE_INFINITY)
  return { lufs: last(/\bI:\s+(-?\d+\.\d+) LUFS/g), truePeak: last(/\bPeak:\s+(-?\d+\.\d+) dBFS/g) }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(6)
