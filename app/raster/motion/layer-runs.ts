import type { LineMap } from './line-map.ts'
import type { GridLine } from './offset-grid.ts'

/** Whole samples in the upper half of a number. */
export const ONE = 65_536

/** A run of pixels of a frame along which a layer is looked at evenly. Places and steps in 65536ths of a sample. */
export interface Run {
  from: number
  to: number
  x: number
  y: number
  stepX: number
  stepY: number
  /** What light does, in 65536ths. */
  shade: number
  stepShade: number
}

/** A row of a bent layer: between two corners of the grid every offset grows evenly, so a run ends where a cell ends. */
export interface BentRow {
  readonly line: GridLine
  readonly corners: number
  readonly map: LineMap
  /** Row of the layer's samples. */
  readonly at: number
  /** Samples between corners, and pixels of the working size for one sample: 1 luma, 2 chroma. */
  readonly cell: number
  readonly perSample: 1 | 2
  readonly to: number
}

/** Writes the run that begins at a pixel. @returns where the next one begins. */
export function runAt({ line, corners, map, at, cell, perSample, to }: BentRow, x: number, run: Run): number {
  const u = map.start + map.step * x
  const place = u / cell
  const k = place < 0 ? 0 : place >= corners - 1 ? corners - 2 : place | 0
  const beforeGrid = place < 0
  const afterGrid = place >= corners - 1
  // Beyond its corners a grid goes on as it ends.
  const f = beforeGrid ? 0 : afterGrid ? 1 : place - k
  const perPixel = beforeGrid || afterGrid ? 0 : map.step / cell
  const end = beforeGrid ? -map.start / map.step : afterGrid ? to : ((k + 1) * cell - map.start) / map.step
  const next = Math.min(to, Math.max(x + 1, Math.ceil(end)))
  const scale = ONE / perSample
  const { dx, dy, shade } = line
  run.from = x
  run.to = next
  run.x = Math.round(u * ONE - (dx[k] + (dx[k + 1] - dx[k]) * f) * scale)
  run.y = Math.round(at * ONE - (dy[k] + (dy[k + 1] - dy[k]) * f) * scale)
  run.stepX = Math.round(map.step * ONE - (dx[k + 1] - dx[k]) * perPixel * scale)
  run.stepY = Math.round(-(dy[k + 1] - dy[k]) * perPixel * scale)
  run.shade = Math.round((shade[k] + (shade[k + 1] - shade[k]) * f) * ONE)
  run.stepShade = Math.round((shade[k + 1] - shade[k]) * perPixel * ONE)
  return next
}
