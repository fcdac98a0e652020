import { type SubjectSample, shareBetween } from './subject-track.ts'

/** Where a window begins along the one side it can move on, in shares of that side, at a time. */
export interface PathNode {
  readonly ms: number
  readonly at: number
}

export type CropPath =
  | { readonly kind: 'static'; readonly nodes: readonly [PathNode] }
  /** Between nodes it moves evenly; before the first and after the last it stays. */
  | { readonly kind: 'moving'; readonly nodes: readonly PathNode[] }

/** What of the subject must be inside, and what is aimed at: between two looks it may move a little. */
const LEAST_INSIDE = 0.95
const WANTED_INSIDE = 0.975
/** Room around a face, as a share of its own length. */
const FACE_ROOM = 0.15
const PLACES = 240
/** Room for where the path may run is given up from the sides of each look by at most this. */
const MIDDLE_PULL = 0.02
const ROUNDS = 4000
/** How far a simpler path may lie from the smooth one, as a share of the side: half a pixel of 1920. */
const SIMPLE_WITHIN = 0.0003

interface Corridor {
  readonly ms: number
  readonly low: number
  readonly high: number
  /** Where the subject is in the middle of the window. */
  readonly wish: number
}

/**
 * How a window that is as long as `length` (share of the side) moves along a side so that faces and at least 95 % of the subject stay
 * inside; still where it can be, else as smoothly as the subject lets it.
 *
 * @returns null where that cannot be: some look shows more of the subject than the window holds.
 */
export function planCropPath(samples: readonly SubjectSample[], side: 'columns' | 'rows', length: number): CropPath | null {
  const corridors: Corridor[] = []
  for (const sample of samples) {
    if (sample.subject === null) continue
    const corridor = corridorOf(sample, side, length)
    if (corridor === null) return null
    corridors.push(corridor)
  }
  const free = 1 - length
  if (corridors.length === 0) return { kind: 'static', nodes: [{ ms: 0, at: free / 2 }] }
  const low = Math.max(...corridors.map((each) => each.low))
  const high = Math.min(...corridors.map((each) => each.high))
  if (low <= high) {
    const wish = corridors.reduce((sum, each) => sum + each.wish, 0) / corridors.length
    return { kind: 'static', nodes: [{ ms: 0, at: Math.min(high, Math.max(low, wish)) }] }
  }
  return { kind: 'moving', nodes: simplified(rounded(corridors, smoothest(corridors))) }
}

function corridorOf({ ms, subject }: SubjectSample, side: 'columns' | 'rows', length: number): Corridor | null {
  if (subject === null) return null
  const free = Math.max(0, 1 - length)
  const profile = subject[side]
  const insideAt = (at: number): number => shareBetween(profile, at, at + length)
  const places = Array.from({ length: PLACES + 1 }, (_, i) => (free * i) / PLACES)
  const faced = facePlaces(subject.face, side, length)
  const allowed = places.filter((at) => at >= faced.low - 1e-9 && at <= faced.high + 1e-9)
  const most = Math.max(0, ...allowed.map(insideAt))
  if (most < LEAST_INSIDE) return null
  const enough = Math.min(WANTED_INSIDE, most)
  // A second person far off may leave a gap: only places next to the best one count.
  const best = allowed.reduce((found, at) => (insideAt(at) > insideAt(found) + 1e-9 ? at : found))
  const from = allowed.indexOf(best)
  let [first, last] = [from, from]
  while (first > 0 && insideAt(allowed[first - 1]) >= enough - 1e-9) first -= 1
  while (last < allowed.length - 1 && insideAt(allowed[last + 1]) >= enough - 1e-9) last += 1
  const [low, high] = [allowed[first], allowed[last]]
  return { ms, low, high, wish: Math.min(high, Math.max(low, middleOf(profile) - length / 2)) }
}

/** Places of the window that cut no face; all of them where no face is seen, or where it is longer than the window. */
function facePlaces(
  face: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null,
  side: 'columns' | 'rows',
  length: number,
): { readonly low: number; readonly high: number } {
  const anywhere = { low: 0, high: 1 }
  if (face === null) return anywhere
  const [start, long] = side === 'columns' ? [face.x, face.width] : [face.y, face.height]
  const from = Math.max(0, start - FACE_ROOM * long)
  const to = Math.min(1, start + (1 + FACE_ROOM) * long)
  return to - from > length ? anywhere : { low: to - length, high: from }
}

function middleOf(profile: readonly number[]): number {
  return profile.reduce((sum, part, bin) => sum + (part * (bin + 0.5)) / profile.length, 0)
}

/**
 * The path with the least change of speed inside of the corridors, drawn a little to where the subject is in the middle: projected
 * Gauss-Seidel on the sum of squared second differences. At most 60 looks, so it takes a few milliseconds.
 */
function smoothest(corridors: readonly Corridor[]): number[] {
  const path = corridors.map(({ low, high }) => (low + high) / 2)
  const at = (i: number): number => path[Math.min(path.length - 1, Math.max(0, i))]
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, { low, high, wish }] of corridors.entries()) {
      const calm = (4 * (at(i - 1) + at(i + 1)) - at(i - 2) - at(i + 2)) / 6
      path[i] = Math.min(high, Math.max(low, (calm + MIDDLE_PULL * wish) / (1 + MIDDLE_PULL)))
    }
  }
  return path
}

/** Corners of the path become curves: Catmull-Rom, eight places between two looks, held to the corridors there. */
function rounded(corridors: readonly Corridor[], path: readonly number[]): PathNode[] {
  const steps = 8
  const nodes: PathNode[] = []
  for (let i = 0; i + 1 < path.length; i++) {
    const [before, from, to, after] = [path[Math.max(0, i - 1)], path[i], path[i + 1], path[Math.min(path.length - 1, i + 2)]]
    for (let step = 0; step < steps; step++) {
      const t = step / steps
      const bend =
        0.5 * ((to - before) * t + (2 * before - 5 * from + 4 * to - after) * t * t + (3 * from - before - 3 * to + after) * t ** 3)
      const [a, b] = [corridors[i], corridors[i + 1]]
      const held = Math.min(a.high + (b.high - a.high) * t, Math.max(a.low + (b.low - a.low) * t, from + bend))
      nodes.push({ ms: a.ms + (b.ms - a.ms) * t, at: held })
    }
  }
  nodes.push({ ms: corridors[corridors.length - 1].ms, at: path[path.length - 1] })
  return nodes
}

/** Fewer nodes, none of them further than half a pixel from where it was (Douglas and Peucker 1973). */
function simplified(nodes: readonly PathNode[]): PathNode[] {
  if (nodes.length < 3) return [...nodes]
  const [first, last] = [nodes[0], nodes[nodes.length - 1]]
  let [furthest, distance] = [0, 0]
  for (let i = 1; i + 1 < nodes.length; i++) {
    const off = Math.abs(nodes[i].at - between(first, last, nodes[i].ms))
    if (off > distance) [furthest, distance] = [i, off]
  }
  if (distance <= SIMPLE_WITHIN) return [first, last]
  return [...simplified(nodes.slice(0, furthest + 1)).slice(0, -1), ...simplified(nodes.slice(furthest))]
}

function between(from: PathNode, to: PathNode, ms: number): number {
  return from.at + ((to.at - from.at) * (ms - from.ms)) / Math.max(1e-9, to.ms - from.ms)
}

/** Where a path is at a time. */
export function placeAt({ nodes }: CropPath, ms: number): number {
  const next = nodes.findIndex((node) => node.ms > ms)
  if (next === 0) return nodes[0].at
  if (next === -1) return nodes[nodes.length - 1].at
  return between(nodes[next - 1], nodes[next], ms)
}
