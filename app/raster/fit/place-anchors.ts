import type { AnchorName } from '../../domain/draft-overlays.ts'
import type { Point } from '../../domain/raster.ts'
import { edgesAt, type GarmentAnchors, type TubeStrip } from '../garment/anchors.ts'
import type { GarmentFit } from './fit.ts'

/** A named point of a garment: its place in the garment's pixels, and where the fit laid it. */
export interface PlacedAnchor {
  readonly name: AnchorName
  readonly source: Point
  /** In the pixels the fit's targets are in. */
  readonly at: Point
}

/** The named points of a flat garment where the fit laid them: each goes with the nearest vertex of the mesh. */
export function placeAnchors(anchors: GarmentAnchors, fit: GarmentFit): readonly PlacedAnchor[] {
  return garmentPoints(anchors).flatMap(([name, source]) => {
    const at = targetNear(fit, source)
    return at === undefined ? [] : [{ name, source, at }]
  })
}

type NamedPoint = readonly [name: AnchorName, source: Point]

/** In garment pixels. */
function garmentPoints(anchors: GarmentAnchors): readonly NamedPoint[] {
  const [left, right] = edgesAt(anchors.edges, anchors.bottom)
  const hem: readonly NamedPoint[] = [
    ['hem-left', [left, anchors.bottom]],
    ['hem-right', [right, anchors.bottom]],
  ]
  if (anchors.shape === 'lower') {
    const [waistLeft, waistRight] = edgesAt(anchors.edges, anchors.top)
    return [
      ['waist-left', [waistLeft, anchors.top]],
      ['waist-right', [waistRight, anchors.top]],
      ...(anchors.crotch === null ? hem : [['crotch', anchors.crotch] as const]),
      ...cuffs(anchors.legs),
    ]
  }
  const { neckPoints, shoulderTips, armpits, sleeves } = anchors
  return [
    ['neck-left', neckPoints[0]],
    ['neck-right', neckPoints[1]],
    ['shoulder-left', shoulderTips[0]],
    ['shoulder-right', shoulderTips[1]],
    ['armpit-left', armpits[0]],
    ['armpit-right', armpits[1]],
    ...cuffs(sleeves),
    ...hem,
  ]
}

/** The outer end of each tube. */
function cuffs([left, right]: readonly [TubeStrip | null, TubeStrip | null]): readonly NamedPoint[] {
  const end = (name: AnchorName, tube: TubeStrip | null): readonly NamedPoint[] => {
    const row = tube?.rows.at(-1)
    return row === undefined ? [] : [[name, row.outer]]
  }
  return [...end('cuff-left', left), ...end('cuff-right', right)]
}

/** The back lies under the front and has points of its own; nothing is named by it. */
function targetNear(fit: GarmentFit, [x, y]: Point): Point | undefined {
  let least = Number.POSITIVE_INFINITY
  let found: Point | undefined
  for (const { name, strip } of fit.layers) {
    if (name === 'back') continue
    const { source, target } = strip
    for (let i = 0; i + 1 < source.length; i += 2) {
      const distance = (source[i] - x) ** 2 + (source[i + 1] - y) ** 2
      if (distance >= least) continue
      least = distance
      found = [target[i], target[i + 1]]
    }
  }
  return found
}
