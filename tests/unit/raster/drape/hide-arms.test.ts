import { describe, expect, test } from 'vitest'
import { plane, rgb8 } from '../../../../app/domain/raster.ts'
import { limbPlace } from '../../../../app/raster/body/limb.ts'
import type { ClearedScene } from '../../../../app/raster/drape/clear-scene.ts'
import { hideSleevedArms } from '../../../../app/raster/drape/hide-arms.ts'
import { packMasks } from '../../../../app/raster/drape/mask-pack.ts'
import type { Scene } from '../../../../app/raster/drape/scene.ts'
import { drawBody } from '../fit/figures.ts'

const body = drawBody([
  { upper: 0.9, fore: 0.9 },
  { upper: 0.9, fore: 0.9 },
])
const SIZE = { width: 600, height: 900 }
const SKIN = 180
const GROUND = 60

/** Both arms bare under old sleeves, on a person before grey ground. */
function bared(): { readonly scene: Scene; readonly cleared: ClearedScene } {
  const limb = plane(SIZE.width, SIZE.height)
  const picture = rgb8(SIZE.width, SIZE.height)
  picture.data.fill(GROUND + 1)
  for (let i = 0; i < limb.data.length; i++) {
    const [x, y] = [(i % SIZE.width) + 0.5, Math.floor(i / SIZE.width) + 0.5]
    if (!body.arms.some((arm) => limbPlace(arm, x, y).ratio < 1)) continue
    limb.data[i] = 1
    picture.data.fill(SKIN, 3 * i, 3 * i + 3)
  }
  const none = plane(SIZE.width, SIZE.height)
  const behind = rgb8(150, 225)
  behind.data.fill(GROUND)
  return {
    scene: { body, parts: { scale: 0.25 } } as unknown as Scene,
    cleared: { picture, masks: packMasks([limb, none, none, limb]), behind, clothLight: null },
  }
}

/** What is seen at a fraction of the picture's left arm, on its axis. */
function seenAt({ picture }: ClearedScene, fraction: number): number {
  const [from, to] = fraction < 1 ? [body.arms[0].joints[0], body.arms[0].joints[1]] : [body.arms[0].joints[1], body.arms[0].joints[2]]
  const t = fraction % 1
  const x = Math.floor(from[0] + (to[0] - from[0]) * t)
  const y = Math.floor(from[1] + (to[1] - from[1]) * t)
  return picture.data[3 * (y * SIZE.width + x)] ?? -1
}

describe('arms that go into new sleeves', () => {
  test('are ground beside the trunk as far as the sleeve reaches, and bare past it', () => {
    const { scene, cleared } = bared()
    const sleeved = hideSleevedArms(scene, cleared, [1.2, 0])
    expect(Math.abs(seenAt(sleeved, 0.8) - GROUND)).toBeLessThanOrEqual(1)
    expect(seenAt(sleeved, 1.6)).toBe(SKIN)
  })

  test('stay bare without sleeves, and nothing of the input is changed', () => {
    const { scene, cleared } = bared()
    expect(hideSleevedArms(scene, cleared, [0, 0])).toBe(cleared)
    const before = cleared.picture.data.slice()
    hideSleevedArms(scene, cleared, [1.9, 1.9])
    expect(cleared.picture.data).toEqual(before)
  })

  test('one sleeve does not hide the other arm', () => {
    const { scene, cleared } = bared()
    const sleeved = hideSleevedArms(scene, cleared, [0, 1.9])
    for (const fraction of [0.3, 0.8, 1.4]) expect(seenAt(sleeved, fraction)).toBe(SKIN)
  })
})
