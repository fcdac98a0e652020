import { rm, writeFile } from 'node:fs/promises'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { videoTools } from './video-tools.ts'

const RATE = 25
const SAMPLE_RATE = 8000

interface MadeClip {
  readonly seconds: number
  readonly width?: number
  readonly height?: number
  /** Loudness over time, 0..1, by second; silent without. */
  readonly sound?: (second: number) => number
  /** Frames from one that stands alone to the next. */
  readonly keyEvery?: number
  /** Options of the output, and its muxer last; MP4 without. */
  readonly muxer?: readonly [...string[], string]
}

/** Writes a clip of H.264 and AAC whose picture grows from black to white, over a bar that moves from left to right. */
export async function makeClip(path: string, clip: MadeClip): Promise<string> {
  const { seconds, width = 160, height = 90, sound, keyEvery = 250, muxer = ['mp4'] } = clip
  const { ffmpeg } = await videoTools.programs()
  const raw = ['-f', 'rawvideo', '-pixel_format', 'gray', '-video_size', `${width}x${height}`, '-framerate', String(RATE), '-i', 'pipe:0']
  const pcm = `${path}.pcm`
  if (sound !== undefined) await writeFile(pcm, samplesOf(seconds, sound))
  const heard = sound === undefined ? [] : ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', `file:${pcm}`]
  const coded = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    String(keyEvery),
    '-c:a',
    'aac',
    ...muxer.slice(0, -1),
    '-f',
    muxer.at(-1) ?? '',
    path,
  ]
  const frames = framesOf(Math.round(seconds * RATE), width, height)
  await runFfmpeg({ program: ffmpeg, args: [...raw, ...heard, ...coded], stdin: frames, signal: new AbortController().signal })
  await rm(pcm, { force: true })
  return path
}

function* framesOf(count: number, width: number, height: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index += 1) {
    const frame = new Uint8Array(width * height).fill(Math.round((255 * index) / Math.max(1, count - 1)))
    const bar = Math.floor((index / count) * width)
    for (let y = 0; y < height; y += 1) frame.fill(128, y * width + bar, y * width + Math.min(width, bar + 4))
    yield frame
  }
}

function samplesOf(seconds: number, sound: (second: number) => number): Uint8Array {
  const samples = new Int16Array(Math.round(seconds * SAMPLE_RATE))
  for (let i = 0; i < samples.length; i += 1) {
    samples[i] = Math.round(32_000 * sound(i / SAMPLE_RATE) * Math.sin((2 * Math.PI * 440 * i) / SAMPLE_RATE))
  }
  return new Uint8Array(samples.buffer)
}
