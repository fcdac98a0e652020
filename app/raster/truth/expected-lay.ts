import type { Point } from '../../domain/raster.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import type { GarmentFit } from '../fit/fit.ts'
import type { Strip } from '../fit/strip.ts'
import type { IsCovered } from '../fit/unfold.ts'
import { type GarmentAnchors, necklineAt } from '../garment/anchors.ts'
import { quantile } from '../geometry.ts'
import { type ClothFrame, pointOf } from './cloth-patch.ts'

/** Where a garment ends on a body: levels in torso lengths (0 shoulders, 1 hips), limbs by joints (1 elbow or knee, 2 wrist or ankle). */
export interface Extent {
  /** The points of the garment's photo were found; else only what is far off can be told. */
  readonly isTrusted: boolean
  readonly sleeves: readonly [number, number]
  readonly hem: number
  readonly legs: readonly [number, number]
  /** Lowest place of the neckline; null for hoods, lower garments and where it was not found. */
  readonly neckline: number | null
}

/** How the garment's picture lies on the body, and where it should end. */
export interface ExpectedLay {
  /** In the garment's picture. */
  readonly garment: ClothFrame
  /** The same places in the picture of the body. */
  readonly body: ClothFrame
  readonly extent: Extent
}

/**
 * What proportions say about a garment on a body: the fit's trunk as one affine map (least squares over what carries cloth), and
 * the ends of its parts. Null where the fit has no trunk.
 *
 * @param isCovered whether a place of the garment carries cloth, in the fit's source pixels.
 */
export function expectLay(body: Body, fit: GarmentFit, isCovered: IsCovered): ExpectedLay | null {
  const trunk = fit.layers.find(({ name }) => name === 'torso' || name === 'hips')
  if (trunk === undefined) return null
  const pairs = coveredPairs(trunk.strip, isCovered)
  if (pairs.length < 12) return null
  const xs = pairs.map(({ source }) => source[0])
  const ys = pairs.map(({ source }) => source[1])
  const [left, right] = [quantile(xs, 0.05), quantile(xs, 0.95)]
  const [top, bottom] = [quantile(ys, 0.02), quantile(ys, 0.98)]
  const width = right - left
  // The collar and the hem follow the body, not the trunk.
  const middle = pairs.filter(({ source }) => source[1] > top + 0.15 * (bottom - top) && source[1] < top + 0.95 * (bottom - top))
  const map = affineOf(middle)
  if (map === null || width < 4) return null
  const garment: ClothFrame = { origin: [(left + right) / 2, top], across: [width, 0], down: [0, width] }
  const origin = map(garment.origin)
  const moved = (by: Point): Point => {
    const end = map([garment.origin[0] + by[0], garment.origin[1] + by[1]])
    return [end[0] - origin[0], end[1] - origin[1]]
  }
  return {
    garment,
    body: { origin, across: moved(garment.across), down: moved(garment.down) },
    extent: {
      isTrusted: true,
      sleeves: fit.cuffs,
      hem: hemOf(body, pairs),
      legs: [legOf(body, fit, { side: 0, isCovered }), legOf(body, fit, { side: 1, isCovered })],
      neckline: null,
    },
  }
}

/** Where the neckline of a flat top should be on the body, torso lengths; null where the garment has none that was found. */
export function expectNeckline(body: Body, lay: ExpectedLay, anchors: GarmentAnchors): number | null {
  if (anchors.shape !== 'top' || anchors.hood || anchors.neckline.score < FOUND_NECKLINE) return null
  const { garment, body: frame } = lay
  const x = (anchors.neckPoints[0][0] + anchors.neckPoints[1][0]) / 2
  const u = (x - garment.origin[0]) / garment.across[0]
  const v = (necklineAt(anchors, x) - garment.origin[1]) / garment.down[1]
  const [px, py] = pointOf(frame, u, v)
  return placeOf(body.frame, px, py).s / body.frame.torsoLength
}

/** Colour step along a neckline below which it was guessed. */
const FOUND_NECKLINE = 10

interface Pair {
  readonly source: Point
  readonly target: Point
}

function coveredPairs({ source, target }: Strip, isCovered: IsCovered): Pair[] {
  const pairs: Pair[] = []
  for (let i = 0; i < source.length; i += 2) {
    if (isCovered(source[i], source[i + 1])) pairs.push({ source: [source[i], source[i + 1]], target: [target[i], target[i + 1]] })
  }
  return pairs
}

/** Least squares by the normal equations of three unknowns, once for x and once for y. */
function affineOf(pairs: readonly Pair[]): ((point: Point) => Point) | null {
  const count = pairs.length
  if (count < 6) return null
  const mean = (of: (pair: Pair) => number): number => pairs.reduce((sum, pair) => sum + of(pair), 0) / count
  const [mx, my] = [mean(({ source }) => source[0]), mean(({ source }) => source[1])]
  const [tx, ty] = [mean(({ target }) => target[0]), mean(({ target }) => target[1])]
  const sum = (of: (x: number, y: number, pair: Pair) => number): number =>
    pairs.reduce((total, pair) => total + of(pair.source[0] - mx, pair.source[1] - my, pair), 0)
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)]
  const determinant = xx * yy - xy * xy
  if (Math.abs(determinant) < 1e-6) return null
  const row = (of: (pair: Pair) => number): Point => {
    const [xt, yt] = [sum((x, _, pair) => x * of(pair)), sum((_, y, pair) => y * of(pair))]
    return [(xt * yy - yt * xy) / determinant, (yt * xx - xt * xy) / determinant]
  }
  const across = row(({ target }) => target[0] - tx)
  const down = row(({ target }) => target[1] - ty)
  return ([x, y]) => [tx + across[0] * (x - mx) + across[1] * (y - my), ty + down[0] * (x - mx) + down[1] * (y - my)]
}

function hemOf(body: Body, pairs: readonly Pair[]): number {
  const levels = pairs.flatMap(({ target }) => {
    const { s, ratio } = torsoRatio(body, target[0], target[1])
    return ratio < 0.8 ? [s / body.frame.torsoLength] : []
  })
  return quantile(levels, 0.985)
}

function legOf(body: Body, fit: GarmentFit, { side, isCovered }: { readonly side: 0 | 1; readonly isCovered: IsCovered }): number {
  const layer = fit.layers.find(({ name }) => name === (side === 0 ? 'leg-left' : 'leg-right'))
  if (layer === undefined) return 0
  const places = coveredPairs(layer.strip, isCovered).map(({ target }) => limbPlace(body.legs[side], target[0], target[1]).along)
  return quantile(places, 0.97)
}
