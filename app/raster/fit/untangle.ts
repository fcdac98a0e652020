import { descend } from './descend.ts'
import type { Strip } from './strip.ts'

/**
 * Area of a triangle over that in a mean cell of the mesh. Below `FOLDED` it counts as folded: meshes are stored to a hundredth of a
 * pixel, and rounding must not turn one over. Below `THIN` it is no shape to keep, from `ENOUGH` on a patch is done.
 */
const FOLDED = 0.004
const FLAT = 0.0005
const THIN = 0.02
const ENOUGH = 0.01
/**
 * Rings of vertices around a fold that may move, and the shape that sound triangles want to keep: their own, so that only folds change
 * the shape of a sleeve, and at last that of a mean cell, which opens whatever can be opened. The next is tried where one fails.
 */
const TRIES = [
  { rings: 2, keeps: 'own-shape' },
  { rings: 4, keeps: 'own-shape' },
  { rings: 8, keeps: 'own-shape' },
  { rings: 8, keeps: 'mean-cell' },
  { rings: 40, keeps: 'mean-cell' },
] as const
/** The regularisation is tightened this many times a patch; folds of real fits are open after 2 to 6. */
const MOST_ROUNDS = 24
const STEPS_A_ROUND = 12
/** Weight of the area of a cell against its angles. */
const AREA_WEIGHT = 1 / 64

/**
 * Opens the folds of one side of a strip in place: every triangle that shows its back, or next to nothing, and the rings of
 * vertices around it take the shape of least distortion in which none does. Vertices farther away stay to the bit.
 *
 * Method: Garanzha, Kaporin, Kudryavtseva, Protais, Ray, Sokolov, "Foldover-free maps in 50 lines of code", ACM Transactions on
 * Graphics 40(4), 2021. The barrier 1 / det of a cell is replaced by a smooth one that is finite for folded cells, and drawn
 * towards the barrier as the worst cell improves.
 *
 * @param points the strip's `source` or `target`.
 * @returns whether no triangle is folded now.
 */
export function untangle(strip: Strip, points: Float32Array, options: UntangleOptions): boolean {
  const mesh = measureMesh(strip, points, options)
  if (mesh === null) return true
  for (const isPinned of [options.isPinned, () => false]) {
    for (const { rings, keeps } of TRIES) {
      const folded = foldedVertices(mesh, points)
      if (folded.length === 0) return true
      const grown = growRings(strip, folded, rings)
      const patch = patchAround(mesh, points, { keeps, isFree: (vertex) => grown[vertex] === 1 && !isPinned(vertex) })
      if (patch.vertices.length > 0) openPatch(patch, points)
    }
  }
  return foldedVertices(mesh, points).length === 0
}

export interface UntangleOptions {
  /** Sign of the area of a sound triangle. */
  readonly facing: 1 | -1
  /** Vertices that stay where it can be done without them. */
  readonly isPinned: (vertex: number) => boolean
  /** Whether triangles without area are folds. In the garment they are not: rows may end together in the line of a hem. */
  readonly flat: 'opened' | 'left'
}

interface Mesh {
  readonly columns: number
  readonly rows: number
  /** Mean cell, in pixels. */
  readonly width: number
  readonly height: number
  readonly facing: 1 | -1
  /** Area over that in a mean cell from which a triangle is sound. */
  readonly least: number
}

function measureMesh({ columns, rows }: Strip, points: Float32Array, { facing, flat }: UntangleOptions): Mesh | null {
  let width = 0
  let height = 0
  for (let i = 0; i < columns * rows; i++) {
    if ((i + 1) % columns !== 0) width += Math.hypot(points[2 * i + 2] - points[2 * i], points[2 * i + 3] - points[2 * i + 1])
    const below = i + columns
    if (below < columns * rows) height += Math.hypot(points[2 * below] - points[2 * i], points[2 * below + 1] - points[2 * i + 1])
  }
  width /= (columns - 1) * rows
  height /= columns * (rows - 1)
  return width > 1e-6 && height > 1e-6 ? { columns, rows, width, height, facing, least: flat === 'opened' ? FOLDED : -FLAT } : null
}

/**
 * The two triangles of a cell share its rest shape: one has its right angle at the upper left, the other at the lower right. A
 * triangle is given by the ends of its side along the row (`from`, `to`) and of its side down the columns (`over`, `under`).
 */
interface Corners {
  readonly from: number
  readonly to: number
  readonly over: number
  readonly under: number
}

function cornersOf(triangle: number, columns: number): Corners {
  const cell = triangle >> 1
  const first = Math.floor(cell / (columns - 1)) * columns + (cell % (columns - 1))
  const below = first + columns
  return triangle % 2 === 0
    ? { from: first, to: first + 1, over: first, under: below }
    : { from: below, to: below + 1, over: first + 1, under: below + 1 }
}

/** Area of a triangle over that at rest; negative when it shows its back. */
function stretchOf({ width, height, facing }: Mesh, points: Float32Array | Float64Array, { from, to, over, under }: Corners): number {
  const ax = points[2 * to] - points[2 * from]
  const ay = points[2 * to + 1] - points[2 * from + 1]
  const bx = points[2 * under] - points[2 * over]
  const by = points[2 * under + 1] - points[2 * over + 1]
  return (facing * (ax * by - ay * bx)) / (width * height)
}

function foldedVertices(mesh: Mesh, points: Float32Array): number[] {
  const found = new Set<number>()
  const count = 2 * (mesh.columns - 1) * (mesh.rows - 1)
  for (let triangle = 0; triangle < count; triangle++) {
    const corners = cornersOf(triangle, mesh.columns)
    if (stretchOf(mesh, points, corners) >= mesh.least) continue
    for (const vertex of [corners.from, corners.to, corners.over, corners.under]) found.add(vertex)
  }
  return [...found]
}

function growRings({ columns, rows }: Strip, vertices: readonly number[], rings: number): Uint8Array {
  const grown = new Uint8Array(columns * rows)
  for (const vertex of vertices) {
    const column = vertex % columns
    const row = Math.floor(vertex / columns)
    for (let y = Math.max(0, row - rings); y <= Math.min(rows - 1, row + rings); y++)
      grown.fill(1, y * columns + Math.max(0, column - rings), y * columns + Math.min(columns - 1, column + rings) + 1)
  }
  return grown
}

/** What may move, and the triangles that feel it. */
interface Patch {
  readonly mesh: Mesh
  readonly vertices: readonly number[]
  readonly triangles: readonly Corners[]
  /** Per triangle the inverse of its two sides at rest, row by row; a folded one is at rest in half a mean cell. */
  readonly rest: Float64Array
}

function patchAround(
  mesh: Mesh,
  points: Float32Array,
  { isFree, keeps }: { readonly isFree: (vertex: number) => boolean; readonly keeps: (typeof TRIES)[number]['keeps'] },
): Patch {
  const vertices: number[] = []
  for (let vertex = 0; vertex < mesh.columns * mesh.rows; vertex++) if (isFree(vertex)) vertices.push(vertex)
  const triangles: Corners[] = []
  for (let triangle = 0; triangle < 2 * (mesh.columns - 1) * (mesh.rows - 1); triangle++) {
    const corners = cornersOf(triangle, mesh.columns)
    if (isFree(corners.from) || isFree(corners.to) || isFree(corners.over) || isFree(corners.under)) triangles.push(corners)
  }
  const rest = new Float64Array(4 * triangles.length)
  triangles.forEach((corners, i) => {
    const isKept = keeps === 'own-shape' && stretchOf(mesh, points, corners) >= THIN
    rest.set(isKept ? ownRest(points, corners) : [2 / mesh.width, 0, 0, (2 * mesh.facing) / mesh.height], 4 * i)
  })
  return { mesh, vertices, triangles, rest }
}

function ownRest(points: Float32Array, corners: Corners): readonly [number, number, number, number] {
  const { from, to, over, under } = corners
  const ax = points[2 * to] - points[2 * from]
  const ay = points[2 * to + 1] - points[2 * from + 1]
  const bx = points[2 * under] - points[2 * over]
  const by = points[2 * under + 1] - points[2 * over + 1]
  const det = ax * by - ay * bx
  return [by / det, -bx / det, -ay / det, ax / det]
}

/** Moves the vertices of a patch until its worst triangle is sound; leaves them where they were when that cannot be reached. */
function openPatch(patch: Patch, points: Float32Array): void {
  const { mesh, vertices, triangles } = patch
  const places = Float64Array.from(points)
  const variables = Int32Array.from(vertices.flatMap((vertex) => [2 * vertex, 2 * vertex + 1]))
  const energy: Energy = { softness: 0, worst: 0 }
  const evaluate = (gradient: Float64Array): number => distortion(patch, places, energy, gradient)
  evaluate(new Float64Array(places.length))
  for (let round = 0; round < MOST_ROUNDS; round++) {
    energy.softness = Math.sqrt(1e-6 + 0.04 * Math.min(0, energy.worst) ** 2)
    descend({ values: places, variables, evaluate }, STEPS_A_ROUND)
    if (triangles.every((corners) => stretchOf(mesh, places, corners) >= ENOUGH)) break
  }
  if (triangles.some((corners) => stretchOf(mesh, places, corners) < mesh.least)) return
  for (const vertex of vertices) {
    points[2 * vertex] = places[2 * vertex]
    points[2 * vertex + 1] = places[2 * vertex + 1]
  }
}

interface Energy {
  softness: number
  /** Least det of the last evaluation. */
  worst: number
}

/** Sum over the triangles of (|J|^2 + w (det^2 + 1)) / x(det), with x a smooth positive stand-in for det. */
function distortion({ triangles, rest }: Patch, places: Float64Array, energy: Energy, gradient: Float64Array): number {
  const { softness } = energy
  let sum = 0
  energy.worst = Number.POSITIVE_INFINITY
  gradient.fill(0)
  for (let i = 0; i < triangles.length; i++) {
    const { from, to, over, under } = triangles[i]
    const ax = places[2 * to] - places[2 * from]
    const ay = places[2 * to + 1] - places[2 * from + 1]
    const bx = places[2 * under] - places[2 * over]
    const by = places[2 * under + 1] - places[2 * over + 1]
    const r0 = rest[4 * i]
    const r1 = rest[4 * i + 1]
    const r2 = rest[4 * i + 2]
    const r3 = rest[4 * i + 3]
    const j00 = ax * r0 + bx * r2
    const j01 = ax * r1 + bx * r3
    const j10 = ay * r0 + by * r2
    const j11 = ay * r1 + by * r3
    const det = j00 * j11 - j01 * j10
    if (det < energy.worst) energy.worst = det
    const root = Math.sqrt(det * det + softness * softness)
    // For a folded cell the sum cancels: the other form of it keeps its digits.
    const positive = det > 0 ? (det + root) / 2 : (softness * softness) / (2 * (root - det))
    const value = (j00 * j00 + j01 * j01 + j10 * j10 + j11 * j11 + AREA_WEIGHT * (det * det + 1)) / positive
    sum += value
    const byDet = (2 * AREA_WEIGHT * det - (value * positive) / root) / positive
    const g00 = (2 * j00) / positive + byDet * j11
    const g01 = (2 * j01) / positive - byDet * j10
    const g10 = (2 * j10) / positive - byDet * j01
    const g11 = (2 * j11) / positive + byDet * j00
    const gax = g00 * r0 + g01 * r1
    const gay = g10 * r0 + g11 * r1
    const gbx = g00 * r2 + g01 * r3
    const gby = g10 * r2 + g11 * r3
    gradient[2 * to] += gax
    gradient[2 * to + 1] += gay
    gradient[2 * from] -= gax
    gradient[2 * from + 1] -= gay
    gradient[2 * under] += gbx
    gradient[2 * under + 1] += gby
    gradient[2 * over] -= gbx
    gradient[2 * over + 1] -= gby
  }
  return sum
}
