import type { Point } from '../../domain/raster.ts'
import { along, clamp, distance, dot, lerp, mix, quantile, subtract, unit } from '../geometry.ts'
import { edgesAt, type RowEdges, type StripRow, type TubeEnd, type TubeStrip } from './anchors.ts'
import { tubeEnd } from './corners.ts'
import { isCloth, type Silhouette } from './silhouette.ts'

/** Where a sleeve is attached. */
export interface SleeveRoot {
  readonly side: 0 | 1
  readonly tip: Point
  readonly armpit: Point
  readonly edges: RowEdges
  readonly bodyWidth: number
}

/**
 * Cuts a sleeve into cross-sections. Distance from the armhole (a breadth-first walk inside the cloth) gives level sets,
 * their centroids the axis. The arc is measured along the axis: the walk itself hugs the underarm, so long hanging sleeves
 * measured by it ended at the elbow.
 *
 * @returns null when there is no cloth outside the armhole (less than 1 % of the squared body width).
 */
export function sleeveStrip(silhouette: Silhouette, root: SleeveRoot): { readonly strip: TubeStrip; readonly end: TubeEnd } | null {
  const walked = walkFromArmhole(silhouette, root)
  if (walked.count < 0.01 * root.bodyWidth ** 2) return null
  const bands = clamp(Math.round(walked.reach / (0.06 * root.bodyWidth)), 3, 22)
  const points = bandPoints(silhouette, walked, bands)
  const axis = smoothAxis(points, mix(root.tip, root.armpit, 0.5))
  const strip = crossSections(points, axis, root)
  const { width } = silhouette.mask
  return { strip, end: tubeEnd(strip.rows, (x, y) => x >= 0 && x < width && walked.steps[y * width + x] >= 0, SHORT) }
}

/** Cap sleeves are less than this many of their widths long. */
const SHORT = 1.2

interface Walk {
  readonly steps: Float32Array
  readonly count: number
  /** Distance that 99 % of the sleeve lies within. */
  readonly reach: number
}

function walkFromArmhole(silhouette: Silhouette, { side, tip, armpit, edges }: SleeveRoot): Walk {
  const { width, height } = silhouette.mask
  const sign = side === 0 ? -1 : 1
  const steps = new Float32Array(width * height).fill(-1)
  const queue: number[] = []
  const isSleeve = (x: number, y: number): boolean => isCloth(silhouette, x, y) && (x - edgesAt(edges, y)[side]) * sign > 0
  for (let k = 0; k <= 80; k++) {
    const y = Math.round(lerp(tip[1], armpit[1], k / 80))
    const start = edgesAt(edges, y)[side]
    for (let out = 0; out < 12; out++) {
      const x = Math.round(start + sign * out)
      if (!isSleeve(x, y)) continue
      if (steps[y * width + x] < 0) {
        steps[y * width + x] = out
        queue.push(y * width + x)
      }
      break
    }
  }
  const visit = (from: number, dx: number, dy: number): void => {
    const x = (from % width) + dx
    const y = Math.floor(from / width) + dy
    if (!isSleeve(x, y)) return
    const reached = steps[from] + (dx !== 0 && dy !== 0 ? Math.SQRT2 : 1)
    const at = y * width + x
    if (steps[at] >= 0 && reached >= steps[at] - 0.3) return
    steps[at] = reached
    queue.push(at)
  }
  for (let head = 0; head < queue.length && queue.length < 6 * width * height; head++) {
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx !== 0 || dy !== 0) visit(queue[head], dx, dy)
  }
  const found = steps.filter((value) => value >= 0)
  return { steps, count: found.length, reach: Math.max(1, quantile(found, 0.99)) }
}

function bandPoints(silhouette: Silhouette, walked: Walk, bands: number): Point[][] {
  const points: Point[][] = Array.from({ length: bands + 1 }, () => [])
  const { width } = silhouette.mask
  walked.steps.forEach((value, i) => {
    if (value < 0) return
    points[Math.min(bands, Math.round((value / walked.reach) * bands))].push([i % width, Math.floor(i / width)])
  })
  return points
}

function smoothAxis(points: readonly (readonly Point[])[], start: Point): Point[] {
  const axis: Point[] = []
  for (const band of points) {
    const before = axis[axis.length - 1] ?? start
    let x = 0
    let y = 0
    for (const point of band) {
      x += point[0]
      y += point[1]
    }
    axis.push(axis.length === 0 ? start : band.length === 0 ? before : [x / band.length, y / band.length])
  }
  for (let pass = 0; pass < 2; pass++) {
    for (let b = 1; b < axis.length - 1; b++) {
      const [p, q, r] = [axis[b - 1], axis[b], axis[b + 1]]
      axis[b] = [(p[0] + 2 * q[0] + r[0]) / 4, (p[1] + 2 * q[1] + r[1]) / 4]
    }
  }
  return axis
}

function crossSections(points: readonly (readonly Point[])[], axis: readonly Point[], { side, tip, armpit }: SleeveRoot): TubeStrip {
  const rows: StripRow[] = [{ outer: tip, inner: armpit, arc: 0 }]
  let arc = 0
  for (let b = 1; b < axis.length; b++) {
    arc += distance(axis[b], axis[b - 1])
    const direction = unit(subtract(axis[Math.min(axis.length - 1, b + 1)], axis[b - 1]))
    const normal: Point = side === 0 ? [-direction[1], direction[0]] : [direction[1], -direction[0]]
    if (points[b].length < 6) continue
    const lateral = points[b].map((point) => dot(subtract(point, axis[b]), normal))
    // 2 % off each end: single pixels of fringe must not set the width.
    rows.push({
      outer: along(axis[b], normal, quantile(lateral, 0.98)),
      inner: along(axis[b], normal, quantile(lateral, 0.02)),
      arc,
    })
  }
  return withOuterLength(rows, arc)
}

/**
 * The axis of a hanging sleeve starts half an armhole below the shoulder, so it is too short, and the outer edge is too long
 * for a wide one: the arc runs to their mean.
 */
function withOuterLength(rows: readonly StripRow[], axisLength: number): TubeStrip {
  let outerLength = 0
  for (let i = 1; i < rows.length; i++) outerLength += distance(rows[i].outer, rows[i - 1].outer)
  const stretch = axisLength > 0 ? Math.max(1, (axisLength + outerLength) / 2 / axisLength) : 1
  return { rows: rows.map((row) => ({ ...row, arc: row.arc * stretch })), length: axisLength * stretch, outerLength }
}
