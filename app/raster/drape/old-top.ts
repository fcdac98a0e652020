import { necklineMiddle } from '../body/neckline-middle.ts'
import { oldHemLevel } from '../body/old-hem.ts'
import type { Scene } from './scene.ts'

/** What is measured of the top that a person wears. */
export interface OldTop {
  /** Where it ends, in torso lengths; null when that is not seen. */
  readonly oldHem: number | null
  /** Middle of its neckline, in shoulder widths from the spine; null where it is not seen. */
  readonly oldFront: number | null
}

export function measureOldTop({ body, parts: { oldUpper, person, skin, scale } }: Scene): OldTop {
  return {
    oldHem: oldHemLevel(body, { old: oldUpper, person, scale }),
    oldFront: necklineMiddle(body, { cloth: oldUpper, skin, scale }),
  }
}
