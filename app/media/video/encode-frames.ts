import type { FrameRate } from '../../domain/director/frame-rate.ts'
import type { Size } from '../../domain/raster.ts'
import type { FfmpegCapabilities } from './capabilities.ts'

/**
 * The arguments by which raw 4:2:0 frames from `pipe:0` become an MP4. Nothing in the bytes depends on the machine or the hour: a fixed
 * number of threads (x264 gives other bytes for another one), no dates, no versions. Colours are BT.709, limited, and say so.
 *
 * @param path of the partial file.
 */
export function frameArguments(
  path: string,
  clip: { readonly size: Size; readonly frameRate: FrameRate; readonly encoder: ClipEncoder },
): string[] {
  const { size, frameRate, encoder } = clip
  const rate = `${frameRate.num}/${frameRate.den}`
  return [
    ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${size.width}x${size.height}`, '-framerate', rate],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-i', 'pipe:0'],
    ...['-map_metadata', '-1', ...ENCODER_OPTIONS[encoder], '-threads', String(THREADS), '-pix_fmt', 'yuv420p'],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-chroma_sample_location', 'left', '-flags:v', '+bitexact', '-fflags', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', path],
  ]
}

/** H.264 where this ffmpeg has an encoder for it; MPEG-4 part 2 can be played nearly as widely. */
export type ClipEncoder = 'libx264' | 'libopenh264' | 'mpeg4'

/** Frames are made on one core meanwhile. */
const THREADS = 2

const ENCODER_OPTIONS: Readonly<Record<ClipEncoder, readonly string[]>> = {
  libx264: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18'],
  libopenh264: ['-c:v', 'libopenh264', '-b:v', '14M'],
  mpeg4: ['-c:v', 'mpeg4', '-q:v', '3'],
}

/** The best encoder of a build. */
export function clipEncoder({ encoders }: Pick<FfmpegCapabilities, 'encoders'>): ClipEncoder {
  return encoders.has('libx264') ? 'libx264' : encoders.has('libopenh264') ? 'libopenh264' : 'mpeg4'
}
