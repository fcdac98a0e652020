import { expect, test } from 'vitest'
import { type Plane, plane, rgb8 } from '../../../../app/domain/raster.ts'
import { bareColour, measureBareArm } from '../../../../app/raster/body/bare-arm.ts'
import type { Limb } from '../../../../app/raster/body/limb.ts'

const WIDTH = 120
const HEIGHT = 220
/** An arm that hangs straight down from (60, 20), the elbow at 110, the wrist at 200: 40 wide below a sleeve that ends at 75. */
const ARM: Limb = {
  side: 0,
  joints: [
    [60, 20],
    [60, 110],
    [60, 200],
    [60, 215],
  ],
  radii: [20, 20, 18],
  visibility: 1,
  usable: true,
  depth: 0,
}
const CUFF = (75 - 20) / 90

function seen(isArm: (x: number, y: number) => boolean, trunkFrom = WIDTH) {
  const [person, skin, grown]: [Plane, Plane, Plane] = [plane(WIDTH, HEIGHT), plane(WIDTH, HEIGHT), plane(WIDTH, HEIGHT)]
  const photo = rgb8(WIDTH, HEIGHT)
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i++) {
      const isSleeve = y < 78 && Math.abs(x - 60) < 30
      const isSkin = isArm(x, y) && !isSleeve
      person.data[i] = isSleeve || isSkin || x >= trunkFrom ? 1 : 0
      skin.data[i] = isSkin ? 0.9 : 0
      grown.data[i] = isSleeve ? 1 : 0
      // Light from the left.
      photo.data.set([200 - x, 140 - x / 2, 100], 3 * i)
    }
  }
  return { photo, person, skin, grown, scale: 1, cuff: CUFF, usualAt: () => 14 }
}

test('the arm under a sleeve is as wide as below it, on either side, and has its colours', () => {
  const arm = measureBareArm(
    ARM,
    seen((x) => x >= 40 && x < 76),
  )
  expect(arm?.wide[0]).toBeCloseTo(20 / 14, 0)
  expect(arm?.wide[1]).toBeCloseTo(16 / 14, 0)
  const colours = arm?.colours
  if (!colours) throw new Error('An arm that is seen has colours')
  // The outer side of the picture's left arm is on the left, where the light comes from.
  expect(bareColour(colours, 0.9)[0]).toBeGreaterThan(bareColour(colours, -0.9)[0] + 20)
  expect(Math.abs(bareColour(colours, 0)[0] - 140)).toBeLessThan(6)
})

test('where the trunk follows at once, the arm is not taken to be as wide as both', () => {
  const arm = measureBareArm(
    ARM,
    seen((x) => x >= 42 && x < 78, 78),
  )
  expect(arm?.wide[1]).toBeLessThan(1.5)
})

test('an arm that is covered to the hand says nothing', () => {
  expect(measureBareArm(ARM, { ...seen(() => false), cuff: 1.95 })).toBeNull()
  expect(
    measureBareArm(
      { ...ARM, usable: false },
      seen((x) => x >= 40 && x < 80),
    ),
  ).toBeNull()
})
