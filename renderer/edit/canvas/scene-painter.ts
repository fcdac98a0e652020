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
import { type PaneGrid, paneCorner, paneRoom } from './pane-grid.ts'
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
  /** For each pane one: each has its own picture. */
  readonly finished: (pane: number) => FinishedPicture
  readonly outlines: OutlineStore
}

/** A finished picture is made whole, so it has a limit of its own. */
const MOST_FINISHED_PIXELS = 12_000_000
/** A larger layer that lies small on the canvas is not made in full for it. */
const MOST_EXACT_PIXELS = 24_000_000

/** How panes lie: the first one up to a share of the picture, over the second, or each in a part of the window. */
export type Split = { readonly kind: 'divider'; readonly share: number } | { readonly kind: 'panes'; readonly grid: PaneGrid }

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
  const { list, panes } = shown
  if (panes.length === 0) paintList(context, list, { look, sources, pane: 0 })
  const pane = paneRoom({ width, height }, split.kind === 'panes' ? split.grid : ONE_PANE)
  const middle = split.kind === 'divider' ? Math.round((camera.x + list.size.width * camera.scale * split.share) * ratio) : 0
  panes.forEach((shownThere, index) => {
    const corner = split.kind === 'panes' ? paneCorner(index, pane, split.grid) : { x: 0, y: 0 }
    const there = { ...camera, x: camera.x + Math.round(corner.x) / ratio, y: camera.y + Math.round(corner.y) / ratio }
    const part = split.kind === 'panes' ? { ...corner, ...pane } : besideDivider(index, middle, { width, height })
    inPart(context, part, () =>
      paintList(context, shownThere, { look: { ...look, camera: fittedTo(list.size, shownThere.size, there) }, sources, pane: index }),
    )
  })
}

function besideDivider(index: number, middle: number, { width, height }: Size): { readonly x: number; readonly y: number } & Size {
  return index === 0 ? { x: 0, y: 0, width: middle, height } : { x: middle, y: 0, width: width - middle, height }
}

const ONE_PANE: PaneGrid = { columns: 1, rows: 1 }

/** A picture of another size lies over the place of the one that the camera was set for, as large as fits there. */
function fittedTo(place: Size, size: Size, camera: Viewport): Viewport {
  const factor = Math.min(place.width / size.width, place.height / size.height)
  const scale = camera.scale * factor
  const middle = (whole: number, own: number): number => (whole * camera.scale - own * scale) / 2
  return { scale, x: camera.x + middle(place.width, size.width), y: camera.y + middle(place.height, size.height) }
}

/** Paints in a part of the canvas only, in its pixels. */
function inPart(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: { readonly x: number; readonly y: number } & Size,
  work: () => void,
): void {
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.beginPath()
  context.rect(x, y, width, height)
  context.clip()
  work()
  context.restore()
}

function paintList(
  context: CanvasRenderingContext2D,
  list: DrawList,
  { look, sources, pane }: { readonly look: Look; readonly sources: Sources; readonly pane: number },
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
  const bitmap = sources.finished(pane).bitmapOf({
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
