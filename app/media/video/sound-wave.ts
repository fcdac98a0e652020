import type { VideoTools } from './capabilities.ts'
import type { ClipFacts } from './clip-facts.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { inputArguments } from './input-arguments.ts'

/** Enough for peaks: what is above 4 kHz changes a drawn wave by less than a pixel. */
const SAMPLE_RATE = 8000
const FULL_SCALE = 32_768

/**
 * The loudest sample of each part of a clip's first track of sound, mixed to one channel: parts of equal length over the length of the
 * pictures, 0 for silence, 255 for full scale. Sound is read as a stream; memory does not grow with the clip. Null for a silent clip.
 *
 * @throws StudioError `video.ffmpeg-failed`, `video.ffmpeg-killed`; an abort passes through.
 */
export async function measureSoundWave(
  clip: { readonly path: string; readonly facts: ClipFacts },
  points: number,
  run: { readonly tools: VideoTools; readonly signal: AbortSignal },
): Promise<Uint8Array | null> {
  const { path, facts } = clip
  const [track] = facts.sound
  if (track === undefined) return null
  const { ffmpeg } = await run.tools.programs()
  // Sound that begins after the pictures is led by silence, or the wave would lie beside its frames.
  const asPeaks = ['-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le', 'pipe:1']
  const args = [...inputArguments({ path, demuxer: facts.container.demuxer }), '-map', `0:${track.index}`, '-vn', ...asPeaks]
  const peaks = createPeaks(points, Math.max(1, Math.ceil((facts.durationMs * SAMPLE_RATE) / 1000)))
  const readStdout = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of bytes) peaks.take(chunk)
  }
  await runFfmpeg({ program: ffmpeg, args, readStdout, signal: run.signal })
  return peaks.peaks
}

/** Gathers peaks from 16-bit little-endian samples, in pieces that may end inside of a sample. */
export function createPeaks(points: number, samples: number): { readonly peaks: Uint8Array; take(bytes: Uint8Array): void } {
  const peaks = new Uint8Array(Math.min(points, samples))
  let position = 0
  let half: number | undefined
  const takeSample = (low: number, high: number): void => {
    const value = Math.abs((((high << 8) | low) << 16) >> 16)
    const point = Math.floor((position * peaks.length) / samples)
    position += 1
    if (point >= peaks.length) return
    const peak = Math.min(255, Math.ceil((value * 255) / FULL_SCALE))
    if (peak > (peaks[point] ?? 0)) peaks[point] = peak
  }
  return {
    peaks,
    take(bytes) {
      let at = 0
      if (half !== undefined && bytes.length > 0) {
        takeSample(half, bytes[0] ?? 0)
        half = undefined
        at = 1
      }
      for (; at + 1 < bytes.length; at += 2) takeSample(bytes[at] ?? 0, bytes[at + 1] ?? 0)
      if (at < bytes.length) half = bytes[at]
    },
  }
}
