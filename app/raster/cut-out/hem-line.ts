import { type Plane, plane } from '../../domain/raster.ts'
import { armRatio, type Body, torsoRatio } from '../body/body.ts'
import { pointAt } from '../body/frame.ts'
import { halfWidths } from '../body/outline.ts'
import { keepLarge } from '../components.ts'
import { clamp, lerp, median } from '../geometry.ts'
import { nearest } from '../resample.ts'

/** Where a top ends across the body. */
export interface HemLine {
  /** Distance from the shoulders down the spine (picture pixels) at evenly spaced columns across the body. */
  readonly levels: readonly number[]
  /** Mean step of colour along the line, in multiples of the usual step in the same columns; about 1 where there is no line. */
  readonly strength: number
}

/** Hems of tops lie here, in torso lengths from the shoulders: tucked-in tops end at the waistband, long ones over the hips. */
const SEARCH = { from: 0.76, to: 1.17 }
/** Colours are compared over this many torso lengths on either side. */
const REACH = 0.025
const COLUMNS = 24
/** The columns span this share of the body's width: its very sides are in shade and behind arms. */
const SPAN = 0.9
/** A step counts up to this many times the usual one, so that a pocket or a button does not make a line. */
const MOST = 4
/** Lab units: smaller steps than this are noise of the camera. */
const NOISE = 0.5
/** Rows that the line may rise or fall from one column to the next. */
const CLIMB = 2

export interface HemScene {
  /** The cut-out so far, 0 or 1; pixel = picture pixel x `scale`. */
  readonly mask: Plane
  /** 3 interleaved floats a pixel, same size. */
  readonly lab: Float32Array
  readonly scale: number
}

/**
 * Looks for the line across the body where a top meets what is worn below, also of the same colour: an edge that runs on
 * through all columns, by dynamic programming as in seam carving. Each column's steps are measured against its own usual
 * ones, so that folds and prints do not count.
 */
export function findHem(body: Body, scene: HemScene): HemLine {
  const rows = Math.ceil((SEARCH.to - SEARCH.from) * body.frame.torsoLength * scene.scale)
  const levelOf = (row: number): number => SEARCH.from * body.frame.torsoLength + row / scene.scale
  const columns = Array.from({ length: COLUMNS }, (_, k) => {
    const steps = Array.from({ length: rows }, (_row, row) => stepAt(body, scene, { column: k, level: levelOf(row) }))
    const usual = median(steps.filter((step) => step > 0)) || 0
    return steps.map((step) => Math.min(MOST, step / (usual + NOISE)))
  })
  const path = strongestPath(columns, rows)
  const strength = path.reduce((sum, row, k) => sum + columns[k][row], 0) / COLUMNS
  return { levels: path.map(levelOf), strength }
}

function acrossAt(body: Body, level: number, column: number): number {
  const t = (2 * (column + 0.5)) / COLUMNS - 1
  const [left, right] = halfWidths(body.outline, level)
  return SPAN * t * (t < 0 ? left : right)
}

/** How much the mean colour changes across a place, in Lab units; 0 where the cut-out does not reach to both sides. */
function stepAt(body: Body, { mask, lab, scale }: HemScene, at: { readonly column: number; readonly level: number }): number {
  const u = acrossAt(body, at.level, at.column)
  const reach = Math.max(2, Math.round(REACH * body.frame.torsoLength * scale))
  const sums = [0, 0, 0]
  for (let k = 0; k < reach; k++) {
    for (const sign of [-1, 1]) {
      for (const aside of [-1, 0, 1]) {
        const [px, py] = pointAt(body.frame, at.level + (sign * (k + 0.5)) / scale, u + aside / scale)
        const [x, y] = [Math.floor(px * scale), Math.floor(py * scale)]
        if (nearest(mask, px * scale, py * scale) < 0.5) return 0
        const i = 3 * (y * mask.width + x)
        for (const c of [0, 1, 2]) sums[c] += (sign * lab[i + c]) / (3 * reach)
      }
    }
  }
  return Math.hypot(...sums)
}

function strongestPath(columns: readonly (readonly number[])[], rows: number): number[] {
  const best = columns.map((column) => [...column])
  const from: number[][] = columns.map(() => new Array<number>(rows).fill(0))
  for (let k = 1; k < columns.length; k++) {
    for (let row = 0; row < rows; row++) {
      let top = row
      for (let near = Math.max(0, row - CLIMB); near <= Math.min(rows - 1, row + CLIMB); near++) {
        if (best[k - 1][near] > best[k - 1][top]) top = near
      }
      from[k][row] = top
      best[k][row] += best[k - 1][top]
    }
  }
  const path = new Array<number>(columns.length)
  const last = best[columns.length - 1]
  path[columns.length - 1] = last.indexOf(Math.max(...last))
  for (let k = columns.length - 1; k > 0; k--) path[k - 1] = from[k][path[k]]
  return path
}

/** The cut-out without what lies below a hem; sleeves beside the body stay. */
export function endAt(body: Body, { mask, scale }: Pick<HemScene, 'mask' | 'scale'>, levels: readonly number[]): Plane {
  const out = plane(mask.width, mask.height, Float32Array.from(mask.data))
  for (let y = 0, i = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, i++) {
      if (out.data[i] < 0.5) continue
      const { s, u, ratio } = torsoRatio(body, (x + 0.5) / scale, (y + 0.5) / scale)
      const isSleeve = ratio > 1.05 && armRatio(body, (x + 0.5) / scale, (y + 0.5) / scale) < 1.05
      if (ratio > 1.6 || isSleeve) continue
      const column = clamp((((Math.sign(u) * ratio) / SPAN + 1) * levels.length) / 2 - 0.5, 0, levels.length - 1)
      const first = Math.min(levels.length - 2, Math.floor(column))
      if (s > lerp(levels[first], levels[first + 1], column - first)) out.data[i] = 0
    }
  }
  return keepLarge(out, 0.06)
}
