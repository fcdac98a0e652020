import { type Plane, type Point, plane } from '../../domain/raster.ts'
import { dot, subtract } from '../geometry.ts'
import { dilate } from '../morphology.ts'

/** What is known of a photo, and of the picture that was made of it, in pixels of the photo. */
export interface PortraitParts {
  /** The person, 0..1. */
  readonly person: Plane
  /** Head and hair, 0..1. */
  readonly front: Plane
  /** Where a draft changed the photo, 0..1; null without a draft. */
  readonly edited: Plane | null
  /** The person of the made picture as it lies over the photo, 0..1; null where nobody was found in it. */
  readonly madePerson: Plane | null
  readonly head: HeadPlace
}

export interface HeadPlace {
  readonly centre: Point
  readonly radius: number
  readonly chin: Point
  /** Unit vector from head to feet. */
  readonly down: Point
}

export interface Preserve {
  readonly face: boolean
  readonly background: boolean
}

/** Around the person the made picture may show a wider garment or its shadow: this much of the ground is left to it, in shares of the long side. */
const AROUND = 0.012
/** Hair and what is seen beside it, in radii of the head. */
const HEAD_REACH = 2.3
/** How far below the chin the head still goes, in radii: above a collar. */
const BELOW_CHIN = 0.15

/**
 * Where a final keeps the photo: the ground, away from the person of either picture and from what the draft changed; the head with what is
 * around it, so that there is one outline of hair and not two.
 *
 * @returns 1 where not a byte may change, else 0.
 */
export function protectMap({ person, front, edited, madePerson, head }: PortraitParts, preserve: Preserve): Plane {
  const { width, height } = person
  const out = plane(width, height)
  const inHead = headZone(head, { width, height })
  const body = plane(width, height)
  for (let i = 0; i < body.data.length; i++) {
    const made = madePerson === null || inHead[i] === 1 ? 0 : madePerson.data[i]
    body.data[i] = Math.max(person.data[i], made, edited === null ? 0 : edited.data[i]) > 0.1 ? 1 : 0
  }
  const near = dilate(body, Math.max(2, Math.round(AROUND * Math.max(width, height))))
  for (let i = 0; i < out.data.length; i++) {
    const isGround = preserve.background && near.data[i] < 0.5
    out.data[i] = isGround || (preserve.face && inHead[i] === 1 && isHead(i)) ? 1 : 0
  }
  return out

  function isHead(i: number): boolean {
    // Where the ground may become another one, only the head itself is kept.
    if (!preserve.background) return front.data[i] > 0.9
    // A collar that the draft has drawn up to the chin stays a collar.
    return front.data[i] > 0.5 || edited === null || edited.data[i] < 0.02
  }
}

function headZone(
  { centre, radius, chin, down }: HeadPlace,
  { width, height }: { readonly width: number; readonly height: number },
): Uint8Array {
  const zone = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at: Point = [x + 0.5, y + 0.5]
      if (Math.hypot(at[0] - centre[0], at[1] - centre[1]) > HEAD_REACH * radius) continue
      if (dot(subtract(at, chin), down) < BELOW_CHIN * radius) zone[i] = 1
    }
  }
  return zone
}
