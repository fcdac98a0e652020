import { type Rgba8, rgba8 } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { type BodyFrame, placeOf, pointAt } from '../body/frame.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { clamp, smooth } from '../geometry.ts'
import { type DrawnLayer, drawFit, type FitTextures } from './draw-fit.ts'
import type { Scene } from './scene.ts'

/** How wide a front opens to each side, in shoulder widths: at the neck, and at the hem. */
const GAP = { neck: 0.07, hem: 0.16 } as const
/** How far from the middle of the trunk a zip or a row of buttons may run, in shoulder widths. */
const OFF_MIDDLE = 0.14
/** Softness of the edge of a flap, in pixels. */
const EDGE = 1.5

/** The layers of a fitted top as it is worn in a scene. */
export function drawTop(scene: Scene, fit: GarmentFit, textures: FitTextures): DrawnLayer[] {
  const drawn = drawFit(fit, textures, scene.photo)
  if (scene.worn?.front !== 'open') return drawn
  return drawn.map((layer) => (layer.name === 'torso' ? openFront(scene.body, layer) : layer))
}

/**
 * Opens the front of a garment: parts its trunk where the zip or the buttons are and draws each half together towards its side, so
 * that the edges stay what they are and the cloth below is seen between them.
 *
 * @param trunk premultiplied, at the size of the body's picture. @returns a layer of the same box.
 */
function openFront(body: Body, trunk: DrawnLayer): DrawnLayer {
  const { frame } = body
  const rows = rowsOf(frame, trunk)
  const line = frontLine(frame, trunk, rows)
  if (line === null) return trunk
  const { pixels, box } = trunk
  const opened: Rgba8 = rgba8(pixels.width, pixels.height)
  const unit = frame.shoulderWidth
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const { s, u } = placeOf(frame, x + 0.5, y + 0.5)
      const row = rows.at(s)
      if (row === undefined) continue
      const middle = line.at(s)
      const gap = unit * (GAP.neck + (GAP.hem - GAP.neck) * clamp((s - rows.from) / (rows.to - rows.from), 0, 1))
      const end = u < middle ? row[0] : row[1]
      const away = Math.abs(u - middle) - gap
      const span = Math.abs(end - middle)
      const kept = smooth(away / EDGE + 0.5)
      if (kept <= 0 || span <= gap) continue
      // Beyond the side nothing moves; at the middle everything does.
      const from = away >= span - gap ? Math.abs(u - middle) : Math.max(0, away) * (span / (span - gap))
      const [sx, sy] = pointAt(frame, s, middle + Math.sign(u - middle) * from)
      copyPixel(pixels, { x: sx, y: sy }, { to: opened, at: y * opened.width + x, weight: kept })
    }
  }
  return { ...trunk, pixels: opened }
}

/** Where a trunk lies: its sides by level, and the levels it is on. */
interface Rows {
  readonly from: number
  readonly to: number
  at(s: number): readonly [number, number] | undefined
}

function rowsOf(frame: BodyFrame, { pixels, box }: DrawnLayer): Rows {
  const rows = new Map<number, [number, number]>()
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if (pixels.data[4 * (y * pixels.width + x) + 3] < 128) continue
      const { s, u } = placeOf(frame, x + 0.5, y + 0.5)
      const key = Math.round(s)
      const row = rows.get(key)
      if (row === undefined) rows.set(key, [u, u])
      else {
        row[0] = Math.min(row[0], u)
        row[1] = Math.max(row[1], u)
      }
      from = Math.min(from, s)
      to = Math.max(to, s)
    }
  }
  return { from, to, at: (s) => rows.get(Math.round(s)) }
}

/** Levels between two looks at the line, in pixels. */
const STEP = 3
/** What a step aside costs, and what being at the edge of the search costs, in steps of brightness. */
const BEND = 6
const PULL = 14

/** The strongest line down the middle: the best path of brightness steps from neck to hem; null where there is no trunk. */
function frontLine(frame: BodyFrame, { pixels }: DrawnLayer, rows: Rows): { readonly at: (s: number) => number } | null {
  const half = Math.round(OFF_MIDDLE * frame.shoulderWidth)
  const levels: { readonly s: number; readonly middle: number }[] = []
  for (let s = Math.ceil(rows.from); s <= rows.to; s += STEP) {
    const row = rows.at(s)
    if (row !== undefined) levels.push({ s, middle: (row[0] + row[1]) / 2 })
  }
  if (levels.length < 8) return null
  // The trunk leans as a whole; single rows are cut by arms.
  const lean = levels.map(({ middle }) => middle).sort((a, b) => a - b)[levels.length >> 1]
  const width = 2 * half + 1
  const best = new Float64Array(width * levels.length)
  const from = new Int32Array(width * levels.length)
  for (const [k, { s }] of levels.entries()) {
    for (let i = 0; i < width; i++) {
      const u = lean + i - half
      let before = 0
      if (k > 0) {
        before = Number.NEGATIVE_INFINITY
        for (let j = Math.max(0, i - 1); j <= Math.min(width - 1, i + 1); j++) {
          const value = best[(k - 1) * width + j] - (j === i ? 0 : BEND)
          if (value > before) {
            before = value
            from[k * width + i] = j
          }
        }
      }
      best[k * width + i] = before + stepAcross(pixels, frame, { s, u }) - PULL * ((i - half) / half) ** 2
    }
  }
  const path = new Float64Array(levels.length)
  let i = 0
  const last = (levels.length - 1) * width
  for (let j = 1; j < width; j++) if (best[last + j] > best[last + i]) i = j
  for (let k = levels.length - 1; k >= 0; k--) {
    path[k] = lean + i - half
    i = from[k * width + i]
  }
  return { at: (s) => path[clamp(Math.round((s - levels[0].s) / STEP), 0, path.length - 1)] }
}

/** Size of the brightness step across a place, 0..60; 0 where there is no cloth. */
function stepAcross(pixels: Rgba8, frame: BodyFrame, { s, u }: { readonly s: number; readonly u: number }): number {
  const reach = 0.012 * frame.shoulderWidth
  const [left, right] = [lumaAt(pixels, pointAt(frame, s, u - reach)), lumaAt(pixels, pointAt(frame, s, u + reach))]
  return left === null || right === null ? 0 : Math.min(60, Math.abs(left - right))
}

function lumaAt({ width, height, data }: Rgba8, [x, y]: readonly [number, number]): number | null {
  const column = Math.floor(x)
  const row = Math.floor(y)
  if (column < 0 || row < 0 || column >= width || row >= height) return null
  const o = 4 * (row * width + column)
  return data[o + 3] < 200 ? null : 0.299 * data[o] + 0.587 * data[o + 1] + 0.114 * data[o + 2]
}

function copyPixel(
  from: Rgba8,
  { x, y }: { readonly x: number; readonly y: number },
  { to, at, weight }: { readonly to: Rgba8; readonly at: number; readonly weight: number },
): void {
  const left = clamp(Math.floor(x - 0.5), 0, from.width - 2)
  const top = clamp(Math.floor(y - 0.5), 0, from.height - 2)
  const fx = clamp(x - 0.5 - left, 0, 1)
  const fy = clamp(y - 0.5 - top, 0, 1)
  const o = 4 * (top * from.width + left)
  const below = o + 4 * from.width
  for (let c = 0; c < 4; c++) {
    const upper = from.data[o + c] + (from.data[o + 4 + c] - from.data[o + c]) * fx
    const lower = from.data[below + c] + (from.data[below + 4 + c] - from.data[below + c]) * fx
    to.data[4 * at + c] = (upper + (lower - upper) * fy) * weight + 0.5
  }
}
