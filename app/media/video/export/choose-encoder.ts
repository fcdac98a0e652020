import { StudioError } from '../../../domain/errors.ts'
import type { ClipRecipe } from '../../../domain/video/clip-recipe.ts'
import type { VideoTools } from '../capabilities.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { CLIP_FORMATS, HARDWARE_ENCODERS } from './codec-arguments.ts'

/** Hardware has this long to prove itself, all of its encoders together. */
const PATIENCE_MS = 2_000

/**
 * The encoder for a recipe. One in hardware is taken only after it has encoded a frame here: builds list what the machine does not have.
 *
 * @throws StudioError `video.no-encoder` (details `codec`) where this ffmpeg has none for the codec; an abort passes through.
 */
export async function chooseEncoder(
  { codec, encoder, aim }: Pick<ClipRecipe, 'codec' | 'encoder' | 'aim'>,
  run: { readonly tools: VideoTools; readonly signal: AbortSignal },
): Promise<{ readonly encoder: string; readonly isHardware: boolean }> {
  const { encoders } = await run.tools.capabilities()
  // Two passes are the work of encoders in software.
  if (encoder === 'hardware' && aim.kind === 'quality') {
    const proved = await firstProved(
      (HARDWARE_ENCODERS[codec] ?? []).filter((name) => encoders.has(name)),
      run,
    )
    if (proved !== undefined) return { encoder: proved, isHardware: true }
  }
  const found = CLIP_FORMATS[codec].encoders.find((name) => encoders.has(name))
  if (found !== undefined) return { encoder: found, isHardware: false }
  throw new StudioError('video.no-encoder', `This ffmpeg cannot encode ${codec}`, { details: { codec } })
}

async function firstProved(
  names: readonly string[],
  run: { readonly tools: VideoTools; readonly signal: AbortSignal },
): Promise<string | undefined> {
  const { ffmpeg } = await run.tools.programs()
  const untilMs = performance.now() + PATIENCE_MS
  for (const name of names) {
    const timeoutMs = Math.round(untilMs - performance.now())
    if (timeoutMs < 50) return undefined
    const frame = { width: 256, height: 256 }
    const input = [
      '-f',
      'rawvideo',
      '-pixel_format',
      'yuv420p',
      '-video_size',
      `${frame.width}x${frame.height}`,
      '-framerate',
      '25',
      '-i',
      'pipe:0',
    ]
    const args = [...input, '-frames:v', '1', '-c:v', name, '-f', 'null', '-']
    const grey = new Uint8Array((frame.width * frame.height * 3) / 2).fill(128)
    const stop = AbortSignal.any([run.signal, AbortSignal.timeout(timeoutMs)])
    const works = await runFfmpeg({ program: ffmpeg, args, stdin: [grey], signal: stop }).then(
      ({ progress }) => (progress?.frame ?? 0) >= 1,
      () => false,
    )
    run.signal.throwIfAborted()
    if (works) return name
  }
  return undefined
}
