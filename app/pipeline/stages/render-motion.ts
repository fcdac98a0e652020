import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { CLIP_NOTES, clipNotes } from '../../domain/director/clip-notes.ts'
import { direction } from '../../domain/director/direction.ts'
import { type ArtifactId, artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { clipEncoder, frameArguments } from '../../media/video/encode-frames.ts'
import { runFfmpeg } from '../../media/video/ffmpeg.ts'
import { createMotionPainter } from '../../raster/motion/motion-painter.ts'
import { planMotion } from '../../raster/motion/plan-motion.ts'
import { paintFrames } from '../paint-frames.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

const evenSide = z.int().min(16).max(4096).multipleOf(2)

/**
 * Makes a clip of a still. Frames are painted in this thread and its helpers and handed to ffmpeg as it takes them: it encodes one frame while
 * others are painted, and no more than a few are in memory.
 */
export const renderMotion = defineStage<Services>()({
  id: 'render-motion',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** The still, as large as there is use for. */
    still: artifactId,
    /** Masks and pose of a smaller picture of it, of the size `posed`; null where nobody was found, or needed. */
    person: artifactId.nullable(),
    cloth: artifactId.nullable(),
    pose: poseEstimate.nullable(),
    posed: z.object({ width: z.int().positive(), height: z.int().positive() }),
    direction,
    size: z.object({ width: evenSide, height: evenSide }),
  }),
  output: z.object({
    /** MP4. */
    clip: artifactId,
    sizeBytes: z.int().positive(),
    frames: z.int().positive(),
    encoder: z.string(),
    notes: z.array(z.enum(CLIP_NOTES)),
  }),
  errors: [
    'asset.blob-missing',
    'asset.blob-damaged',
    'storage.full',
    'storage.failed',
    'video.no-ffmpeg',
    'video.ffmpeg-failed',
    'video.ffmpeg-killed',
  ],
  async run(input, { services, signal, progress }) {
    const { artifacts, video } = services
    const still = await readRgb(artifacts, input.still)
    const read = async (id: ArtifactId | null) => (id === null ? null : await readMask(artifacts, id))
    const { pose, posed, size } = input
    const known = { still, person: await read(input.person), cloth: await read(input.cloth), pose, posed }
    const plan = planMotion(known, input.direction, size)
    signal.throwIfAborted()
    progress(0.1)
    const painter = createMotionPainter(plan)
    const encoder = clipEncoder(await video.capabilities())
    const { ffmpeg } = await video.programs()
    const bytes = await inTempFolder(async (path) => {
      const args = frameArguments(path, { size, frameRate: input.direction.output.frameRate, encoder })
      const frames = paintFrames({ painter, known, direction: input.direction, clip: size }, signal)
      const stdin = counted(frames, (done) => progress(0.1 + (0.85 * done) / painter.frames))
      await runFfmpeg({ program: ffmpeg, args, stdin, signal })
      return await readFile(path)
    })
    return {
      clip: await artifacts.writeBytes(bytes),
      sizeBytes: bytes.length,
      frames: painter.frames,
      encoder,
      notes: clipNotes(input.direction, { path: plan.path.notes, hasPerson: plan.figure !== null, hasCloth: input.cloth !== null }),
    }
  },
})

async function* counted(frames: AsyncIterable<Uint8Array>, tell: (done: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const frame of frames) {
    tell(++done)
    yield frame
  }
}

/** An MP4 is finished by going back to its beginning, so it is written to a file and not to a pipe. */
async function inTempFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-motion-'))
  try {
    return await work(join(folder, 'clip.mp4'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
