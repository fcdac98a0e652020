import type { Plane, Rgb8, Size } from '../../domain/raster.ts'
import type { Affine } from '../crop/affine.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import { agreementOf, detailsOf, type Level } from './picture-details.ts'
import { refineMap } from './refine-map.ts'

export interface Alignment {
  /** From pixels of the reference to those of the moved picture, centres at .5. */
  readonly map: Affine
  /** Correlation of fine detail where both are trusted to show the same, -1..1: above .5 they do. */
  readonly agreement: number
}

/** Long sides at which the map is refined, from coarse to fine. */
const LEVELS = [96, 192, 384, 768] as const

/**
 * Finds how a picture that was made from another one lies over it: moved, scaled, turned a little, cut or padded to another shape (affine
 * Lucas-Kanade over a pyramid, Baker & Matthews 2004, on locally normalised luma, so that other colours and another light do not matter).
 *
 * @param trust 0..1, any size: where both should show the same. Nowhere counts for nothing.
 */
export function alignPicture(reference: Rgb8, moved: Rgb8, trust: Plane): Alignment {
  const levels = LEVELS.map((longSide) => levelOf(reference, moved, { trust, longSide }))
  const [coarse, ...finer] = levels as [Level, ...Level[]]
  let best: Alignment | null = null
  for (const start of startsFor(reference, moved)) {
    const map = refineMap(start, coarse)
    const agreement = agreementOf(map, coarse)
    if (best === null || agreement > best.agreement) best = { map, agreement }
  }
  let { map, agreement } = best as Alignment
  for (const level of finer) {
    const refined = refineMap(map, level)
    const next = agreementOf(refined, level)
    // A level at which it cannot be followed any more leaves the map as it is.
    if (next < agreementOf(map, level)) continue
    map = refined
    agreement = next
  }
  return { map, agreement }
}

/** The least that any place counts. */
const LEAST_TRUST = 0.02

function levelOf(reference: Rgb8, moved: Rgb8, { trust, longSide }: { readonly trust: Plane; readonly longSide: number }): Level {
  const size = (picture: Size): Size => {
    const scale = Math.min(1, longSide / Math.max(reference.width, reference.height))
    return { width: Math.max(8, Math.round(picture.width * scale)), height: Math.max(8, Math.round(picture.height * scale)) }
  }
  // Both as fine as each other: the moved picture in the proportion of its own to the reference.
  const density = Math.max(moved.width / reference.width, moved.height / reference.height)
  const movedSize = size({ width: moved.width / density, height: moved.height / density })
  const weights = resizePlane(trust, size(reference))
  for (let i = 0; i < weights.data.length; i++) weights.data[i] = Math.max(LEAST_TRUST, weights.data[i])
  return {
    reference: detailsOf(resizeRgb(reference, size(reference)), reference),
    moved: detailsOf(resizeRgb(moved, movedSize), moved),
    weights,
  }
}

/** Stretched, and where the shapes differ also shown whole or cut. */
function startsFor(reference: Size, moved: Size): Affine[] {
  const [across, down] = [moved.width / reference.width, moved.height / reference.height]
  const centred = (scaleX: number, scaleY: number): Affine => ({
    a: scaleX,
    b: 0,
    tx: (moved.width - scaleX * reference.width) / 2,
    c: 0,
    d: scaleY,
    ty: (moved.height - scaleY * reference.height) / 2,
  })
  if (Math.abs(across / down - 1) < 0.01) return [centred(across, down)]
  const [least, most] = [Math.min(across, down), Math.max(across, down)]
  return [centred(across, down), centred(least, least), centred(most, most)]
}
