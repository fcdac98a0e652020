import type { Size } from '../../domain/raster.ts'
import { type BentRow, ONE, type Run, runAt } from './layer-runs.ts'
import type { FrameMaps, PlaneMap } from './line-map.ts'
import { GridLine, type OffsetGrid } from './offset-grid.ts'
import type { YuvLayer } from './yuv-layer.ts'

/** One frame under way. */
export interface Frame extends Size {
  readonly data: Uint8Array
}

export interface LayerBend {
  readonly grid: OffsetGrid
  /** No place is bent farther than this, in pixels of the working size. */
  readonly mostPx: number
}

/** Lays a layer over a frame, bent by a grid. @param maps of the working picture, of which the layer is a part. */
export function paintLayer(layer: YuvLayer, maps: FrameMaps, { frame, bend }: { readonly frame: Frame; readonly bend: LayerBend }): void {
  const { grid } = bend
  const line = new GridLine(grid.width)
  const run: Run = { from: 0, to: 0, x: 0, y: 0, stepX: 0, stepY: 0, shade: 0, stepShade: 0 }
  const half = { width: frame.width >> 1, height: frame.height >> 1 }
  const luma = movedMap(maps.luma, layer.x, layer.y)
  for (let y = 0; y < frame.height; y++) {
    const at = luma.y.start + luma.y.step * y
    const span = columnsOf(layer, at, { map: luma, bend, width: frame.width, perSample: 1 })
    if (span === null) continue
    line.read(grid, at)
    const row: BentRow = { line, corners: grid.width, map: luma.x, at, cell: grid.cell, perSample: 1, to: span.to }
    for (let x = span.from; x < span.to; ) {
      x = runAt(row, x, run)
      lumaRun(layer, run, frame.data, y * frame.width)
    }
  }
  const chroma = movedMap(maps.chroma, layer.x / 2, layer.y / 2)
  const blueAt = frame.width * frame.height
  const redAt = blueAt + half.width * half.height
  for (let y = 0; y < half.height; y++) {
    const at = chroma.y.start + chroma.y.step * y
    const span = columnsOf(layer, 2 * at + 0.5, { map: chroma, bend, width: half.width, perSample: 2 })
    if (span === null) continue
    line.read(grid, 2 * at + 0.5)
    const row: BentRow = { line, corners: grid.width, map: chroma.x, at, cell: grid.cell / 2, perSample: 2, to: span.to }
    for (let x = span.from; x < span.to; ) {
      x = runAt(row, x, run)
      chromaRun(layer, run, frame.data, { blue: blueAt + y * half.width, red: redAt + y * half.width })
    }
  }
}

const movedMap = ({ x, y }: PlaneMap, left: number, top: number): PlaneMap => ({
  x: { start: x.start - left, step: x.step },
  y: { start: y.start - top, step: y.step },
})

/** The columns of a frame that may show a layer in a row; null for none. */
function columnsOf(
  { spans, height }: YuvLayer,
  row: number,
  { map, bend, width, perSample }: { readonly map: PlaneMap; readonly bend: LayerBend; readonly width: number; readonly perSample: 1 | 2 },
): { from: number; to: number } | null {
  const reach = Math.ceil(bend.mostPx) + 2
  const low = Math.max(0, Math.floor(row) - reach)
  const high = Math.min(height - 1, Math.ceil(row) + reach)
  let [first, last] = [Number.POSITIVE_INFINITY, -1]
  for (let y = low; y <= high; y++) {
    if (spans[2 * y] < first) first = spans[2 * y]
    if (spans[2 * y + 1] > last) last = spans[2 * y + 1]
  }
  if (last < 0 || low > high) return null
  const from = Math.max(0, Math.floor(((first - reach) / perSample - map.x.start) / map.x.step))
  const to = Math.min(width, Math.ceil(((last + reach) / perSample - map.x.start) / map.x.step) + 1)
  return from < to ? { from, to } : null
}

/** Halves that are rounded when weights of 256 have been taken. */
const ROUND = 0x0080_0080

function lumaRun({ luma, width, height }: YuvLayer, run: Run, out: Uint8Array, offset: number): void {
  const { stepX, stepY, stepShade } = run
  const lastX = (width - 1) * ONE - 1
  const lastY = (height - 1) * ONE - 1
  let { x: sx, y: sy, shade } = run
  const end = offset + run.to
  for (let o = offset + run.from; o < end; o++, sx += stepX, sy += stepY, shade += stepShade) {
    const px = sx < 0 ? 0 : Math.min(sx, lastX)
    const py = sy < 0 ? 0 : Math.min(sy, lastY)
    const i = (py >> 16) * width + (px >> 16)
    const fx = (px >> 8) & 255
    const fy = (py >> 8) & 255
    const below = (fx * fy) >> 8
    const sum =
      (Math.imul(luma[i], 256 - fx - fy + below) +
        Math.imul(luma[i + 1], fx - below) +
        Math.imul(luma[i + width], fy - below) +
        Math.imul(luma[i + width + 1], below) +
        ROUND) |
      0
    const cover = sum >>> 24
    if (cover === 0) continue
    let value = (sum & 0xffff) >> 8
    if (shade !== 0) value += ((value - ((cover * 257 + 2048) >> 12)) * (shade >> 4)) >> 12
    if (cover !== 255) {
      const rest = out[o] * (255 - cover) + 128
      value += (rest + (rest >> 8)) >> 8
    }
    out[o] = Math.min(value, 235)
  }
}

function chromaRun(
  { chroma, chromaCover, width, height }: YuvLayer,
  run: Run,
  out: Uint8Array,
  offset: { readonly blue: number; readonly red: number },
): void {
  const { stepX, stepY } = run
  const stride = width >> 1
  const lastX = (stride - 1) * ONE - 1
  const lastY = ((height >> 1) - 1) * ONE - 1
  let { x: sx, y: sy } = run
  for (let x = run.from; x < run.to; x++, sx += stepX, sy += stepY) {
    const px = sx < 0 ? 0 : Math.min(sx, lastX)
    const py = sy < 0 ? 0 : Math.min(sy, lastY)
    const i = (py >> 16) * stride + (px >> 16)
    const fx = (px >> 8) & 255
    const fy = (py >> 8) & 255
    const d = (fx * fy) >> 8
    const a = 256 - fx - fy + d
    const j = i + stride
    const cover = (chromaCover[i] * a + chromaCover[i + 1] * (fx - d) + chromaCover[j] * (fy - d) + chromaCover[j + 1] * d + 128) >> 8
    if (cover === 0) continue
    const sum =
      (Math.imul(chroma[i], a) + Math.imul(chroma[i + 1], fx - d) + Math.imul(chroma[j], fy - d) + Math.imul(chroma[j + 1], d) + ROUND) | 0
    let blue = (sum & 0xffff) >> 8
    let red = sum >>> 24
    if (cover !== 255) {
      const restBlue = out[offset.blue + x] * (255 - cover) + 128
      const restRed = out[offset.red + x] * (255 - cover) + 128
      blue += (restBlue + (restBlue >> 8)) >> 8
      red += (restRed + (restRed >> 8)) >> 8
    }
    out[offset.blue + x] = blue
    out[offset.red + x] = red
  }
}
