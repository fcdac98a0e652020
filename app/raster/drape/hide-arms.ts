import { torsoRatio } from '../body/body.ts'
import { limbPlace } from '../body/limb.ts'
import { smooth } from '../geometry.ts'
import { PlaneReader } from '../plane-reader.ts'
import { type ClearedScene, clearedMaskAt } from './clear-scene.ts'
import { channelsOf } from './removal.ts'
import type { Scene } from './scene.ts'

/** From here inside the trunk (share of its half width) an arm lies before it, and the ground behind is not seen beside it. */
const BESIDE_TRUNK = 0.95
/** Length over which a bare arm comes out of its sleeve, in bones. */
const CUFF_FADE = 0.1

/**
 * Puts the ground where a bare arm was put under the old sleeve, as far as the new sleeve reaches: beside a sleeve that is slimmer
 * than the old one there is nothing but the ground, and the arm in it showed as a rim of skin.
 *
 * @param cuffs where the new sleeves end on the arms; 0 for none.
 */
export function hideSleevedArms<Cleared extends ClearedScene>(
  { body, parts }: Scene,
  cleared: Cleared,
  cuffs: readonly [number, number],
): Cleared {
  const arms = body.arms.filter((arm) => arm.usable)
  if (!arms.some((arm) => cuffs[arm.side] > 0)) return cleared
  const limbAt = clearedMaskAt(cleared, 'limb')
  const { scale } = parts
  const { width } = cleared.picture
  const data = cleared.picture.data.slice()
  const behind = channelsOf(cleared.behind)
  const reader = new PlaneReader(cleared.behind)
  for (let i = 0; i < width * cleared.picture.height; i++) {
    const limb = limbAt(i)
    if (limb <= 0) continue
    const x = (i % width) + 0.5
    const y = Math.floor(i / width) + 0.5
    // Where arms cross, the bare forearm of one lies beside the sleeve of the other: the nearer one decides.
    let nearest = 2
    let inside = 0
    for (const arm of arms) {
      const { along, ratio } = limbPlace(arm, x, y)
      if (ratio >= nearest) continue
      nearest = ratio
      inside = (cuffs[arm.side] - along) / CUFF_FADE
    }
    if (inside <= 0) continue
    const share = smooth(inside) * limb * smooth((torsoRatio(body, x, y).ratio - BESIDE_TRUNK) / 0.1)
    if (share <= 0) continue
    reader.moveTo(x * scale, y * scale)
    for (let c = 0; c < 3; c++) data[3 * i + c] += (reader.read(behind[c]) - data[3 * i + c]) * share + 0.5
  }
  return { ...cleared, picture: { ...cleared.picture, data } }
}
