import { seededNumbers } from '../../../../app/domain/director/seeded-sway.ts'
import { type Plane, plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import type { KnownStill } from '../../../../app/raster/motion/plan-motion.ts'

export const WIDTH = 240
export const HEIGHT = 320

/** Somebody of plain colours before a ground of blotches: head and legs of skin, a dress between, and the pose that goes with it. */
export function paintedFigure(): KnownStill & { readonly person: Plane; readonly cloth: Plane } {
  const still = rgb8(WIDTH, HEIGHT)
  const [person, cloth] = [plane(WIDTH, HEIGHT), plane(WIDTH, HEIGHT)]
  const random = seededNumbers(3)
  const blotches = Float32Array.from({ length: 16 * 16 }, () => 120 + 60 * random())
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i++) {
      const isHead = Math.hypot(x - 120, y - 50) < 22
      const isLeg = y >= 220 && y < 300 && (Math.abs(x - 104) < 9 || Math.abs(x - 136) < 9)
      const isDress = y >= 70 && y < 230 && Math.abs(x - 120) < 30 + 0.1 * (y - 70)
      person.data[i] = isHead || isLeg || isDress ? 1 : 0
      cloth.data[i] = isDress ? 1 : 0
      const shade = isDress ? 40 + 20 * ((x >> 3) & 1) : 0
      const colour = isDress ? [shade, shade, 150] : isHead || isLeg ? [205, 160, 140] : greyAt(blotches, x, y)
      still.data.set(colour, 3 * i)
    }
  }
  return { still, person, cloth, pose: poseOf(), posed: { width: WIDTH, height: HEIGHT } }
}

function greyAt(blotches: Float32Array, x: number, y: number): number[] {
  const value = blotches[(y >> 5) * 16 + (x >> 5)] as number
  return [value, value - 6, value - 12]
}

function poseOf(): KnownStill['pose'] {
  const at = (x: number, y: number) => ({ x, y, z: 0, visibility: 1 })
  const landmarks = Array.from({ length: 33 }, () => at(120, 50))
  const put = (index: number, x: number, y: number): void => {
    landmarks[index] = at(x, y)
  }
  // The person's left is on the picture's right.
  put(11, 146, 80)
  put(12, 94, 80)
  for (const [elbow, x] of [
    [13, 150],
    [14, 90],
  ] as const)
    put(elbow, x, 95)
  for (const wrist of [15, 17, 19, 21]) put(wrist, 150, 105)
  for (const wrist of [16, 18, 20, 22]) put(wrist, 90, 105)
  put(23, 136, 160)
  put(24, 104, 160)
  put(25, 136, 230)
  put(26, 104, 230)
  for (const foot of [27, 29, 31]) put(foot, 136, 295)
  for (const foot of [28, 30, 32]) put(foot, 104, 295)
  return { landmarks, box: { x: 80, y: 28, width: 80, height: 272 }, score: 1, presence: 1 }
}

/** @public for tests of colour */
export function plainPicture(colour: readonly [number, number, number]): Rgb8 {
  const out = rgb8(16, 16)
  for (let i = 0; i < 256; i++) out.data.set(colour, 3 * i)
  return out
}
