import { execFile } from 'node:child_process'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { videoTools } from '../support/video-tools.ts'

const run = promisify(execFile)

export interface OutputHeader {
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly pixelFormat: string
  readonly sampleAspect: string
  readonly rate: string
  readonly frames: number
  /** Of the picture. */
  readonly seconds: number
  /** Range, matrix, transfer, primaries. */
  readonly colours: readonly string[]
  /** Metadata of the file that are no facts of its format. */
  readonly tags: readonly string[]
}

/** What ffprobe says of a finished file. */
export async function headerOf(path: string): Promise<OutputHeader> {
  const { ffprobe } = await videoTools.programs()
  const show = ['-v', 'error', '-count_packets', '-show_streams', '-show_format', '-of', 'json', path]
  const { stdout } = await run(ffprobe, show)
  const { streams, format } = JSON.parse(stdout) as { streams: Record<string, string>[]; format: { tags?: Record<string, string> } }
  const picture = streams.find((stream) => stream['codec_type'] === 'video') ?? {}
  return {
    codec: picture['codec_name'] ?? '',
    width: Number(picture['width']),
    height: Number(picture['height']),
    pixelFormat: picture['pix_fmt'] ?? '',
    sampleAspect: picture['sample_aspect_ratio'] ?? '1:1',
    rate: picture['r_frame_rate'] ?? '',
    frames: Number(picture['nb_read_packets']),
    seconds: Number(picture['duration']),
    colours: ['color_range', 'color_space', 'color_transfer', 'color_primaries'].map((name) => picture[name] ?? ''),
    tags: Object.keys(format.tags ?? {}).filter((name) => !/brand|minor_version/.test(name)),
  }
}

/** Names of the boxes of an MP4, outermost only, in order. */
export async function boxesOf(path: string): Promise<readonly string[]> {
  const names: string[] = []
  const file = await open(path)
  try {
    const { size } = await file.stat()
    for (let at = 0; at < size; ) {
      const head = Buffer.alloc(16)
      await file.read(head, 0, 16, at)
      names.push(head.toString('latin1', 4, 8))
      const length = head.readUInt32BE(0)
      at += length === 1 ? Number(head.readBigUInt64BE(8)) : Math.max(8, length)
    }
  } finally {
    await file.close()
  }
  return names
}

/** Loudness of a finished file by EBU R 128. */
export async function loudnessOf(path: string): Promise<{ readonly lufs: number; readonly truePeak: number }> {
  const { ffmpeg } = await videoTools.programs()
  const args = ['-i', path, '-vn', '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-']
  const { log } = await runFfmpeg({ program: ffmpeg, args, logLevel: 'info', signal: new AbortController().signal })
  const last = (pattern: RegExp): number => Number([...log.matchAll(pattern)].at(-1)?.[1])
  return { lufs: last(/\bI:\s+(-?\d+\.\d+) LUFS/g), truePeak: last(/\bPeak:\s+(-?\d+\.\d+) dBFS/g) }
}

/** Red, green and blue of a pixel of a frame, as a player shows it. */
export async function pixelsAt(
  path: string,
  place: { readonly x: number; readonly y: number; readonly frame: number },
): Promise<readonly number[]> {
  const { ffmpeg } = await videoTools.programs()
  const look = `select='eq(n,${place.frame})',scale=in_color_matrix=bt709,format=rgb24,crop=2:2:${place.x}:${place.y}`
  const chunks: Uint8Array[] = []
  const readStdout = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of bytes) chunks.push(chunk)
  }
  const args = ['-i', path, '-vf', look, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1']
  await runFfmpeg({ program: ffmpeg, args, readStdout, signal: new AbortController().signal })
  return [...Buffer.concat(chunks).subarray(0, 3)]
}
