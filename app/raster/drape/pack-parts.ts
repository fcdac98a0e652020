import type { Rgba8 } from '../../domain/raster.ts'
import type { BodyParts } from '../body/parts.ts'
import { packMasks, unpackMask } from './mask-pack.ts'

/** The masks of the parts as bytes: person, skin, old upper, old lower; then arms left and right, front. */
export type PackedParts = readonly [Rgba8, Rgba8]

/** What of the parts is no mask. */
export type PartFacts = Pick<BodyParts, 'scale' | 'skinMeasured' | 'oldCuffs'>

export function packParts({ person, skin, oldUpper, oldLower, arms, front }: BodyParts): PackedParts {
  return [packMasks([person, skin, oldUpper, oldLower]), packMasks([arms[0], arms[1], front])]
}

export function unpackParts([first, second]: PackedParts, { scale, skinMeasured, oldCuffs }: PartFacts): BodyParts {
  return {
    scale,
    skinMeasured,
    oldCuffs,
    person: unpackMask(first, 0),
    skin: unpackMask(first, 1),
    oldUpper: unpackMask(first, 2),
    oldLower: unpackMask(first, 3),
    arms: [unpackMask(second, 0), unpackMask(second, 1)],
    front: unpackMask(second, 2),
  }
}
