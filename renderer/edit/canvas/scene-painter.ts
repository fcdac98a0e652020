import type { TextLayer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import type { Canvas2D } from '../../../app/raster/paint/canvas-2d.ts'
import type { DrawList, DrawnPixels } from '../../../app/raster/paint/draw-list.ts'
import type { Outline } from '../../../app/raster/paint/outline.ts'
import { type PaintSources, paint } from '../../../app/raster/paint/paint.ts'
import type { Viewport } from '../../canvas/viewport.ts'
import { pixelLevel } from '../pixels/pixel-level.ts'
import type { PixelStore } from '../pixels/pixel-store.ts'
import { viewMap } from './camera.ts'
import type { Shown } from './shown.ts'

export interface Look {
  readonly camera: Viewport
  /** Of the window, in pixels of the page. */
  readonly room: Size
  /** Pixels of the screen for one of the page. */
  readonly ratio: number
  readonly pace: 'resting' | 'moving'
}

interface Deps {
  readonly pixels: PixelStore
  readonly outlineOf: (text: TextLayer) => Outline | null
}

/** Paints what is shown of a document on a canvas that fills the window. */
export function paintScene(
  context: CanvasRenderingContext2D,
  { shown, look, dividerShare }: { readonly shown: Shown; readonly look: Look; readonly dividerShare: number },
  deps: Deps,
): void {
  const { width, height } = context.canvas
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, width, height)
  paintList(context, shown.list, { look, deps })
  if (shown.before === null) return
  const { camera, ratio } = look
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.beginPath()
  context.rect(0, 0, (camera.x + shown.before.size.width * camera.scale * dividerShare) * ratio, height)
  context.clip()
  context.clearRect(0, 0, width, height)
  paintList(context, shown.before, { look, deps })
  context.restore()
}

function paintList(context: CanvasRenderingContext2D, list: DrawList, { look, deps }: { readonly look: Look; readonly deps: Deps }): void {
  const sources: PaintSources = {
    pixelsOf: (item) => deps.pixels.pixelsOf(item, levelOf(item, look)),
    outlineOf: deps.outlineOf,
    shadowOf: () => null,
  }
  paint(context as unknown as Canvas2D, list, { sources, view: viewMap(look.camera, look.ratio) })
}

function levelOf({ map, pixels }: DrawnPixels, { camera, ratio, pace }: Look): number {
  const shown = Math.sqrt(Math.abs(map.a * map.d - map.b * map.c)) * camera.scale * ratio
  return pixelLevel(shown, pixels.size, pace)
}
