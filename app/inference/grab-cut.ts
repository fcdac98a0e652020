import { createRequire } from 'node:module'
import { plane, type Rgb8, type Size } from '../domain/raster.ts'
import { cropRgb } from '../raster/body/person-crop.ts'
import { type Box, growBox } from '../raster/crop/affine.ts'
import {
  GRAB_BACKGROUND,
  GRAB_FOREGROUND,
  GRAB_PROBABLY_BACKGROUND,
  GRAB_PROBABLY_FOREGROUND,
  type GrabCut,
  type GrabCutPace,
} from '../raster/grab-cut.ts'
import { resizePlane, resizeRgb } from '../raster/resample.ts'

/** The part of opencv.js that is used here. */
interface OpenCv {
  onRuntimeInitialized?: () => void
  readonly Mat?: new (rows?: number, columns?: number, type?: number) => Mat
  readonly Rect: new (x: number, y: number, width: number, height: number) => object
  readonly CV_8UC1: number
  readonly CV_8UC3: number
  readonly GC_INIT_WITH_MASK: number
  setRNGSeed(seed: number): void
  grabCut(image: Mat, mask: Mat, rect: object, background: Mat, foreground: Mat, iterations: number, mode: number): void
}

interface Mat {
  readonly data: Uint8Array
  delete(): void
}

// One per thread. opencv.js has a single global callback: a second loader would overwrite it and the first would wait for ever.
let ready: Promise<{ readonly api: OpenCv }> | undefined

/** GrabCut by opencv.js; the library (8 MB of WebAssembly) is loaded at the first call, once a thread. */
export async function loadGrabCut(): Promise<GrabCut> {
  ready ??= loadOpenCv()
  const { api } = await ready
  return (image, seeds, iterations, pace = 'whole') => runGrabCut(api, { image, seeds, iterations }, pace)
}

interface Call {
  readonly image: Rgb8
  readonly seeds: Uint8Array
  readonly iterations: number
}

/** `cv::GC_EVAL_FREEZE_MODEL`, a mode that opencv.js has and does not name: one cut with the colours as they are known. */
const EVAL_FREEZE_MODEL = 3
/** Below this long side there is nothing to gain from a coarse pass. */
const LEAST_FINE = 160
/**
 * Coarse to fine: colours are learnt, and a first cut made, at half the size; then one cut at full size goes by the colours that are
 * known by then, where every pass at full size would learn them anew. Deciding only a band around the coarse edge took a third of the
 * time instead of half, and lost parts that the coarse cut had missed (grounds of photographs .959, this .973).
 */
function runGrabCut(api: OpenCv, call: Call, pace: GrabCutPace): Uint8Array {
  const { image, seeds } = call
  if (seeds.length !== image.width * image.height) throw new RangeError('GrabCut needs one seed per pixel')
  const { Mat } = api
  if (Mat === undefined) throw new Error('opencv.js is not initialised')
  const models: Models = [new Mat(), new Mat()]
  try {
    if (pace === 'whole' || Math.max(image.width, image.height) < LEAST_FINE)
      return cutOnce(api, { ...call, models, mode: api.GC_INIT_WITH_MASK })
    const size = { width: (image.width + 1) >> 1, height: (image.height + 1) >> 1 }
    const small = { ...call, image: resizeRgb(image, size), seeds: halveSeeds(seeds, image) }
    const coarse = cutOnce(api, { ...small, models, mode: api.GC_INIT_WITH_MASK })
    return cutAgain(api, call, { coarse, size, models })
  } finally {
    for (const model of models) model.delete()
  }
}

type Models = readonly [background: Mat, foreground: Mat]

/** One call of OpenCV. @returns 1 for foreground. */
function cutOnce(
  api: OpenCv,
  { image, seeds, iterations, models, mode }: Call & { readonly models: Models; readonly mode: number },
): Uint8Array {
  const { Mat } = api
  if (Mat === undefined) throw new Error('opencv.js is not initialised')
  const { width, height, data } = image
  const picture = new Mat(height, width, api.CV_8UC3)
  const mask = new Mat(height, width, api.CV_8UC1)
  try {
    picture.data.set(data)
    mask.data.set(seeds)
    // Its colour models start from random numbers that run on from call to call: the same picture gave other masks the second time.
    api.setRNGSeed(0)
    api.grabCut(picture, mask, new api.Rect(0, 0, 1, 1), models[0], models[1], iterations, mode)
    // Foreground and probable foreground are the odd values.
    return mask.data.map((value) => value & 1)
  } finally {
    picture.delete()
    mask.delete()
  }
}

/** Of each four seeds the surest one, foreground before background: a thin strap keeps its seed. */
function halveSeeds(seeds: Uint8Array, { width, height }: Size): Uint8Array {
  const columns = (width + 1) >> 1
  const rows = (height + 1) >> 1
  const out = new Uint8Array(columns * rows)
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, i++) {
      let seed = 255
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const value = seeds[Math.min(height - 1, 2 * y + dy) * width + Math.min(width - 1, 2 * x + dx)] ?? GRAB_PROBABLY_BACKGROUND
        if (rankOf(value) < rankOf(seed)) seed = value
      }
      out[i] = seed
    }
  }
  return out
}

const rankOf = (seed: number): number => [1, 0, 3, 2][seed] ?? 4

interface Coarse {
  /** 1 for foreground, at `size`. */
  readonly coarse: Uint8Array
  readonly size: Size
  readonly models: Models
}

/** Cuts at full size what the seeds leave open, with the colours of the coarse cut. */
function cutAgain(api: OpenCv, { image, seeds }: Call, { coarse, size, models }: Coarse): Uint8Array {
  const { width, height } = image
  const whole = resizePlane(plane(size.width, size.height, Float32Array.from(coarse)), image)
  const out = new Uint8Array(seeds.length)
  const asked = seeds.slice()
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let i = 0; i < out.length; i++) {
    const seed = seeds[i] ?? GRAB_BACKGROUND
    out[i] = seed
    if (seed === GRAB_BACKGROUND || seed === GRAB_FOREGROUND) continue
    asked[i] = (whole.data[i] ?? 0) >= 0.5 ? GRAB_PROBABLY_FOREGROUND : GRAB_PROBABLY_BACKGROUND
    left = Math.min(left, i % width)
    right = Math.max(right, (i % width) + 1)
    top = Math.min(top, Math.floor(i / width))
    bottom = Math.max(bottom, Math.floor(i / width) + 1)
  }
  if (right <= left) return out
  // What is sure lies on both sides of what is open, so two pixels of it are enough to hold its edge.
  const box = growBox({ x: left, y: top, width: right - left, height: bottom - top }, 2, image)
  const part = { image: cropRgb(image, box), seeds: cropBytes(asked, width, box), iterations: 1 }
  const answer = cutOnce(api, { ...part, models, mode: EVAL_FREEZE_MODEL })
  for (let y = 0, i = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, i++) out[(box.y + y) * width + box.x + x] = answer[i] ?? 0
  }
  return out
}

function cropBytes(source: Uint8Array, width: number, box: Box): Uint8Array {
  const out = new Uint8Array(box.width * box.height)
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * width + box.x
    out.set(source.subarray(from, from + box.width), y * box.width)
  }
  return out
}

function loadOpenCv(): Promise<{ readonly api: OpenCv }> {
  const api = requireWithoutProcessHandlers()
  // The module has a `then` of its own that calls back with itself: resolving a promise with it never ends, so it travels in a box.
  if (api.Mat !== undefined) return Promise.resolve({ api })
  return new Promise((resolve) => {
    api.onRuntimeInitialized = () => resolve({ api })
  })
}

const PROCESS_EVENTS = ['uncaughtException', 'unhandledRejection'] as const

/**
 * Loading opencv.js makes it handle every uncaught exception and rejection of the process: it rethrows, with 8 MB of its own
 * source in the stack's first line. Those handlers are taken off again.
 */
function requireWithoutProcessHandlers(): OpenCv {
  const require = createRequire(import.meta.url)
  const before = PROCESS_EVENTS.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')))
  const api = require('@techstark/opencv-js') as OpenCv
  PROCESS_EVENTS.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]?.has(listener)) process.removeListener(event, listener)
    }
  })
  return api
}
