import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { type CameraPath, createCameraPath } from '../../../app/domain/director/camera-path.ts'
import { viewAt } from '../../../app/domain/director/camera-view.ts'
import { direction } from '../../../app/domain/director/direction.ts'
import type { Point } from '../../../app/domain/raster.ts'
import { runFfmpeg } from '../../../app/media/video/ffmpeg.ts'
import { decodeClip } from '../../../tests/support/decode-clip.ts'
import { openMotionRoom } from '../../../tests/support/motion-room.ts'
import { testdata } from '../../../tests/support/testdata.ts'
import { videoTools } from '../../../tests/support/video-tools.ts'
import { cpuSeconds } from './cpu-clock.ts'
import { DOTS, dotsPicture, findDot, STILL } from './dots.ts'

const CLIP = { width: 1080, height: 1920 }
const FRAMES = 150
const ZOOM = 1.12
const FOCUS = { x: 0.62, y: 0.35 }
const ROUNDS = 3

/**
 * A zoom of 12 % over 5 s by us and by zoompan, from the same still, encoded alike. Processor time is taken of a photograph, how far things
 * are from where they should be of a picture of dots.
 */
export async function measureSteadiness(): Promise<Record<string, number>> {
  const zoom = direction.parse({
    camera: { move: 'zoom', amount: (ZOOM - 1) / 1.3, easing: 'linear', focus: FOCUS },
    output: { seconds: FRAMES / 30 },
  })
  const room = await openMotionRoom()
  try {
    const make = async (still: Uint8Array) => {
      room.forget()
      return (await room.clip(still, { direction: zoom, size: CLIP })).bytes
    }
    const dots = await dotsPicture()
    const path = createCameraPath({ direction: zoom, still: { ...STILL, hasDepth: false, person: null, cloth: null }, clip: CLIP })
    const jitter = await jitterOf(await make(dots), wayOf(path))
    const jitterPan = await jitterOf(await zoompan(dots), wayOfZoompan)
    const { own, pan, wall } = await compareCosts(await photoStill(), make)
    return {
      'zoom.cpuSeconds': own,
      'zoompan.cpuSeconds': pan,
      'zoom.cpuAgainstZoompan': own / pan,
      'zoom.jitterPx': jitter,
      'zoompan.jitterPx': jitterPan,
      'zoom.steadierTimes': jitterPan / jitter,
      'cameraOnly.seconds': wall,
    }
  } finally {
    await room.close()
  }
}

/** The least of several rounds each, in turns: what else the machine does makes both dearer. */
async function compareCosts(still: Uint8Array, make: (still: Uint8Array) => Promise<Uint8Array>) {
  let [own, pan, wall] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round++) {
    let before = await cpuSeconds()
    const startedMs = performance.now()
    await make(still)
    wall = Math.min(wall, (performance.now() - startedMs) / 1000)
    own = Math.min(own, (await cpuSeconds()) - before)
    before = await cpuSeconds()
    await zoompan(still)
    pan = Math.min(pan, (await cpuSeconds()) - before)
  }
  return { own, pan, wall }
}

/** A photograph of the size of the picture of dots, as a camera writes it. */
async function photoStill(): Promise<Uint8Array> {
  const { width, height } = STILL
  return await sharp(testdata('photos/persons-hard/pexels-4793258-24MP.jpg'))
    .resize(width, height, { fit: 'cover' })
    .jpeg({ quality: 93 })
    .toBuffer()
}

const wayOf =
  (path: CameraPath) =>
  (index: number, [x, y]: Point): Point => {
    const view = viewAt(path.at(index), path.whole, 1)
    return [((x / STILL.width - view.x) / view.width) * CLIP.width, ((y / STILL.height - view.y) / view.height) * CLIP.height]
  }

function wayOfZoompan(index: number, [x, y]: Point): Point {
  const z = 1 + ((ZOOM - 1) * index) / (FRAMES - 1)
  const left = (STILL.width - STILL.width / z) * FOCUS.x
  const top = (STILL.height - STILL.height / z) * FOCUS.y
  return [(x - left) * z * (CLIP.width / STILL.width), (y - top) * z * (CLIP.height / STILL.height)]
}

async function zoompan(picture: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-zoompan-'))
  try {
    const [still, out] = [join(folder, 'still.png'), join(folder, 'out.mp4')]
    await writeFile(still, picture)
    const pan = `zoompan=z='1+${ZOOM - 1}*on/${FRAMES - 1}':x='(iw-iw/zoom)*${FOCUS.x}':y='(ih-ih/zoom)*${FOCUS.y}':d=${FRAMES}:s=${CLIP.width}x${CLIP.height}:fps=30`
    const args = [
      '-i',
      still,
      '-vf',
      `${pan},format=yuv420p`,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '18',
      '-threads',
      '2',
      '-f',
      'mp4',
      out,
    ]
    await runFfmpeg({ program: (await videoTools.programs()).ffmpeg, args, signal: new AbortController().signal })
    return await readFile(out)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Root mean square of how far dots are from their way, in pixels; what is constant or grows evenly is the codec's and the filter's own. */
async function jitterOf(clip: Uint8Array, ideal: (index: number, dot: Point) => Point): Promise<number> {
  const tracks = DOTS.map(() => [[] as number[], [] as number[]] as const)
  await decodeClip(clip, CLIP.width * CLIP.height, {
    format: 'gray',
    show: (frame, index) => {
      for (const [k, dot] of DOTS.entries()) {
        const wanted = ideal(index, dot)
        const isSeen = wanted[0] > 40 && wanted[1] > 40 && wanted[0] < CLIP.width - 40 && wanted[1] < CLIP.height - 40
        if (!isSeen) continue
        const found = findDot(frame, CLIP, wanted)
        for (const axis of [0, 1] as const) tracks[k]?.[axis].push(found[axis] - wanted[axis])
      }
    },
  })
  const residuals = tracks.flat().flatMap((track) => (track.length < FRAMES / 2 ? [] : withoutTrend(track)))
  return Math.sqrt(residuals.reduce((sum, value) => sum + value * value, 0) / residuals.length)
}

function withoutTrend(values: readonly number[]): number[] {
  const n = values.length
  const middle = (n - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const slope = values.reduce((sum, value, i) => sum + (value - mean) * (i - middle), 0) / ((n * (n * n - 1)) / 12)
  return values.map((value, i) => value - mean - slope * (i - middle))
}
