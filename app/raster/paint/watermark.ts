import type { Watermark } from '../../domain/export/export-recipe.ts'
import type { Size } from '../../domain/raster.ts'
import type { Affine } from '../crop/affine.ts'
import type { Canvas2D, Drawable } from './canvas-2d.ts'
import { after, IDENTITY, layerMap } from './maps.ts'
import { type Outline, traceOutline } from './outline.ts'

/** What a mark is drawn from: letters of any size, or a logo. */
export type MarkShape =
  | { readonly kind: 'outline'; readonly outline: Outline; readonly colour: string }
  | { readonly kind: 'image'; readonly image: Drawable; readonly size: Size }

/** Free room between marks that lie all over a picture, in sizes of the mark. */
const TILE_GAP = 0.8

/** Paints a mark over a finished picture. */
export function paintWatermark(
  ctx: Canvas2D,
  picture: Size,
  { mark, shape }: { readonly mark: Watermark; readonly shape: MarkShape },
): void {
  const own = shape.kind === 'outline' ? shape.outline.size : shape.size
  ctx.save()
  ctx.imageSmoothingEnabled = true
  ctx.imageSmoothingQuality = 'high'
  ctx.globalAlpha = mark.opacity
  for (const map of markMaps(picture, own, mark)) {
    ctx.setTransform(map.a, map.c, map.b, map.d, map.tx, map.ty)
    if (shape.kind === 'image') ctx.drawImage(shape.image as never, 0, 0, own.width, own.height)
    else {
      ctx.fillStyle = shape.colour
      ctx.beginPath()
      traceOutline(ctx, shape.outline)
      ctx.fill()
    }
  }
  ctx.restore()
}

/** Where the marks lie: from pixels of the mark to those of the picture. A mark is never wider than the picture less its margins. */
export function markMaps(picture: Size, own: Size, { size, margin, place, rotation, tiled }: Watermark): Affine[] {
  const short = Math.min(picture.width, picture.height)
  const edge = margin * short
  const wanted = (size * short) / own.height
  const turned = turnedSize({ width: own.width * wanted, height: own.height * wanted }, rotation)
  const fit = Math.min(1, (picture.width - 2 * edge) / turned.width, (picture.height - 2 * edge) / turned.height)
  const scale = wanted * Math.max(0.01, fit)
  const box = { width: turned.width * Math.max(0.01, fit), height: turned.height * Math.max(0.01, fit) }
  const at = (x: number, y: number): Affine => layerMap({ x, y, scale, rotation, flipX: false, flipY: false }, own)
  if (tiled) return tiles(picture, box).map(([x, y]) => at(x, y))
  const [across, down] = sharesOf(place)
  return [at(along(picture.width, box.width, { edge, share: across }), along(picture.height, box.height, { edge, share: down }))]
}

function along(length: number, own: number, { edge, share }: { readonly edge: number; readonly share: number }): number {
  return edge + own / 2 + share * (length - own - 2 * edge)
}

function sharesOf(place: Watermark['place']): readonly [number, number] {
  const across = place.includes('left') ? 0 : place.includes('right') ? 1 : 0.5
  const down = place.includes('top') ? 0 : place.includes('bottom') ? 1 : 0.5
  return [across, down]
}

/** Middles of marks all over a picture, every other row half a step on, from the middle outwards to beyond the edges. */
function tiles(picture: Size, box: Size): (readonly [number, number])[] {
  const [stepX, stepY] = [box.width * (1 + TILE_GAP), box.height * (1 + TILE_GAP) * 1.5]
  const rows = Math.ceil(picture.height / 2 / stepY) + 1
  const columns = Math.ceil(picture.width / 2 / stepX) + 1
  const out: (readonly [number, number])[] = []
  for (let row = -rows; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      out.push([picture.width / 2 + (column + (row % 2 === 0 ? 0 : 0.5)) * stepX, picture.height / 2 + row * stepY])
    }
  }
  return out
}

function turnedSize({ width, height }: Size, rotation: number): Size {
  const { a, b, c, d } = after(IDENTITY, layerMap({ x: 0, y: 0, scale: 1, rotation, flipX: false, flipY: false }, { width: 0, height: 0 }))
  return { width: Math.abs(a) * width + Math.abs(b) * height, height: Math.abs(c) * width + Math.abs(d) * height }
}
