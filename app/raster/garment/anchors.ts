import type { Point, Size } from '../../domain/raster.ts'

/** One cross-section of a sleeve or leg: its outer and inner edge and its place along the axis, in garment pixels. */
export interface StripRow {
  readonly outer: Point
  readonly inner: Point
  readonly arc: number
}

/** A sleeve or a trouser leg as cross-sections from the body to the cuff. */
export interface TubeStrip {
  readonly rows: readonly StripRow[]
  /** Arc from root to cuff, in the measure of the rows. */
  readonly length: number
  /** From the shoulder tip (or the waist) along the outer edge; tells a long sleeve (over .95 body widths) from a short one. */
  readonly outerLength: number
}

/** Where a sleeve or leg ends: its cuff from the outer to the inner corner. */
export interface TubeEnd {
  readonly outer: Point
  readonly inner: Point
}

/** Left and right edge of the trunk for every pixel row from `top`, in garment pixels. */
export interface RowEdges {
  readonly top: number
  readonly left: readonly number[]
  readonly right: readonly number[]
}

interface AnchorsBase {
  /** Size of the cut-out that all coordinates are in. */
  readonly size: Size
  /** First and last covered row. */
  readonly top: number
  readonly bottom: number
  readonly edges: RowEdges
  /** Lower corners of the trunk or skirt; of trousers, the outer corners of the legs. */
  readonly hem: readonly [Point, Point]
  /** Ends of the sleeves or legs. */
  readonly cuffs: readonly [TubeEnd | null, TubeEnd | null]
  /** 0..1: how well the measured anchors agree with what garments look like; under `TRUSTED` the fit must be stiff. */
  readonly confidence: number
  /** Names of the checks that failed and of what was assumed; for people who debug. */
  readonly notes: readonly string[]
}

/** The super-ellipse between the neck points that parts the front of a top from the inside of its back. */
export interface Neckline {
  readonly depth: number
  readonly exponent: number
  /** Mean colour step along it, 0..90; below 10 it is a guess. */
  readonly score: number
}

/** Landmarks of a top or a dress that lies flat or stands on an invisible body. Pairs: the picture's left first. */
export interface TopAnchors extends AnchorsBase {
  readonly shape: 'top'
  readonly bodyWidth: number
  readonly shoulderTips: readonly [Point, Point]
  readonly neckPoints: readonly [Point, Point]
  readonly armpits: readonly [Point, Point]
  readonly sleeves: readonly [TubeStrip | null, TubeStrip | null]
  readonly neckline: Neckline
  readonly hood: boolean
  /** First covered row of each column. */
  readonly topProfile: readonly number[]
}

/** Landmarks of trousers, shorts (two legs) or a skirt (none). */
export interface LowerAnchors extends AnchorsBase {
  readonly shape: 'lower'
  /** Width at the waistband. */
  readonly waistWidth: number
  /** Upper corners. */
  readonly waist: readonly [Point, Point]
  /** Where the legs part; null for a skirt. */
  readonly crotch: Point | null
  readonly legs: readonly [TubeStrip | null, TubeStrip | null]
}

export type GarmentAnchors = TopAnchors | LowerAnchors

/** Left and right edge of the trunk at a row; rows outside repeat the nearest one. */
export function edgesAt(edges: RowEdges, row: number): readonly [number, number] {
  const i = Math.min(edges.left.length - 1, Math.max(0, Math.round(row) - edges.top))
  return [edges.left[i], edges.right[i]]
}

/** Row of the neckline at `x`; far above the garment outside the neck points. */
export function necklineAt(anchors: TopAnchors, x: number): number {
  const [left, right] = anchors.neckPoints
  return necklineRow(left, right, { x, depth: anchors.neckline.depth, exponent: anchors.neckline.exponent })
}

export function necklineRow(
  left: Point,
  right: Point,
  arc: { readonly x: number; readonly depth: number; readonly exponent: number },
): number {
  const half = (right[0] - left[0]) / 2
  const offset = Math.abs(arc.x - left[0] - half) / half
  if (offset >= 1) return Number.NEGATIVE_INFINITY
  const chord = left[1] + ((right[1] - left[1]) * (arc.x - left[0])) / (2 * half)
  // Square root for round necks; nearly straight sides for a V (exponent 1.2).
  return chord + arc.depth * (1 - offset ** arc.exponent) ** (1 / arc.exponent > 0.7 ? 1 : 0.5)
}
