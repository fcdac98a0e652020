import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { createVideoTools } from '../../app/media/video/capabilities.ts'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { testdata } from '../../tests/support/testdata.ts'

export const videoTools = createVideoTools(process.env)
const RATE = 30
const SAMPLE_RATE = 48_000

/** What one run of ffmpeg cost: processor seconds of its process and threads, wall seconds, its peak memory. */
export interface Cost {
  readonly cpu: number
  readonly wall: number
  readonly peakMiB: number
}

/** Runs a plan of arguments and says what it cost, as ffmpeg itself counts. */
export async function costOf(args: readonly string[]): Promise<Cost> {
  const { ffmpeg } = await videoTools.programs()
  const startedMs = performance.now()
  const { log } = await runFfmpeg({
    program: ffmpeg,
    args: ['-benchmark', ...args],
    logLevel: 'info',
    signal: new AbortController().signal,
  })
  const wall = (performance.now() - startedMs) / 1000
  const [, user = 'NaN', system = 'NaN'] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(log) ?? []
  return { cpu: Number(user) + Number(system), wall, peakMiB: Number(/maxrss=(\d+)/.exec(log)?.[1]) / 1024 }
}

/** Costs of runs one after the other. */
export function sumOf(costs: readonly Cost[]): Cost {
  return {
    cpu: costs.reduce((sum, { cpu }) => sum + cpu, 0),
    wall: costs.reduce((sum, { wall }) => sum + wall, 0),
    peakMiB: Math.max(...costs.map(({ peakMiB }) => peakMiB)),
  }
}

/** What is seen in a clip: real footage enlarged, or a real photo under a moving camera with grain, which every encode of it has to keep. */
export type BenchScene = 'footage' | 'photo'

/** A clip as a phone takes it: 1080 x 1920, 30 frames a second, H.264 of 17 Mbit/s with AAC. Footage begins anew where it is too short. */
export async function makeBenchClip(
  folder: string,
  { seconds, scene }: { readonly seconds: number; readonly scene: BenchScene },
): Promise<string> {
  const { ffmpeg } = await videoTools.programs()
  const sound = join(folder, 'sound.pcm')
  await writeFile(sound, melody(seconds))
  const path = join(folder, `${scene}-${seconds}.mp4`)
  const heard = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', `file:${sound}`]
  const shown = scene === 'photo' ? await photoArguments(folder, seconds) : footageArguments()
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '17M', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-f', 'mp4', `file:${path}`]
  // Sound first: fluent-ffmpeg takes the first format it meets for that of an output, and knows no output named png_pipe.
  const args = [...heard, ...shown, '-map', '1:v', '-map', '0:a', '-t', String(seconds), ...coded]
  await runFfmpeg({ program: ffmpeg, args, signal: new AbortController().signal })
  return path
}

async function photoArguments(folder: string, seconds: number): Promise<readonly string[]> {
  const photo = join(folder, 'photo.png')
  const source = sharp(testdata('photos/persons/mediapipe-pose-test.jpg'))
  await source.resize({ height: 1920, kernel: 'cubic' }).png({ compressionLevel: 1 }).toFile(photo)
  const camera = `format=yuv420p,crop=1080:1920:x='400+${(600 / seconds).toFixed(3)}*t':y=0:exact=1,noise=alls=3:allf=t`
  return ['-f', 'png_pipe', '-loop', '1', '-framerate', String(RATE), '-i', `file:${photo}`, '-vf', camera]
}

function footageArguments(): readonly string[] {
  const look = `fps=${RATE},scale=-2:1920:flags=bicubic,crop=1080:1920,setsar=1`
  return ['-stream_loop', '-1', '-i', testdata('video/mediapipe-gesture_video.mp4'), '-vf', look]
}

/** Quiet chords with strokes: something whose loudness has to be raised, and limited. */
function melody(seconds: number): Uint8Array {
  const samples = new Int16Array(Math.round(seconds * SAMPLE_RATE))
  for (let i = 0; i < samples.length; i += 1) {
    const t = i / SAMPLE_RATE
    const stroke = Math.exp(-6 * (t % 0.5))
    const chord = Math.sin(2 * Math.PI * 220 * t) + Math.sin(2 * Math.PI * 277 * t) + Math.sin(2 * Math.PI * 330 * t)
    samples[i] = Math.round(5000 * (0.2 + stroke) * chord)
  }
  return new Uint8Array(samples.buffer)
}
