import type { Crop } from '../../../app/domain/document/frame.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import type { Affine } from '../../../app/raster/crop/affine.ts'
import { after, layerMap } from '../../../app/raster/paint/maps.ts'
import { cornersOf, isPlaced } from '../tools/layer-shape.ts'
import { turnHandle } from '../tools/move-tool.ts'
import type { GuideLine, Spot, ToolId, ToolScene } from '../tools/tool.ts'
import { mapPoint } from './camera.ts'
import type { TrailStroke } from './stroke-trail.ts'

export interface OverlayColours {
  readonly accent: string
  readonly line: string
}

/** What lies over the picture. */
export interface OverlayScene {
  readonly tool: ToolId
  readonly scene: ToolScene
  /** From document pixels to those of the page. */
  readonly map: Affine
  readonly guides: readonly GuideLine[]
  /** The brush, where the pointer is; null beside the stage. */
  readonly ring: { readonly at: Spot; readonly sizePx: number; readonly hardness: number; readonly mode: 'add' | 'erase' } | null
  /** What the mask of the selected layer hides is shown, in the pixels that the layer has now. */
  readonly mask: { readonly layer: Layer; readonly bitmap: ImageBitmap } | null
  /** What was painted and is not seen in the pixels yet. */
  readonly strokes: readonly TrailStroke[]
  readonly crop: { readonly crop: Crop; readonly isDragging: boolean; readonly safeArea: number | null } | null
}

const HANDLE = 4.5
/** Beyond every window. */
const FAR = 1e5

/** Paints handles, guides, the brush and the crop. The context counts in pixels of the page. */
export function paintOverlay(context: CanvasRenderingContext2D, overlay: OverlayScene, colours: OverlayColours): void {
  if (overlay.mask !== null) paintMask(context, overlay.mask, overlay)
  for (const stroke of overlay.strokes) paintStroke(context, stroke, { map: overlay.map, colours })
  if (overlay.crop !== null) paintCrop(context, overlay.crop, overlay)
  if (overlay.tool === 'move') paintHandles(context, overlay, colours)
  for (const guide of overlay.guides) paintGuide(context, guide, { map: overlay.map, colours })
  if (overlay.ring !== null) paintRing(context, overlay.ring, overlay.map)
}

/** A line that is seen on any ground: light with a dark edge. */
function strokeSeen(context: CanvasRenderingContext2D, colour: string, width = 1): void {
  context.lineWidth = width + 1.5
  context.strokeStyle = 'rgb(0 0 0 / 0.45)'
  context.stroke()
  context.lineWidth = width
  context.strokeStyle = colour
  context.stroke()
}

function trace(context: CanvasRenderingContext2D, points: readonly Spot[], map: Affine): void {
  context.beginPath()
  for (const point of points) {
    const { x, y } = mapPoint(map, point)
    context.lineTo(x, y)
  }
}

function paintHandles(context: CanvasRenderingContext2D, { scene, map }: OverlayScene, { accent, line }: OverlayColours): void {
  const { selected } = scene
  const size = isPlaced(selected) ? scene.sizeOf(selected) : null
  if (!isPlaced(selected) || size === null || !selected.visible) return
  const corners = cornersOf(selected, size)
  trace(context, corners, map)
  context.closePath()
  strokeSeen(context, accent)
  if (selected.locked) return
  const turn = mapPoint(map, turnHandle(selected, size, scene.pxPerScreen))
  const [a, b] = corners.map((corner) => mapPoint(map, corner)) as [Spot, Spot, Spot, Spot]
  context.beginPath()
  context.moveTo((a.x + b.x) / 2, (a.y + b.y) / 2)
  context.lineTo(turn.x, turn.y)
  strokeSeen(context, accent)
  context.fillStyle = line
  for (const corner of corners) {
    const { x, y } = mapPoint(map, corner)
    context.beginPath()
    context.rect(x - HANDLE, y - HANDLE, 2 * HANDLE, 2 * HANDLE)
    context.fill()
    context.lineWidth = 1.5
    context.strokeStyle = accent
    context.stroke()
  }
  context.beginPath()
  context.arc(turn.x, turn.y, HANDLE + 0.5, 0, 2 * Math.PI)
  context.fill()
  context.strokeStyle = accent
  context.stroke()
}

function paintGuide(
  context: CanvasRenderingContext2D,
  { axis, at, from, to }: GuideLine,
  { map, colours }: { readonly map: Affine; readonly colours: OverlayColours },
): void {
  const point = (along: number): Spot => (axis === 'x' ? { x: at, y: along } : { x: along, y: at })
  trace(context, [point(from), point(to)], map)
  context.lineWidth = 1
  context.strokeStyle = colours.accent
  context.stroke()
}

/** The size of the brush, and within it what is painted in full. Dashed where it takes away. */
function paintRing(
  context: CanvasRenderingContext2D,
  { at, sizePx, hardness, mode }: NonNullable<OverlayScene['ring']>,
  map: Affine,
): void {
  const { x, y } = mapPoint(map, at)
  const radius = Math.max(1.5, (sizePx / 2) * Math.hypot(map.a, map.c))
  context.setLineDash(mode === 'erase' ? [4, 3] : [])
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  strokeSeen(context, '#fff')
  context.setLineDash([])
  if (hardness >= 0.98 || radius < 6) return
  context.beginPath()
  context.arc(x, y, Math.max(1, radius * hardness), 0, 2 * Math.PI)
  context.lineWidth = 1
  context.setLineDash([2, 3])
  context.strokeStyle = 'rgb(255 255 255 / 0.75)'
  context.stroke()
  context.setLineDash([])
}

function paintStroke(
  context: CanvasRenderingContext2D,
  { points, sizePx, mode }: TrailStroke,
  { map, colours }: { readonly map: Affine; readonly colours: OverlayColours },
): void {
  const width = Math.max(1, sizePx * Math.hypot(map.a, map.c))
  context.save()
  context.globalAlpha = mode === 'add' ? 0.45 : 0.3
  context.strokeStyle = mode === 'add' ? colours.accent : '#000'
  context.lineWidth = width
  context.lineCap = 'round'
  context.lineJoin = 'round'
  trace(context, points.length === 1 ? [points[0] as Spot, points[0] as Spot] : points, map)
  context.stroke()
  context.restore()
}

/** Red where the mask hides: the layer's place, without what is seen of it. */
function paintMask(
  context: CanvasRenderingContext2D,
  { layer, bitmap }: NonNullable<OverlayScene['mask']>,
  { scene, map }: OverlayScene,
): void {
  const size = scene.sizeOf(layer)
  if (size === null) return
  const { a, b, c, d, tx, ty } = isPlaced(layer) ? after(layerMap(layer.transform, size), map) : map
  context.save()
  context.transform(a, c, b, d, tx, ty)
  context.fillStyle = 'rgb(232 47 47)'
  context.fillRect(0, 0, size.width, size.height)
  context.globalCompositeOperation = 'destination-out'
  context.drawImage(bitmap, 0, 0, size.width, size.height)
  context.globalCompositeOperation = 'destination-in'
  context.fillStyle = 'rgb(0 0 0 / 0.5)'
  context.fillRect(0, 0, size.width, size.height)
  context.restore()
}

function paintCrop(
  context: CanvasRenderingContext2D,
  { crop, isDragging, safeArea }: NonNullable<OverlayScene['crop']>,
  { map }: OverlayScene,
): void {
  const scale = Math.hypot(map.a, map.c)
  const middle = mapPoint(map, { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 })
  const [width, height] = [crop.width * scale, crop.height * scale]
  const [x, y] = [middle.x - width / 2, middle.y - height / 2]
  context.beginPath()
  context.rect(-FAR, -FAR, 2 * FAR, 2 * FAR)
  context.rect(x, y, width, height)
  context.fillStyle = 'rgb(0 0 0 / 0.55)'
  context.fill('evenodd')
  context.lineWidth = 1
  context.strokeStyle = `rgb(255 255 255 / ${isDragging ? 0.6 : 0.3})`
  context.beginPath()
  for (const third of [1 / 3, 2 / 3]) {
    context.moveTo(x + width * third, y)
    context.lineTo(x + width * third, y + height)
    context.moveTo(x, y + height * third)
    context.lineTo(x + width, y + height * third)
  }
  context.stroke()
  if (safeArea !== null) {
    const [mx, my] = [width * safeArea, height * safeArea]
    context.setLineDash([5, 4])
    context.beginPath()
    context.rect(x + mx, y + my, width - 2 * mx, height - 2 * my)
    strokeSeen(context, 'rgb(255 255 255 / 0.8)')
    context.setLineDash([])
  }
  context.beginPath()
  context.rect(x, y, width, height)
  strokeSeen(context, '#fff')
  paintCropHandles(context, { x, y, width, height })
}

/** Brackets at the corners and bars at the middles, as photographers know them. */
function paintCropHandles(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const long = Math.min(18, width / 4, height / 4)
  context.beginPath()
  for (const [cx, cy, dx, dy] of [
    [x, y, 1, 1],
    [x + width, y, -1, 1],
    [x + width, y + height, -1, -1],
    [x, y + height, 1, -1],
  ] as const) {
    context.moveTo(cx + dx * long, cy)
    context.lineTo(cx, cy)
    context.lineTo(cx, cy + dy * long)
  }
  for (const [cx, cy, dx, dy] of [
    [x + width / 2, y, 1, 0],
    [x + width / 2, y + height, 1, 0],
    [x, y + height / 2, 0, 1],
    [x + width, y + height / 2, 0, 1],
  ] as const) {
    context.moveTo(cx - (dx * long) / 2, cy - (dy * long) / 2)
    context.lineTo(cx + (dx * long) / 2, cy + (dy * long) / 2)
  }
  strokeSeen(context, '#fff', 3)
}
