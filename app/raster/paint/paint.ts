import type { BlendMode, TextLayer } from '../../domain/document/layer.ts'
import type { Affine, Box } from '../crop/affine.ts'
import type { Canvas2D, Drawable, Gradient } from './canvas-2d.ts'
import type { DrawItem, DrawList, DrawnPixels, DrawnShadow, DrawnText, PlainFill } from './draw-list.ts'
import { after } from './maps.ts'
import { type Outline, traceOutline } from './outline.ts'

/** What the painter is given of a document's pixels. Null is not there yet: the item is left out. */
export interface PaintSources {
  /** Finished pixels of a layer, at any scale: they are drawn at the recipe's size. */
  pixelsOf(item: DrawnPixels): Drawable | null
  outlineOf(text: TextLayer): Outline | null
  /** The blurred outline of an item in black, and where it lies in pixels of the layer. */
  shadowOf(item: DrawnPixels | DrawnText, shadow: DrawnShadow): { readonly image: Drawable; readonly box: Box } | null
}

/**
 * Paints everything but the adjustments of the whole document, which are a kernel's work on what was painted.
 *
 * @param options.view from pixels of the finished picture to those of the context.
 * @param options.pace `moving` takes the quickest way to scale pictures, for frames that are gone in a moment.
 */
export function paint(
  ctx: Canvas2D,
  list: DrawList,
  { sources, view, pace = 'resting' }: { readonly sources: PaintSources; readonly view: Affine; readonly pace?: 'resting' | 'moving' },
): void {
  ctx.save()
  ctx.imageSmoothingEnabled = true
  ctx.imageSmoothingQuality = pace === 'moving' ? 'low' : 'high'
  setMap(ctx, view)
  ctx.beginPath()
  ctx.rect(0, 0, list.size.width, list.size.height)
  ctx.clip()
  for (const item of list.items) paintItem(ctx, item, { sources, view })
  ctx.restore()
}

function paintItem(ctx: Canvas2D, item: DrawItem, { sources, view }: { readonly sources: PaintSources; readonly view: Affine }): void {
  if (item.kind !== 'fill' && item.shadow !== null) {
    const { opacity, map } = item.shadow
    const cast = sources.shadowOf(item, item.shadow)
    begin(ctx, { opacity: opacity * item.opacity, blend: 'multiply', map: after(map, view) })
    if (cast !== null) ctx.drawImage(cast.image as never, cast.box.x, cast.box.y, cast.box.width, cast.box.height)
  }
  begin(ctx, { ...item, map: after(item.map, view) })
  switch (item.kind) {
    case 'pixels': {
      const image = sources.pixelsOf(item)
      if (image !== null) ctx.drawImage(image as never, 0, 0, item.pixels.size.width, item.pixels.size.height)
      return
    }
    case 'fill':
      ctx.fillStyle = styleOf(ctx, item.fill, item.canvas)
      ctx.fillRect(0, 0, item.canvas.width, item.canvas.height)
      return
    case 'text': {
      const outline = sources.outlineOf(item.text)
      if (outline === null) return
      ctx.fillStyle = item.text.colour
      ctx.beginPath()
      traceOutline(ctx, outline)
      ctx.fill()
    }
  }
}

function begin(
  ctx: Canvas2D,
  { opacity, blend, map }: { readonly opacity: number; readonly blend: BlendMode; readonly map: Affine },
): void {
  ctx.globalAlpha = opacity
  ctx.globalCompositeOperation = blend === 'normal' ? 'source-over' : blend
  setMap(ctx, map)
}

function setMap(ctx: Canvas2D, { a, b, tx, c, d, ty }: Affine): void {
  ctx.setTransform(a, c, b, d, tx, ty)
}

/** A colour or gradient over a canvas of this size, as CSS lays gradients. */
export function styleOf(
  ctx: Canvas2D,
  fill: PlainFill,
  { width, height }: { readonly width: number; readonly height: number },
): string | Gradient {
  if (fill.kind === 'colour') return fill.colour
  const gradient = fill.kind === 'linear' ? linear(ctx, fill.angle, { width, height }) : radial(ctx, fill, { width, height })
  for (const { at, colour } of fill.stops) gradient.addColorStop(at, colour)
  return gradient
}

function linear(ctx: Canvas2D, angle: number, { width, height }: { readonly width: number; readonly height: number }): Gradient {
  const radians = (angle * Math.PI) / 180
  const [x, y] = [Math.cos(radians), Math.sin(radians)]
  const half = (Math.abs(x) * width + Math.abs(y) * height) / 2
  return ctx.createLinearGradient(width / 2 - x * half, height / 2 - y * half, width / 2 + x * half, height / 2 + y * half)
}

function radial(
  ctx: Canvas2D,
  { x, y, radius }: Extract<PlainFill, { kind: 'radial' }>,
  { width, height }: { readonly width: number; readonly height: number },
): Gradient {
  return ctx.createRadialGradient(x * width, y * height, 0, x * width, y * height, radius * Math.hypot(width, height))
}
