import sharp from 'sharp'
import { adjustments } from '../../app/domain/document/adjustments.ts'
import { mask as maskSchema } from '../../app/domain/document/mask.ts'
import type { ArtifactId } from '../../app/domain/ids.ts'
import { plane, type Rgba8, rgba8, type Size } from '../../app/domain/raster.ts'
import { adjustPixels } from '../../app/raster/adjust/adjust-pixels.ts'
import { byteMask } from '../../app/raster/mask/byte-mask.ts'
import { finishMask, finishMaskPart } from '../../app/raster/mask/make-mask.ts'
import { StrokePainter, type StrokeStyle } from '../../app/raster/mask/stroke-painter.ts'
import { castShadowOf } from '../../app/raster/paint/cast-shadow.ts'
import type { PixelRecipe } from '../../app/raster/paint/draw-list.ts'
import { preparePixels } from '../../app/raster/paint/prepare-pixels.ts'
import { resamplePicture } from '../../app/raster/resample-picture.ts'
import { upscalePicture } from '../../app/raster/upscale/upscale.ts'
import type { BenchReport } from './report.ts'

const LARGE: Size = { width: 4000, height: 6000 }
const MEGAPIXELS = (LARGE.width * LARGE.height) / 1e6
const ARTIFACT = `sha256-${'0'.repeat(64)}` as ArtifactId
const NO_INPUTS = { artifacts: new Map<ArtifactId, never>(), paintPlain: ({ width, height }: Size) => rgba8(width, height) }

/**
 * Kernels of documents on 24 megapixels, in milliseconds of processor time a megapixel (in and out of the threads of this process);
 * strokes in milliseconds a point, as a page paints them between two frames.
 */
export async function benchPixels(): Promise<BenchReport> {
  const picture = await samplePicture()
  const metrics: Record<string, number> = {}
  const measure = (name: string, megapixels: number, run: () => unknown): void => {
    metrics[`${name} (ms/MP)`] = cpuMs(run) / megapixels
  }
  for (const [name, steps] of Object.entries(STEPS))
    measure(`adjust ${name}`, MEGAPIXELS, () => adjustPixels(picture, adjustments.parse(steps), 1))
  const painted = ovalMask()
  measure('mask shift 3.5 px', MEGAPIXELS, () => finishMask(painted, { shiftPx: 3.5, featherPx: 0, inverted: false }, 1))
  measure('mask feather 40 px', MEGAPIXELS, () => finishMask(painted, { shiftPx: 0, featherPx: 40, inverted: false }, 1))
  measure('layer with all', MEGAPIXELS, () =>
    preparePixels(wholeRecipe(), { ...NO_INPUTS, picture, artifacts: new Map([[ARTIFACT, ovalPlane()]]) }, 1),
  )
  measure('layer with all, preview at .25', MEGAPIXELS / 16, () =>
    preparePixels(wholeRecipe(), { ...NO_INPUTS, picture: smaller(picture), artifacts: new Map([[ARTIFACT, ovalPlane()]]) }, 0.25),
  )
  measure('blurred ground 60 px', MEGAPIXELS, () => preparePixels(blurredRecipe(60), { ...NO_INPUTS, picture }, 1))
  measure('shadow 40 px', MEGAPIXELS, () => castShadowOf(picture, { size: LARGE, softnessPx: 40 }))
  measure('shrink to a third', MEGAPIXELS, () => resamplePicture(picture, { width: 1333, height: 2000 }))
  const two = resamplePicture(picture, { width: 1155, height: 1732 })
  for (const method of ['bicubic', 'edge-directed'] as const) {
    metrics[`upscale 2 MP to 8 MP, ${method} (s)`] = cpuMs(() => upscalePicture(two, { factor: 2, method, protectSkin: true })) / 1000
  }
  for (const [name, style] of Object.entries(STROKES)) Object.assign(metrics, strokeTimes(name, style, picture))
  return { metrics, limits: { 'stroke 200 px p95 (ms)': { max: 8 }, 'stroke 200 px finished p95 (ms)': { max: 8 } } }
}

const STEPS = {
  'exposure and contrast': { exposure: { ev: 0.5 }, contrast: { amount: 0.3 } },
  'highlights and shadows': { highlights: { amount: -0.5 }, shadows: { amount: 0.5 } },
  'white balance': { whiteBalance: { temperature: 0.3 } },
  'saturation and vibrance': { saturation: { amount: 0.2 }, vibrance: { amount: 0.4 } },
  'sharpen 1 px': { sharpen: { amount: 1 } },
}

const stroke = (width: number, more: Partial<StrokeStyle>): StrokeStyle => ({
  mode: 'add',
  width: width / LARGE.height,
  hardness: 0.8,
  followEdges: false,
  ...more,
})
const STROKES = {
  'stroke 200 px': stroke(200, {}),
  'stroke 200 px soft': stroke(200, { hardness: 0 }),
  'stroke 800 px': stroke(800, {}),
  'stroke 200 px along edges': stroke(200, { followEdges: true }),
}

/** A spiral of points about 12 pixels apart, as a fast hand gives them. */
function strokeTimes(name: string, style: StrokeStyle, picture: Rgba8): Record<string, number> {
  const mask = byteMask(LARGE)
  const painter = new StrokePainter(mask, style, picture)
  const [painting, finishing]: [number[], number[]] = [[], []]
  for (let k = 0; k < 600; k++) {
    const start = performance.now()
    const dirty = painter.moveTo([0.5 + (0.0005 * k + 0.05) * Math.cos(k / 25), 0.5 + (0.0004 * k + 0.03) * Math.sin(k / 25)])
    const between = performance.now()
    finishMaskPart(mask, dirty, { edge: { shiftPx: 0, featherPx: 4, inverted: false }, scale: 1 })
    painting.push(between - start)
    finishing.push(performance.now() - start)
  }
  const p95 = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(0.95 * values.length)] ?? 0
  return { [`${name} p95 (ms)`]: p95(painting), [`${name} finished p95 (ms)`]: p95(finishing) }
}

function cpuMs(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function samplePicture(): Promise<Rgba8> {
  const file = new URL('../../resources/samples/person-ada.jpg', import.meta.url).pathname
  const { data } = await sharp(file)
    .resize({ ...LARGE, fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return rgba8(LARGE.width, LARGE.height, new Uint8Array(data))
}

const smaller = ({ width, height }: Size & Rgba8): Rgba8 => rgba8(width / 4, height / 4, new Uint8Array((width * height) / 4).fill(120))

function ovalPlane() {
  const size = { width: 640, height: 960 }
  return plane(
    size.width,
    size.height,
    Float32Array.from({ length: size.width * size.height }, (_, i) =>
      Math.max(0, Math.min(1, 40 - 40 * Math.hypot((i % 640) / 320 - 1, Math.floor(i / 640) / 480 - 1))),
    ),
  )
}

function ovalMask() {
  const mask = byteMask(LARGE)
  new StrokePainter(mask, stroke(3000, { hardness: 1 }), null).moveTo([0.5, 0.5])
  return mask
}

const PICTURE = { assetId: 'ast_', hash: '', ...LARGE } as never

function wholeRecipe(): PixelRecipe {
  const mask = maskSchema.parse({ shiftPx: -1, featherPx: 4, decontaminate: 0.8 })
  return {
    base: { kind: 'picture', picture: PICTURE },
    size: LARGE,
    upscale: null,
    mask: { ...mask, source: { kind: 'cut-out', artifact: ARTIFACT, subject: 'person', seeds: [] } },
    adjustments: adjustments.parse({
      exposure: { ev: 0.3 },
      shadows: { amount: 0.4 },
      whiteBalance: { temperature: 0.2 },
      vibrance: { amount: 0.3 },
      sharpen: { amount: 0.8 },
    }),
    colourSpace: 'srgb',
  }
}

function blurredRecipe(blurPx: number): PixelRecipe {
  const map = { a: 0.9, b: -0.2, tx: 300, c: 0.2, d: 0.9, ty: -200 }
  return { ...wholeRecipe(), base: { kind: 'blurred', picture: PICTURE, map, blurPx }, mask: null, adjustments: null }
}
