import type { Size } from '../../../app/domain/raster.ts'
import type { Canvas2D } from '../../../app/raster/paint/canvas-2d.ts'
import type { DrawList, DrawnPixels } from '../../../app/raster/paint/draw-list.ts'
import { type PaintSources, paint } from '../../../app/raster/paint/paint.ts'
import type { Viewport } from '../../canvas/viewport.ts'
import type { FinishedPicture } from '../pixels/finished-picture.ts'
import { pixelLevel } from '../pixels/pixel-level.ts'
import type { PixelStore } from '../pixels/pixel-store.ts'
import type { OutlineStore } from '../text/outline-store.ts'
import { viewMap } from './camera.ts'
import type { Shown } from './shown.ts'

export interface Look {
  readonly camera: Viewport
  /** Of the window, in pixels of the page. */
  readonly room: Size
  /** Pixels of the screen for one of the page. */
  readonly ratio: number
  /** Of the document: while a slider moves, coarser pixels are made. */
  readonly pace: 'resting' | 'moving'
  /** While the view or a tool moves, pictures are scaled the quickest way. */
  readonly hand: 'resting' | 'moving'
}

export interface Sources {
  readonly pixels: PixelStore
  readonly finished: FinishedPicture
  readonly outlines: OutlineStore
}

/** A finished picture is made whole, so it has a limit of its own. */
const MOST_FINISHED_PIXELS = 12_000_000
/** A larger layer that lies small on the canvas is not made in full for it. */
const MOST_EXACT_PIXELS = 24_000_000

/** How what was before lies beside what is now: up to a share of the picture, or in a window of its own. */
export type Split = { readonly kind: 'divider'; readonly share: number } | { readonly kind: 'side' }

/** Paints what is shown of a document on a canvas that fills the window. */
export function paintScene(
  context: CanvasRenderingContext2D,
  { shown, look, split }: { readonly shown: Shown; readonly look: Look; readonly split: Split },
  sources: Sources,
): void {
  const { width, height } = context.canvas
  const { camera, ratio } = look
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, width, height)
  const { list, before } = shown
  if (before === null) {
    paintList(context, list, { look, sources })
    return
  }
  const isSide = split.kind === 'side'
  const middle = isSide ? Math.round(width / 2) : Math.round((camera.x + before.size.width * camera.scale * split.share) * ratio)
  const beside = isSide ? { ...look, camera: { ...camera, x: camera.x + middle / ratio } } : look
  inPart(context, { from: 0, to: middle }, () => paintList(context, before, { look, sources }))
  inPart(context, { from: middle, to: width }, () => paintList(context, list, { look: beside, sources }))
}

/** Paints in a part of the width only, in pixels of the canvas. */
function inPart(context: CanvasRenderingContext2D, { from, to }: { readonly from: number; readonly to: number }, work: () => void): void {
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.beginPath()
  context.rect(from, 0, to - from, context.canvas.height)
  context.clip()
  work()
  context.restore()
}

function paintList(
  context: CanvasRenderingContext2D,
  list: DrawList,
  { look, sources }: { readonly look: Look; readonly sources: Sources },
): void {
  const { camera, ratio, pace } = look
  const smoothing = pace === 'moving' ? pace : look.hand
  const scale = camera.scale * ratio
  const view = viewMap(camera, ratio)
  if (list.adjustments === null) {
    paint(context as unknown as Canvas2D, list, {
      sources: paintSources(sources, { scale, pace }),
      view,
      pace: smoothing,
    })
    return
  }
  const level = pixelLevel(scale, list.size, { pace, mostPixels: MOST_FINISHED_PIXELS })
  const bitmap = sources.finished.bitmapOf({
    list,
    version: sources.pixels.version,
    level,
    paint: (whole) =>
      paint(whole as unknown as Canvas2D, list, {
        sources: paintSources(sources, { scale: level, pace }),
        view: viewMap({ scale: level, x: 0, y: 0 }),
      }),
  })
  if (bitmap === null) return
  context.setTransform(view.a, 0, 0, view.d, view.tx, view.ty)
  context.imageSmoothingQuality = smoothing === 'moving' ? 'low' : 'high'
  context.drawImage(bitmap, 0, 0, list.size.width, list.size.height)
}

function paintSources(
  { pixels, outlines }: Sources,
  { scale, pace }: { readonly scale: number; readonly pace: Look['pace'] },
): PaintSources {
  // At 100 % every layer has all of its pixels, as in an export: what is seen then is what goes out, byte for byte.
  const isExact = scale === 1 && pace === 'resting'
  const levelOf = ({ map, pixels: { size } }: DrawnPixels): number =>
    isExact && size.width * size.height <= MOST_EXACT_PIXELS
      ? 1
      : pixelLevel(Math.sqrt(Math.abs(map.a * map.d - map.b * map.c)) * scale, size, { pace })
  return {
    pixelsOf: (item) => pixels.pixelsOf(item, levelOf(item)),
    outlineOf: (text) => outlines.of(text),
    shadowOf: (item, shadow) => {
      if (item.kind === 'pixels') return pixels.shadowOf(item, levelOf(item))
      const outline = outlines.of(item.text)
      return outline === null ? null : pixels.letterShadowOf(item.layerId, outline, shadow)
    },
  }
}
