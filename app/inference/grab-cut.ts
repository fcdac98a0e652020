import { createRequire } from 'node:module'
import type { GrabCut } from '../raster/grab-cut.ts'

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
  return (image, seeds, iterations) => runGrabCut(api, { image, seeds, iterations })
}

function runGrabCut(
  api: OpenCv,
  call: { readonly image: Parameters<GrabCut>[0]; readonly seeds: Uint8Array; readonly iterations: number },
): Uint8Array {
  const { Mat } = api
  if (Mat === undefined) throw new Error('opencv.js is not initialised')
  const { width, height, data } = call.image
  if (call.seeds.length !== width * height) throw new RangeError('GrabCut needs one seed per pixel')
  const mats = [new Mat(height, width, api.CV_8UC3), new Mat(height, width, api.CV_8UC1), new Mat(), new Mat()] as const
  const [picture, mask, background, foreground] = mats
  try {
    picture.data.set(data)
    mask.data.set(call.seeds)
    // Its colour models start from random numbers that run on from call to call: the same picture gave other masks the second time.
    api.setRNGSeed(0)
    api.grabCut(picture, mask, new api.Rect(0, 0, 1, 1), background, foreground, call.iterations, api.GC_INIT_WITH_MASK)
    // Foreground and probable foreground are the odd values.
    return mask.data.map((value) => value & 1)
  } finally {
    for (const mat of mats) mat.delete()
  }
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
