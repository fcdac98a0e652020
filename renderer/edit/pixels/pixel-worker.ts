import { type Rgba8, rgba8, type Size } from '../../../app/domain/raster.ts'
import type { Canvas2D } from '../../../app/raster/paint/canvas-2d.ts'
import type { PixelRecipe, PlainFill } from '../../../app/raster/paint/draw-list.ts'
import { styleOf } from '../../../app/raster/paint/paint.ts'
import { preparePixels } from '../../../app/raster/paint/prepare-pixels.ts'
import type { FromPixelWorker, PixelOrder, ToPixelWorker } from './messages.ts'
import { readPicture } from './read-picture.ts'

/** The part of a worker's global scope that is used; the page's types know only that of a window. */
interface WorkerScope {
  postMessage(message: FromPixelWorker, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<ToPixelWorker>) => void) | null
}
const scope = globalThis as unknown as WorkerScope

scope.onmessage = ({ data }) => {
  const startedMs = performance.now()
  void make(data.order).then(
    (bitmap) => scope.postMessage({ kind: 'made', id: data.id, bitmap, tookMs: performance.now() - startedMs }, [bitmap]),
    (thrown: unknown) =>
      scope.postMessage({ kind: 'refused', id: data.id, reason: thrown instanceof Error ? thrown.message : String(thrown) }),
  )
}

async function make({ recipe, scale, urls }: PixelOrder): Promise<ImageBitmap> {
  const { colourSpace } = recipe
  const picture = 'picture' in recipe.base ? recipe.base.picture : recipe.base.kind === 'cover' ? recipe.base.fill.picture : null
  const input = picture === null || urls === null ? null : await readPicture(picture, urls, { size: scaled(picture, scale), colourSpace })
  const paintPlain = (size: Size): Rgba8 => plain(recipe, size)
  const { width, height, data } = preparePixels(recipe, { picture: input, artifacts: new Map(), paintPlain }, scale)
  const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length)
  return await createImageBitmap(new ImageData(pixels, width, height, { colorSpace: colourSpace }))
}

function scaled({ width, height }: Size, scale: number): Size {
  const k = Math.min(1, scale)
  return { width: Math.max(1, Math.round(width * k)), height: Math.max(1, Math.round(height * k)) }
}

/** A fill as canvas 2D paints it. */
function plain({ base, size: whole, colourSpace }: PixelRecipe, size: Size): Rgba8 {
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true, colorSpace: colourSpace })
  if (context === null || base.kind !== 'plain') return rgba8(size.width, size.height)
  context.setTransform(size.width / whole.width, 0, 0, size.height / whole.height, 0, 0)
  context.fillStyle = styleOf(context as unknown as Canvas2D, base.fill satisfies PlainFill, whole) as string
  context.fillRect(0, 0, whole.width, whole.height)
  return rgba8(size.width, size.height, new Uint8Array(context.getImageData(0, 0, size.width, size.height).data.buffer))
}
