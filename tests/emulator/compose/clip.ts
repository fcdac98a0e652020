import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { StudioError } from '../../../app/domain/errors.ts'
import { createVideoTools } from '../../../app/media/video/capabilities.ts'
import { runFfmpeg } from '../../../app/media/video/ffmpeg.ts'
import { WorkError } from '../core/world.ts'
import { paintedPicture, type Size, sizeOf } from './picture.ts'

const tools = createVideoTools(process.env)
const FRAME_RATE = 24
const ROWS: Readonly<Record<string, number>> = { '360p': 360, '480p': 480, '540p': 540, '720p': 720, '1080p': 1080, '4k': 2160 }
/** Clips that were made, by the SHA-256 of what they were made from. */
const made = new Map<string, Promise<Buffer>>()

interface Clip {
  readonly still: Buffer
  readonly seconds: number
  readonly seed: number
  /** `16:9` and the like; anything else keeps the shape of the still. */
  readonly ratio: string
  /** `720p` and the like: the shorter side. */
  readonly resolution: string
  readonly maxSide: number
}

/** A still for clips that are asked for in words alone. */
export function stillOf(prompt: string, seed: number): Promise<Buffer> {
  return paintedPicture(prompt, { size: { width: 1280, height: 720 }, seed, format: 'png' })
}

/** A real MP4 (H.264): a slow camera move into the still. @throws WorkError `downstream_service_error` where there is no ffmpeg. */
export function videoOf(clip: Clip): Promise<Buffer> {
  const { still, ...plan } = clip
  const key = createHash('sha256').update(still).update(JSON.stringify(plan)).digest('hex')
  const known = made.get(key) ?? encodeClip(clip)
  made.set(key, known)
  known.catch(() => made.delete(key))
  if (made.size > 40) for (const oldest of [...made.keys()].slice(0, 20)) made.delete(oldest)
  return known
}

async function encodeClip({ still, seconds, seed, ratio, resolution, maxSide }: Clip): Promise<Buffer> {
  const size = frameSize(await sizeOf(still), { ratio, resolution, maxSide })
  const folder = await mkdtemp(join(tmpdir(), 'drape-emulated-'))
  try {
    const { ffmpeg } = await tools.programs()
    const input = join(folder, 'still.png')
    const output = join(folder, 'clip.mp4')
    // A tenth larger than the frame: the room in which the camera moves.
    await writeFile(
      input,
      await sharp(still)
        .autoOrient()
        .flatten({ background: '#fff' })
        .resize({ width: even(size.width * 1.1), height: even(size.height * 1.1), fit: 'cover' })
        .png()
        .toBuffer(),
    )
    const frames = Math.max(1, Math.round(seconds * FRAME_RATE))
    // The loop filter keeps the one decoded frame; `-loop 1` would decode the file again for each.
    const pan = seed % 2 === 0 ? `n/${frames}` : `(1-n/${frames})`
    const move = `loop=loop=${frames}:size=1,crop=${size.width}:${size.height}:x='(in_w-out_w)*${pan}':y='(in_h-out_h)*n/${frames}',format=yuv420p`
    const source = ['-f', 'image2', '-framerate', String(FRAME_RATE), '-i', `file:${input}`]
    const coded = [
      '-vf',
      move,
      '-frames:v',
      String(frames),
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-threads',
      '1',
      '-fflags',
      '+bitexact',
      '-flags:v',
      '+bitexact',
      '-movflags',
      '+faststart',
      '-f',
      'mp4',
      output,
    ]
    await runFfmpeg({ program: ffmpeg, args: [...source, ...coded], signal: AbortSignal.timeout(120_000) })
    return await readFile(output)
  } catch (thrown) {
    if (thrown instanceof StudioError) throw new WorkError('downstream_service_error', `The clip could not be made: ${thrown.code}`)
    throw thrown
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function frameSize(still: Size, { ratio, resolution, maxSide }: Pick<Clip, 'ratio' | 'resolution' | 'maxSide'>): Size {
  const match = /^(\d+):(\d+)$/.exec(ratio)
  const share = match === null ? still.width / still.height : Number(match[1]) / Number(match[2])
  const rows = ROWS[resolution] ?? 720
  const [width, height] = share >= 1 ? [rows * share, rows] : [rows, rows / share]
  const factor = Math.min(1, maxSide / Math.max(width, height))
  return { width: even(width * factor), height: even(height * factor) }
}

function even(value: number): number {
  return Math.max(16, Math.round(value / 2) * 2)
}
