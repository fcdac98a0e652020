import type { CanvasSize } from '../../../app/domain/document/frame.ts'
import { type Rgba8, rgba8, type Size } from '../../../app/domain/raster.ts'
import { adjustPixels } from '../../../app/raster/adjust/adjust-pixels.ts'
import type { Canvas2D } from '../../../app/raster/paint/canvas-2d.ts'
import { castShadowOf } from '../../../app/raster/paint/cast-shadow.ts'
import type { PixelRecipe } from '../../../app/raster/paint/draw-list.ts'
import { traceOutline } from '../../../app/raster/paint/outline.ts'
import { styleOf } from '../../../app/raster/paint/paint.ts'
import { preparePixels } from '../../../app/raster/paint/prepare-pixels.ts'
import type { FromPixelWorker, Made, MadeShadow, PixelOrder, ToPixelWorker } from './messages.ts'
import { readMask, readPicture } from './read-raster.ts'

/** The part of a worker's global scope that is used; the page's types know only that of a window. */
interface WorkerScope {
  postMessage(message: FromPixelWorker, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<ToPixelWorker>) => void) | null
}
const scope = globalThis as unknown as WorkerScope

scope.onmessage = ({ data }) => {
  void make(data.order).then(
    (made) => {
      const bitmaps = [made.bitmap, made.shadow?.image].filter((one) => one !== null && one !== undefined)
      scope.postMessage({ kind: 'made', id: data.id, made }, bitmaps)
    },
    (thrown: unknown) =>
      scope.postMessage({ kind: 'refused', id: data.id, reason: thrown instanceof Error ? thrown.message : String(thrown) }),
  )
}

async function make(order: PixelOrder): Promise<Made> {
  switch (order.kind) {
    case 'layer':
      return await makeLayer(order)
    case 'letters':
      return { bitmap: null, shadow: await shadowOf(lettersOf(order), order.size, order.softnessPx) }
    case 'finish':
      return { bitmap: await finish(order), shadow: null }
  }
}

async function makeLayer({ recipe, scale, url, masks, softnessPx }: Extract<PixelOrder, { kind: 'layer' }>): Promise<Made> {
  const picture = url === null ? null : await readPicture(url, sizeOfPicture(recipe, scale))
  const artifacts = new Map(await Promise.all(masks.map(async ([id, at]) => [id, await readMask(id, at)] as const)))
  const pixels = preparePixels(recipe, { picture, artifacts, paintPlain: (size) => plain(recipe, size) }, scale)
  const shadow = softnessPx === null ? null : await shadowOf(pixels, recipe.size, softnessPx)
  return { bitmap: await bitmapOf(pixels, recipe.colourSpace), shadow }
}

/** How fine the picture has to be. What is scaled up by a layer, and what is laid over a canvas, takes more of it. */
function sizeOfPicture({ base, size, upscale }: PixelRecipe, scale: number): Size {
  const perLayerPx = scale * (upscale?.factor ?? 1)
  if (base.kind === 'picture' || base.kind === 'draft') return { width: size.width * perLayerPx, height: size.height * perLayerPx }
  const picture = base.kind === 'cover' ? base.fill.picture : base.kind === 'blurred' ? base.picture : size
  const laid =
    base.kind === 'cover'
      ? Math.max(size.width / picture.width, size.height / picture.height)
      : base.kind === 'blurred'
        ? Math.hypot(base.map.a, base.map.c)
        : 1
  return { width: picture.width * laid * scale, height: picture.height * laid * scale }
}

function contextOf({ width, height }: Size, colorSpace: CanvasSize['colourSpace'] = 'srgb'): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, colorSpace })
  if (context === null) throw new RangeError(`There is no canvas of ${width} x ${height}`)
  return context
}

function pixelsOf(context: OffscreenCanvasRenderingContext2D): Rgba8 {
  const { width, height } = context.canvas
  return rgba8(width, height, new Uint8Array(context.getImageData(0, 0, width, height).data.buffer))
}

async function bitmapOf({ width, height, data }: Rgba8, colorSpace: CanvasSize['colourSpace']): Promise<ImageBitmap> {
  const bytes = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length)
  return await createImageBitmap(new ImageData(bytes, width, height, { colorSpace }))
}

/** A fill as canvas 2D paints it, at the size that is asked for. */
function plain({ base, colourSpace }: PixelRecipe, size: Size): Rgba8 {
  const context = contextOf(size, colourSpace)
  if (base.kind === 'plain') {
    context.fillStyle = styleOf(context as unknown as Canvas2D, base.fill, size) as string
    context.fillRect(0, 0, size.width, size.height)
  }
  return pixelsOf(context)
}

function lettersOf({ size, verbs, points }: Extract<PixelOrder, { kind: 'letters' }>): Rgba8 {
  const context = contextOf(size)
  context.fillStyle = '#000000'
  context.beginPath()
  traceOutline(context as unknown as Canvas2D, { size, verbs, points })
  context.fill()
  return pixelsOf(context)
}

async function shadowOf(outline: Rgba8, size: Size, softnessPx: number): Promise<MadeShadow> {
  const { image, box } = castShadowOf(outline, { size, softnessPx })
  return { image: await bitmapOf(image, 'srgb'), box }
}

async function finish({ painted, adjustments, scale }: Extract<PixelOrder, { kind: 'finish' }>): Promise<ImageBitmap> {
  const context = contextOf(painted)
  context.drawImage(painted, 0, 0)
  painted.close()
  return await bitmapOf(adjustPixels(pixelsOf(context), adjustments, scale), 'srgb')
}
