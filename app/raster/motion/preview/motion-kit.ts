import type { PoseEstimate } from '../../../domain/landmarks.ts'
import type { Plane, Rgb8, Size } from '../../../domain/raster.ts'
import { packBundle, readBundle } from '../../preview/raster-bundle.ts'
import type { KnownStill } from '../plan-motion.ts'

/** Raised with the shape of the file: a kit of another shape is made anew, not read. */
const FORMAT = 'motion-1'

interface KitFacts {
  readonly format: string
  readonly hasPerson: boolean
  readonly hasCloth: boolean
  readonly pose: PoseEstimate | null
  readonly posed: Size
}

/** A reduced still and what is known of it, as the bytes that travel to the page. */
export function packMotionKit({ still, person, cloth, pose, posed }: KnownStill): Uint8Array {
  const facts: KitFacts = { format: FORMAT, hasPerson: person !== null, hasCloth: cloth !== null, pose, posed }
  return packBundle({ facts, rasters: [still, ...(person === null ? [] : [person]), ...(cloth === null ? [] : [cloth])] })
}

/** @throws RangeError for bytes that are no kit of this version of ours, or not all of one. */
export function readMotionKit(bytes: Uint8Array<ArrayBuffer>): KnownStill {
  const { facts, rasters } = readBundle(bytes)
  if (!isKit(facts)) throw new RangeError('These are not the bytes of a kit')
  const [still, ...masks] = rasters
  const person = facts.hasPerson ? (masks.shift() as Plane) : null
  const cloth = facts.hasCloth ? (masks.shift() as Plane) : null
  return { still: still as Rgb8, person, cloth, pose: facts.pose, posed: facts.posed }
}

function isKit(facts: unknown): facts is KitFacts {
  return typeof facts === 'object' && facts !== null && 'format' in facts && facts.format === FORMAT
}
