import { readFile } from 'node:fs/promises'
import type { AnchorName } from '../../app/domain/draft-overlays.ts'
import type { Point, Size } from '../../app/domain/raster.ts'
import type { GarmentAnchors, TubeEnd } from '../../app/raster/garment/anchors.ts'
import { distance, distanceToSegment, mix } from '../../app/raster/geometry.ts'

/** Where the anchors of a garment picture are, read off by hand; points are shares of the upright picture. */
export interface GarmentTruth {
  /** In the folder of test data. */
  readonly file: string
  /** Clean cut-outs come with true alpha; home photos are cut out first. */
  readonly group: 'clean' | 'home'
  /** What it may be taken for, the best name first. */
  readonly types: readonly string[]
  readonly sleeves: readonly string[]
  /** Points under a sleeve that lies on the trunk: placed by seams and creases, so less sure. */
  readonly hidden: readonly TruthName[]
  /** One place, or the two ends of an edge: a cuff, outer end first, or a standing collar from foot to top. */
  readonly points: Readonly<Partial<Record<TruthName, readonly Point[]>>>
}

/** `neckline` is the lowest point of the front neckline. */
export type TruthName = AnchorName | 'neckline'

/**
 * How far off a point may be, as a share of the width between the true armpits (of the waist for lower garments). A chest that lies
 * flat is about 50 cm wide: .06 is 3 cm, the most that a collar may sit beside the neck. Armpits, crotch, cuffs and the corners of
 * hems are round, and shoulder tips have no corner in the outline at all, so two people would not agree on them any closer.
 */
const TOLERANCE: Readonly<Record<TruthName, number>> = {
  'neck-left': 0.06,
  'neck-right': 0.06,
  'waist-left': 0.06,
  'waist-right': 0.06,
  'armpit-left': 0.08,
  'armpit-right': 0.08,
  crotch: 0.08,
  'hem-left': 0.08,
  'hem-right': 0.08,
  'cuff-left': 0.08,
  'cuff-right': 0.08,
  'shoulder-left': 0.1,
  'shoulder-right': 0.1,
  neckline: 0.08,
}
const HIDDEN_TOLERANCE = 1.5

export async function readTruths(): Promise<readonly GarmentTruth[]> {
  return JSON.parse(await readFile(new URL('./data/garment-anchors.json', import.meta.url), 'utf8')) as GarmentTruth[]
}

export type FoundPoints = Readonly<Partial<Record<TruthName, Point>>>

/** The named points of measured anchors: for tubes the middle of the end. */
export function pointsOf(anchors: GarmentAnchors): FoundPoints {
  const hem: FoundPoints = { 'hem-left': anchors.hem[0], 'hem-right': anchors.hem[1] }
  const cuffs = { 'cuff-left': middleOf(anchors.cuffs[0]), 'cuff-right': middleOf(anchors.cuffs[1]) }
  if (anchors.shape === 'lower') {
    const { waist, crotch } = anchors
    return known({ 'waist-left': waist[0], 'waist-right': waist[1], crotch: crotch ?? undefined, ...(crotch === null ? hem : cuffs) })
  }
  const { neckPoints, shoulderTips, armpits, neckline } = anchors
  const middle = mix(neckPoints[0], neckPoints[1], 0.5)
  return known({
    'neck-left': neckPoints[0],
    'neck-right': neckPoints[1],
    neckline: [middle[0], middle[1] + neckline.depth],
    'shoulder-left': shoulderTips[0],
    'shoulder-right': shoulderTips[1],
    'armpit-left': armpits[0],
    'armpit-right': armpits[1],
    ...cuffs,
    ...hem,
  })
}

function middleOf(end: TubeEnd | null): Point | undefined {
  return end === null ? undefined : mix(end.outer, end.inner, 0.5)
}

function known(points: Readonly<Partial<Record<TruthName, Point | undefined>>>): FoundPoints {
  return Object.fromEntries(Object.entries(points).filter(([, point]) => point !== undefined))
}

export interface JudgedPoint {
  readonly name: TruthName
  /** Share of the garment's width; infinite where nothing was found, or something that is not there. */
  readonly error: number
  readonly isRight: boolean
}

/** Compares found points with the truth, both in shares of a picture of `size`. */
export function judgePoints(truth: GarmentTruth, found: FoundPoints, size: Size): JudgedPoint[] {
  const at = ([x, y]: Point): Point => [x * size.width, y * size.height]
  const unit = widthOf(truth, at)
  const judged = (Object.entries(truth.points) as [TruthName, readonly Point[]][]).map(([name, places]): JudgedPoint => {
    const share = found[name]
    const ends = places.map(at)
    const [from, to = from] = ends
    if (from === undefined || to === undefined) throw new Error(`${truth.file} has an empty ${name}`)
    if (share === undefined) return { name, error: Number.POSITIVE_INFINITY, isRight: false }
    const point = at(share)
    const isCuff = name.startsWith('cuff')
    const error = (isCuff ? distance(point, mix(from, to, 0.5)) : distanceToSegment(point[0], point[1], { from, to }).distance) / unit
    return { name, error, isRight: error <= TOLERANCE[name] * (truth.hidden.includes(name) ? HIDDEN_TOLERANCE : 1) }
  })
  const invented = (['cuff-left', 'cuff-right'] as const).filter(
    (name) => found[name] !== undefined && truth.points[name] === undefined && isBare(truth),
  )
  return [...judged, ...invented.map((name) => ({ name, error: Number.POSITIVE_INFINITY, isRight: false }))]
}

/** No sleeves and no legs; cuffs that are cut off by the frame are not judged. */
function isBare({ sleeves, points }: GarmentTruth): boolean {
  return sleeves.length === 1 && sleeves[0] === 'none' && points.crotch === undefined
}

function widthOf({ points, file }: GarmentTruth, at: (point: Point) => Point): number {
  const [left, right] =
    points.crotch || points['waist-left'] ? (['waist-left', 'waist-right'] as const) : (['armpit-left', 'armpit-right'] as const)
  const [a, b] = [points[left]?.[0], points[right]?.[0]]
  if (a === undefined || b === undefined) throw new Error(`${file} has no width`)
  return distance(at(a), at(b))
}
