import { describe, expect, it } from 'vitest'
import { type Plane, plane, rgb8 } from '../../../../app/domain/raster.ts'
import type { Body } from '../../../../app/raster/body/body.ts'
import { labOfRgb } from '../../../../app/raster/colour.ts'
import { endAt, findHem } from '../../../../app/raster/cut-out/hem-line.ts'
import { endTop } from '../../../../app/raster/cut-out/top-end.ts'

const WIDTH = 200
const HEIGHT = 320
const TORSO = 150

/** A body that stands straight in the middle, 80 px wide, with its shoulders at y = 40 and its arms out of sight. */
const body = {
  frame: { origin: [100, 40], down: [0, 1], right: [1, 0], torsoLength: TORSO, shoulderWidth: 80, rear: false, yaw: 0 },
  outline: { from: -20, to: 260, left: [40, 40], right: [40, 40] },
  arms: [],
} as unknown as Body

const person: Plane = plane(WIDTH, HEIGHT)
for (let i = 0; i < person.data.length; i++) {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)]
  person.data[i] = x >= 60 && x < 140 && y >= 30 && y < 300 ? 1 : 0
}
const runsOn: Plane = plane(
  WIDTH,
  HEIGHT,
  person.data.map((value, i) => (Math.floor(i / WIDTH) < 40 + 1.2 * TORSO ? value : 0)),
)

/** Cloth down to a hem at y = 190, sagging by 4 px in the middle; what is below is lighter by `step`. */
function sceneWith(step: number) {
  const image = rgb8(WIDTH, HEIGHT)
  for (let i = 0; i < person.data.length; i++) {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)]
    const hem = 190 + 4 * (1 - ((x - 100) / 40) ** 2)
    const fold = Math.round(3 * Math.sin(x / 5))
    image.data.fill(30 + fold + (y >= hem ? step : 0), 3 * i, 3 * i + 3)
  }
  return { mask: runsOn, lab: labOfRgb(image), scale: 1, person }
}

describe('hems over trousers of the same colour', () => {
  it('are followed across the body', () => {
    const { levels, strength } = findHem(body, sceneWith(10))
    expect(strength).toBeGreaterThan(2.1)
    for (const [k, level] of levels.entries()) {
      const u = 0.9 * 40 * ((2 * (k + 0.5)) / levels.length - 1)
      expect(Math.abs(40 + level - (190 + 4 * (1 - (u / 40) ** 2)))).toBeLessThan(3)
    }
  })

  it('end the top', () => {
    const { mask, hem } = endTop(body, sceneWith(10))
    expect(hem).toBe('line')
    expect(mask.data[186 * WIDTH + 100]).toBe(1)
    expect(mask.data[200 * WIDTH + 100]).toBe(0)
  })

  it('are put at the usual length where nothing shows', () => {
    const { mask, hem } = endTop(body, sceneWith(0))
    expect(hem).toBe('usual-length')
    expect(mask.data[195 * WIDTH + 100]).toBe(1)
    expect(mask.data[210 * WIDTH + 100]).toBe(0)
  })

  it('are left alone where the colour ends', () => {
    const ended = endAt(body, { mask: runsOn, scale: 1 }, [TORSO, TORSO])
    const { mask, hem } = endTop(body, { ...sceneWith(0), mask: ended })
    expect(hem).toBe('colour')
    expect(mask).toBe(ended)
  })
})
