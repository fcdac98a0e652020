import { type Plane, plane } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import type { BodyParts } from '../body/parts.ts'
import { cropPlane, cropRgb } from '../body/person-crop.ts'
import { type Box, enlargeBox, growBox } from '../crop/affine.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { smooth } from '../geometry.ts'
import { dilate, erode, mapPlane } from '../morphology.ts'
import { PlaneReader } from '../plane-reader.ts'
import { pushPull } from '../push-pull.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import type { Canvas } from './paint.ts'
import { type Scene, sceneMaskAt } from './scene.ts'

/**
 * Half the width up to which old cloth beside the new is a sliver, in shoulder widths. A neckline is a matter of such widths;
 * hems of the same kind of garment end within a hand of each other.
 */
const SLIVER = { neck: 0.03, side: 0.05, hem: 0.08 } as const
/** From this level on (torso lengths) an edge is a hem. */
const HEM_FROM = 0.75
/** Radius of the largest left-over that is filled too, in shoulder widths. */
const ISLAND = 0.035
/** Rounds the corners where slivers end, in shoulder widths. */
const ROUNDING = 0.03

/** What the new garment replaces. */
export interface OldCloth {
  /** At analysis size, 0 or 1. */
  readonly old: Plane
  /** Where the new sleeves end on the arms; null where there are none to compare. */
  readonly cuffs: readonly [number, number] | null
}

/**
 * Ends the new garment where the old one did when the two differ by a sliver: what would be left there is old cloth, or
 * ground and skin that nobody has photographed. The colour flows in from the new garment. Changes `canvas` in place.
 */
export function closeSlivers(scene: Scene, canvas: Canvas, { old, cuffs }: OldCloth): void {
  const { parts, layers } = scene
  const { picture, shown } = canvas
  const cover = resizePlane(shown, old)
  const found = findSlivers(scene, cover, { old, cuffs })
  if (!found) return
  const { slivers, part } = found
  const small = resizeRgb(cropRgb(picture, enlargeBox(part, parts.scale, picture)), part)
  const channels = [0, 1, 2].map((channel) => {
    const out = plane(part.width, part.height)
    for (let i = 0; i < out.data.length; i++) out.data[i] = small.data[3 * i + channel]
    return out
  })
  const colours = pushPull(
    channels,
    mapPlane(cropPlane(cover, part), (value) => (value > 0.97 ? 1 : 0)),
  )
  const zone = blur(dilate(slivers, 1.5), 0.7)
  const oldAt = sceneMaskAt(layers, 'old')
  const frontAt = sceneMaskAt(layers, 'front')
  const reader = new PlaneReader(zone)
  const near = boundsAbove(zone, 0)
  if (near === null) return
  // A sliver is a small part of the picture.
  const box = enlargeBox({ ...near, x: part.x + near.x, y: part.y + near.y }, parts.scale, picture)
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x, i = y * picture.width + x; x < box.x + box.width; x++, i++) {
      if (layers.data[4 * i] === 0 || shown.data[i] > 0.98) continue
      reader.moveTo((x + 0.5) * parts.scale - part.x, (y + 0.5) * parts.scale - part.y)
      const inside = smooth((reader.read(zone) - 0.25) / 0.5)
      if (inside <= 0) continue
      const share = inside * oldAt(i) * (1 - frontAt(i)) * (1 - shown.data[i])
      for (let c = 0; c < 3; c++) {
        const before = picture.data[3 * i + c]
        picture.data[3 * i + c] = before + (reader.read(colours[c]) - before) * share + 0.5
      }
      shown.data[i] += share
    }
  }
}

interface Slivers {
  /** 0 or 1 in a part of the analysis picture. */
  readonly slivers: Plane
  readonly part: Box
}

/** Null when there are none. Only the part around what is missing is looked at: often there is next to nothing. */
function findSlivers({ body, parts }: Scene, cover: Plane, { old, cuffs }: OldCloth): Slivers | null {
  const unit = body.frame.shoulderWidth * parts.scale
  const allMissing = mapPlane(old, (value, i) => (value > 0.5 && cover.data[i] <= 0.5 && parts.front.data[i] < 0.5 ? 1 : 0))
  const allPlaces = placesOf(body, parts, { missing: allMissing, cuffs })
  for (let i = 0; i < allMissing.data.length; i++) if (allPlaces.data[i] === NOWHERE) allMissing.data[i] = 0
  const bounds = boundsAbove(allMissing, 0)
  if (bounds === null) return null
  // As far as the widest disc reaches from a missing pixel.
  const part = growBox(bounds, Math.ceil(2 * SLIVER.hem * unit) + 4, old)
  const missing = cropPlane(allMissing, part)
  const places = cropPlane(allPlaces, part)
  const covered = mapPlane(cropPlane(cover, part), (value) => (value > 0.5 ? 1 : 0))
  const thinnerThan = (half: number): Plane => {
    const radius = Math.max(1, half * unit)
    const thick = dilate(erode(missing, radius), radius + 1)
    const near = dilate(covered, 2 * radius + 1)
    return mapPlane(missing, (value, i) => (thick.data[i] === 0 && near.data[i] > 0 ? value : 0))
  }
  const [neck, side, hem] = [thinnerThan(SLIVER.neck), thinnerThan(SLIVER.side), thinnerThan(SLIVER.hem)]
  const slivers = mapPlane(missing, (_, i) => {
    const place = places.data[i]
    return (place === NECK ? neck : place === SIDE ? side : hem).data[i]
  })
  keepWholeHem(slivers, missing, places)
  // What is too wide for a sliver begins with a step, and islands are left: no hem is cut like that.
  const rest = mapPlane(missing, (value, i) => (slivers.data[i] > 0 ? 0 : value))
  const islands = dilate(erode(rest, ISLAND * unit), 2 * ISLAND * unit)
  const joined = blur(
    mapPlane(covered, (value, i) => (value > 0 || slivers.data[i] > 0 || (rest.data[i] > 0 && islands.data[i] === 0) ? 1 : 0)),
    ROUNDING * unit,
  )
  let count = 0
  for (let i = 0; i < missing.data.length; i++) {
    slivers.data[i] = missing.data[i] > 0 && joined.data[i] > 0.5 ? 1 : 0
    count += slivers.data[i]
  }
  return count < 4 ? null : { slivers, part }
}

/** A hem moves as a whole or not at all: below this share of what is missing the fill would be a patch. */
const WHOLE_HEM = 0.8

function keepWholeHem(slivers: Plane, missing: Plane, places: Plane): void {
  let thin = 0
  let all = 0
  for (let i = 0; i < missing.data.length; i++) {
    if (places.data[i] !== HEM) continue
    thin += slivers.data[i]
    all += missing.data[i]
  }
  if (thin >= WHOLE_HEM * all) return
  for (let i = 0; i < missing.data.length; i++) {
    if (places.data[i] !== HEM) continue
    slivers.data[i] = 0
    missing.data[i] = 0
  }
}

const NECK = 0
const SIDE = 1
const HEM = 2
const NOWHERE = 3
/** Sleeves whose ends differ by more than this (bones) are of two kinds: the old cuff has its own width there. */
const SAME_CUFF = 0.35

/** Where each missing pixel lies: a neck, a side, a hem, or on a sleeve of another length. */
function placesOf(
  body: Body,
  { scale, oldCuffs }: BodyParts,
  { missing, cuffs }: { readonly missing: Plane; readonly cuffs: OldCloth['cuffs'] },
): Plane {
  const { frame, shoulders } = body
  const neckHalf = Math.max(...shoulders.neck.map(([x, y]) => Math.abs(placeOf(frame, x, y).u)))
  const others = cuffs ? body.arms.filter(({ usable, side }) => usable && Math.abs(cuffs[side] - oldCuffs[side]) > SAME_CUFF) : []
  const out = plane(missing.width, missing.height)
  for (let i = 0; i < out.data.length; i++) {
    if (missing.data[i] === 0) continue
    const x = ((i % missing.width) + 0.5) / scale
    const y = (Math.floor(i / missing.width) + 0.5) / scale
    const { s, u } = placeOf(frame, x, y)
    const isNeck = s < 0.35 * frame.torsoLength && Math.abs(u) < neckHalf
    const isSleeve = others.some((arm) => {
      const { along, ratio } = limbPlace(arm, x, y)
      return along > 0.25 && ratio < 1.8
    })
    out.data[i] = isSleeve ? NOWHERE : isNeck ? NECK : s > HEM_FROM * frame.torsoLength ? HEM : SIDE
  }
  return out
}
