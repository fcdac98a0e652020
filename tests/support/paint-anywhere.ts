import type { Document } from '../../app/domain/document/document.ts'
import type { ArtifactId } from '../../app/domain/ids.ts'
import { type Plane, type Rgba8, rgba8, type Size } from '../../app/domain/raster.ts'
import { adjustPixels } from '../../app/raster/adjust/adjust-pixels.ts'
import type { Canvas2D, Drawable } from '../../app/raster/paint/canvas-2d.ts'
import { castShadowOf } from '../../app/raster/paint/cast-shadow.ts'
import { type DrawnPixels, drawListOf } from '../../app/raster/paint/draw-list.ts'
import { paint, styleOf } from '../../app/raster/paint/paint.ts'
import { preparePixels } from '../../app/raster/paint/prepare-pixels.ts'

/** A canvas of a host: what this needs of a page's and of Skia's in Node. */
export interface AnyCanvas {
  readonly canvas: Drawable
  readonly ctx: Canvas2D
  read(): Rgba8
  write(pixels: Rgba8): void
}

export interface Given {
  readonly document: Document
  /** By their hashes. */
  readonly pictures: ReadonlyMap<string, Rgba8>
  readonly artifacts: ReadonlyMap<ArtifactId, Plane>
  readonly scale: number
}

/** Paints a document without text; runs in a page as in Node, on whatever canvas it is given. */
export function paintAnywhere({ document, pictures, artifacts, scale }: Given, makeCanvas: (size: Size) => AnyCanvas): Rgba8 {
  const list = drawListOf(document, () => undefined)
  const made = new Map<DrawnPixels, Rgba8>()
  const pixelsOf = (item: DrawnPixels): Rgba8 => {
    const known = made.get(item) ?? prepare(item)
    made.set(item, known)
    return known
  }
  const prepare = ({ pixels: recipe }: DrawnPixels): Rgba8 => {
    const { base } = recipe
    const hash = base.kind === 'plain' ? null : base.kind === 'cover' ? base.fill.picture.hash : base.picture.hash
    const paintPlain = (size: Size): Rgba8 => {
      const { ctx, read } = makeCanvas(size)
      if (base.kind === 'plain') ctx.fillStyle = styleOf(ctx, base.fill, size)
      ctx.fillRect(0, 0, size.width, size.height)
      return read()
    }
    return preparePixels(recipe, { picture: hash === null ? null : (pictures.get(hash) ?? null), artifacts, paintPlain }, scale)
  }
  const drawable = (pixels: Rgba8): Drawable => {
    const one = makeCanvas(pixels)
    one.write(pixels)
    return one.canvas
  }
  const size = { width: Math.round(list.size.width * scale), height: Math.round(list.size.height * scale) }
  const { ctx, read } = makeCanvas(size)
  // To whole pixels: a frame that ends within one is cut off with other bytes by the two (its last row and column, up to all of a byte).
  const view = { a: size.width / list.size.width, b: 0, tx: 0, c: 0, d: size.height / list.size.height, ty: 0 }
  paint(ctx, list, {
    view,
    sources: {
      pixelsOf: (item) => drawable(pixelsOf(item)),
      outlineOf: () => null,
      shadowOf: (item, { softnessPx }) => {
        if (item.kind === 'text') return null
        const { image, box } = castShadowOf(pixelsOf(item), { size: item.pixels.size, softnessPx })
        return { image: drawable(image), box }
      },
    },
  })
  const painted = read()
  return list.adjustments === null ? painted : adjustPixels(painted, list.adjustments, scale)
}

/** Of a page's or of Skia's own canvas. */
export function anyCanvas(canvas: Drawable, ctx: Canvas2D & ImageDataContext, { width, height }: Size): AnyCanvas {
  return {
    canvas,
    ctx,
    read: () => rgba8(width, height, new Uint8Array(ctx.getImageData(0, 0, width, height).data)),
    write: (pixels) => {
      const image = ctx.createImageData(width, height)
      image.data.set(pixels.data)
      ctx.putImageData(image as never, 0, 0)
    },
  }
}

export interface ImageDataContext {
  getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
  createImageData(width: number, height: number): { readonly data: Uint8ClampedArray }
  putImageData(image: never, x: number, y: number): void
}
