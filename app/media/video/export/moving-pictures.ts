import type { VideoTools } from '../capabilities.ts'
import { runFfmpeg } from '../ffmpeg.ts'

/**
 * A GIF with a palette of its own and an animated WebP from the small frames that the run of the outputs left: the clip itself is not
 * decoded again.
 *
 * @throws StudioError `video.no-encoder` (details `codec`), `video.ffmpeg-failed`, `video.ffmpeg-killed`; an abort passes through.
 */
export async function makeMovingPictures(
  frames: string,
  to: { readonly gif: string | null; readonly webp: string | null },
  run: { readonly tools: VideoTools; readonly signal: AbortSignal },
): Promise<void> {
  const { ffmpeg } = await run.tools.programs()
  const input = ['-f', 'nut', '-i', `file:${frames}`]
  const palette = '[0:v]split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle[o]'
  if (to.gif !== null) {
    const args = [...input, '-filter_complex', palette, '-map', '[o]', '-loop', '0', '-f', 'gif', `file:${to.gif}`]
    await runFfmpeg({ program: ffmpeg, args, signal: run.signal })
  }
  if (to.webp !== null) {
    const coded = ['-c:v', 'libwebp_anim', '-quality', '75', '-compression_level', '4', '-loop', '0', '-pix_fmt', 'yuv420p']
    await runFfmpeg({ program: ffmpeg, args: [...input, ...coded, '-f', 'webp', `file:${to.webp}`], signal: run.signal })
  }
}
