import type { AnchorName } from '../domain/draft-overlays.ts'
import type { Point } from '../domain/raster.ts'
import type { GarmentFit } from '../raster/fit/fit.ts'
import { edgesAt, type GarmentAnchors, type TubeStrip } from '../raster/garment/anchors.ts'
import type { GarmentMeasure } from './stored-fit.ts'

export interface PlacedAnchor {
  readonly name: AnchorName
  /** In the pixels the fit's targets are in. */
  readonly at: Point
}

/** The named points of a flat garment where the fit laid them: each goes with the nearest vertex of the mesh. */
export function placeAnchors({ anchors }: GarmentMeasure, fit: GarmentFit): readonly PlacedAnchor[] {
  return garmentPoints(anchors).flatMap(({ name, at }) => {
    const place = targetNear(fit, at)
    return place === undefined ? [] : [{ name, at: place }]
  })
}

/** In garment pixels. */
function garmentPoints(anchors: GarmentAnchors): readonly PlacedAnchor[] {
  const [left, right] = edgesAt(anchors.edges, anchors.bottom)
  const hem: readonly PlacedAnchor[] = [
    { name: 'hem-left', at: [left, anchors.bottom] },
    { name: 'hem-right', at: [right, anchors.bottom] },
  ]
  if (anchors.shape === 'lower') {
    const [waistLeft, waistRight] = edgesAt(anchors.edges, anchors.top)
    return [
      { name: 'waist-left', at: [waistLeft, anchors.top] },
      { name: 'waist-right', at: [waistRight, anchors.top] },
      ...(anchors.crotch === null ? hem : [{ name: 'crotch' as const, at: anchors.crotch }]),
      ...cuffs(anchors.legs),
    ]
  }
  const { neckPoints, shoulderTips, armpits, sleeves } = anchors
  return [
    { name: 'neck-left', at: neckPoints[0] },
    { name: 'neck-right', at: neckPoints[1] },
    { name: 'shoulder-left', at: shoulderTips[0] },
    { name: 'shoulder-right', at: shoulderTips[1] },
    { name: 'armpit-left', at: armpits[0] },
    { name: 'armpit-right', at: armpits[1] },
    ...cuffs(sleeves),
    ...hem,
  ]
}

/** The outer end of each tube. */
function cuffs([left, right]: readonly [TubeStrip | null, TubeStrip | null]): readonly PlacedAnchor[] {
  const end = (name: AnchorName, tube: TubeStrip | null): readonly PlacedAnchor[] => {
    const row = tube?.rows.at(-1)
    return row === undefined ? [] : [{ name, at: row.outer }]
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
      const distance = ((source[i] ?? 0) - x) ** 2 + ((source[i + 1] ?? 0) - y) ** 2
      if (distance >= least) continue
      least = distance
      found = [target[i] ?? 0, target[i + 1] ?? 0]
    }
  }
  return found
}
