import { eachTriangle, type Strip, signedArea } from './strip.ts'

/** Which places of the garment carry cloth: `(x, y)` in garment pixels. */
export type IsCovered = (x: number, y: number) => boolean

/** Areas on the person, in square pixels. */
export interface FoldReport {
  readonly coveredArea: number
  /** Part of `coveredArea` that shows the wrong face: cloth folded over itself. */
  readonly foldedArea: number
}

/** Smoothing steps before a fold is given up; folds of real fits are gone after 3 to 12. */
const MOST_STEPS = 60
/** Triangles thinner than this share of the mean one count as folded while unfolding, so that rounding cannot flip them. */
const THIN = 0.002

/**
 * Removes folds from a strip in place, on the person and in the garment: vertices of triangles that show their back move
 * towards the mean of their neighbours until none is left. The inner side of an elbow and the root of a raised sleeve are
 * where folds come from; there the cloth bunches up instead, as cloth does. Sound triangles stay where they are.
 */
export function unfold(strip: Strip): void {
  unfoldPoints(strip, strip.target)
  unfoldPoints(strip, strip.source)
}

/** Measures folds over the covered triangles: those whose face on the person differs from that of most of the strip. */
export function foldsOf(strip: Strip, isCovered: IsCovered): FoldReport {
  const facing = facingOf(strip, strip.target) * facingOf(strip, strip.source)
  let coveredArea = 0
  let foldedArea = 0
  eachTriangle(strip, (a, b, c) => {
    const { source, target } = strip
    const x = (source[2 * a] + source[2 * b] + source[2 * c]) / 3
    const y = (source[2 * a + 1] + source[2 * b + 1] + source[2 * c + 1]) / 3
    if (!isCovered(x, y)) return
    const area = Math.abs(signedArea(target, a, b, c)) / 2
    coveredArea += area
    if (signedArea(target, a, b, c) * signedArea(source, a, b, c) * facing < 0) foldedArea += area
  })
  return { coveredArea, foldedArea }
}

/** 1 when the triangles of `points` turn clockwise in the picture, -1 when anticlockwise; by majority of area. */
export function facingOf(strip: Strip, points: Float32Array): 1 | -1 {
  let balance = 0
  eachTriangle(strip, (a, b, c) => {
    balance += signedArea(points, a, b, c)
  })
  return balance < 0 ? -1 : 1
}

function unfoldPoints(strip: Strip, points: Float32Array): void {
  const facing = facingOf(strip, points)
  const moved = new Uint8Array(strip.columns * strip.rows)
  const least = meanArea(strip, points) * THIN
  const before = points.slice()
  const foldedBefore = foldedArea(strip, points, facing)
  for (let step = 0; step < MOST_STEPS; step++) {
    moved.fill(0)
    let folded = 0
    eachTriangle(strip, (a, b, c) => {
      if (signedArea(points, a, b, c) * facing > least) return
      folded++
      moved[a] = 1
      moved[b] = 1
      moved[c] = 1
    })
    if (folded === 0) return
    // Every few steps the neighbours join in, or a knot between fixed vertices would never open.
    relax(strip, points, step % 4 === 3 ? grow(strip, moved) : moved)
  }
  // A knot on the border of the grid cannot be relaxed: then smoothing only spreads it.
  if (foldedArea(strip, points, facing) > foldedBefore) points.set(before)
}

function foldedArea(strip: Strip, points: Float32Array, facing: 1 | -1): number {
  let sum = 0
  eachTriangle(strip, (a, b, c) => {
    sum += Math.max(0, -signedArea(points, a, b, c) * facing)
  })
  return sum
}

function meanArea(strip: Strip, points: Float32Array): number {
  let sum = 0
  let count = 0
  eachTriangle(strip, (a, b, c) => {
    sum += Math.abs(signedArea(points, a, b, c))
    count++
  })
  return sum / count
}

function grow({ columns }: Strip, moved: Uint8Array): Uint8Array {
  const wider = moved.slice()
  for (let i = 0; i < moved.length; i++) {
    if (moved[i] === 0) continue
    const column = i % columns
    if (column > 0) wider[i - 1] = 1
    if (column < columns - 1) wider[i + 1] = 1
    if (i >= columns) wider[i - columns] = 1
    if (i + columns < moved.length) wider[i + columns] = 1
  }
  return wider
}

/** One step towards the mean of the neighbours; vertices on a border slide along it, corners stay. */
function relax({ columns, rows }: Strip, points: Float32Array, moved: Uint8Array): void {
  const before = points.slice()
  for (let i = 0; i < moved.length; i++) {
    if (moved[i] === 0) continue
    const column = i % columns
    const row = Math.floor(i / columns)
    const neighbours: number[] = []
    if (column > 0 && column < columns - 1) neighbours.push(i - 1, i + 1)
    if (row > 0 && row < rows - 1) neighbours.push(i - columns, i + columns)
    if (neighbours.length === 0) continue
    for (const axis of [0, 1]) {
      let sum = 0
      for (const neighbour of neighbours) sum += before[2 * neighbour + axis]
      points[2 * i + axis] += 0.7 * (sum / neighbours.length - points[2 * i + axis])
    }
  }
}
