import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { lerp } from '../geometry.ts'
import { type ClearedScene, clearedMaskAt } from './clear-scene.ts'
import { dim, type LocalWeight } from './paint.ts'
import { type Scene, sceneMaskAt } from './scene.ts'
import { castShadow } from './shadow.ts'

export interface ShadeInput {
  readonly scene: Scene
  readonly cleared: ClearedScene
  /** Where a shadow may fall. */
  readonly shadowZone: LocalWeight
  /** 0..1 at the photo's size: all that is laid on. */
  readonly coverage: Plane
}

/** The contact shadow of new cloth on the person beneath and beside it. Only on the person: a shadow on the wall is a halo. */
export function shadeBelow(picture: Rgb8, { scene, cleared, shadowZone, coverage }: ShadeInput): void {
  const { photo, body, layers } = scene
  const width = body.frame.shoulderWidth
  const personAt = sceneMaskAt(layers, 'person')
  const groundAt = clearedMaskAt(cleared, 'ground')
  const below = castShadow(photo, (i) => coverage.data[i], { drop: 0.02 * width, sigma: 0.018 * width, strength: 0.3 })
  const { box, at: zoneAt } = shadowZone
  dim(picture, {
    box,
    at: (i) => {
      const reach = personAt(i) === 0 ? 0 : personAt(i) * (1 - groundAt(i)) * zoneAt(i)
      return reach === 0 ? 1 : lerp(1, below.at(i), reach)
    },
  })
}
