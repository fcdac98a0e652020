import { type Plane, plane, type Rgb8, rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import type { Affine } from '../crop/affine.ts'
import { erode } from '../morphology.ts'
import { layOver } from './lay-over.ts'
import { applyColour, matchColour } from './match-colour.ts'
import { seamOffset } from './seam-offset.ts'

export interface Preserved {
  readonly picture: Rgb8
  /** What of the original was kept, 0..1, at its size: 1 to the byte. */
  readonly kept: Plane
}

/** Width of the mixed rim, in shares of the long side. */
const RIM = 0.0025

/**
 * Puts protected parts of a photo back into a picture that a model made of it: lays the made picture over the photo, brings its colours back
 * to those of the photo, and mixes both along the border of what is protected so that no seam is seen.
 *
 * @param map how the made picture lies over the photo (`alignPicture`).
 * @param protect 0 or 1, size of the photo: 1 where not a byte may change.
 */
export function preserveOriginal(
  original: Rgb8,
  made: Rgb8,
  { map, protect }: { readonly map: Affine; readonly protect: Plane },
): Preserved {
  const laid = layOver(made, map, original)
  // Beyond the made picture's border only the original is there.
  const wanted = plane(original.width, original.height)
  for (let i = 0; i < wanted.data.length; i++) wanted.data[i] = laid.reach.data[i] < 1 || protect.data[i] >= 0.5 ? 1 : 0
  const inner = erode(protect, INNER_PX)
  const matched = applyColour(laid.picture, matchColour(laid.picture, original, trusted(inner, laid.reach)))
  const offset = seamOffset(original, matched, wanted)
  const kept = keptOf(wanted)
  return { picture: mixed(original, matched, { offset, kept }), kept }
}

/** Colours are compared this far inside of what is protected: at its border the two may show different things. */
const INNER_PX = 4

function trusted(protect: Plane, reach: Plane): Plane {
  const out = plane(protect.width, protect.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = Math.min(protect.data[i], reach.data[i])
  return out
}

/** What is protected stays whole; beside it the original fades out. */
function keptOf(wanted: Plane): Plane {
  const rimPx = Math.max(1, RIM * Math.max(wanted.width, wanted.height))
  const soft = blur(wanted, rimPx)
  const kept = plane(wanted.width, wanted.height)
  // Half of the blur lies outside of what is wanted: from .5 at the border to nothing two rims away.
  for (let i = 0; i < kept.data.length; i++) kept.data[i] = wanted.data[i] === 1 ? 1 : Math.min(1, 2 * soft.data[i])
  return kept
}

function mixed(
  original: Rgb8,
  matched: Rgb8,
  { offset, kept }: { readonly offset: readonly [Plane, Plane, Plane]; readonly kept: Plane },
): Rgb8 {
  const out = rgb8(original.width, original.height)
  for (let i = 0; i < kept.data.length; i++) {
    const share = kept.data[i]
    for (let c = 0; c < 3; c++) {
      const at = 3 * i + c
      if (share === 1) out.data[at] = original.data[at]
      else {
        const moved = matched.data[at] + offset[c].data[i]
        out.data[at] = Math.max(0, Math.min(255, Math.round(moved + (original.data[at] - moved) * share)))
      }
    }
  }
  return out
}
