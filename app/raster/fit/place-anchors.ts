import type { AnchorName } from '../../domain/draft-overlays.ts'
import type { Point } from '../../domain/raster.ts'
import type { GarmentAnchors, TubeEnd } from '../garment/anchors.ts'
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
  const hem: readonly NamedPoint[] = [
    ['hem-left', anchors.hem[0]],
    ['hem-right', anchors.hem[1]],
  ]
  if (anchors.shape === 'lower') {
    return [
      ['waist-left', anchors.waist[0]],
      ['waist-right', anchors.waist[1]],
      ...(anchors.crotch === null ? hem : [['crotch', anchors.crotch] as const]),
      ...cuffs(anchors.cuffs),
    ]
  }
  const { neckPoints, shoulderTips, armpits } = anchors
  return [
    ['neck-left', neckPoints[0]],
    ['neck-right', neckPoints[1]],
    ['shoulder-left', shoulderTips[0]],
    ['shoulder-right', shoulderTips[1]],
    ['armpit-left', armpits[0]],
    ['armpit-right', armpits[1]],
    ...cuffs(anchors.cuffs),
    ...hem,
  ]
}

/** The outer corner of each cuff. */
function cuffs([left, right]: readonly [TubeEnd | null, TubeEnd | null]): readonly NamedPoint[] {
  const corner = (name: AnchorName, end: TubeEnd | null): readonly NamedPoint[] => (end === null ? [] : [[name, end.outer]])
  return [...corner('cuff-left', left), ...corner('cuff-right', right)]
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
