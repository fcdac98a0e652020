import { expect, test } from 'vitest'
import { plane } from '../../../../app/domain/raster.ts'
import { placeOf } from '../../../../app/raster/body/frame.ts'
import { oldHemLevel } from '../../../../app/raster/body/old-hem.ts'
import { levelOf, topLevels } from '../../../../app/raster/fit/levels.ts'
import { drawBody, drawTop } from '../fit/figures.ts'

const body = drawBody([
  { upper: 0.2, fore: 0.1 },
  { upper: 0.2, fore: 0.1 },
])
const SCALE = 0.5

/** Masks of a person who wears a top down to `level` torso lengths; the picture ends at `bottom`. */
function dressed(level: number, bottom = 900) {
  const person = plane(300, Math.round(bottom * SCALE))
  const old = plane(person.width, person.height)
  for (let i = 0; i < person.data.length; i++) {
    const x = ((i % 300) + 0.5) / SCALE
    const y = (Math.floor(i / 300) + 0.5) / SCALE
    if (Math.abs(x - 300) > 70 || y < 190) continue
    person.data[i] = 1
    if (placeOf(body.frame, x, y).s < level * body.frame.torsoLength) old.data[i] = 1
  }
  return { person, old, scale: SCALE }
}

test('the hem of the old top is found to a few hundredths of a torso', () => {
  for (const level of [0.9, 1.05, 1.3]) expect(Math.abs((oldHemLevel(body, dressed(level)) ?? 0) - level)).toBeLessThan(0.025)
})

test('there is no hem to know of where it is cut by the picture, or where a dress goes on below the hips', () => {
  expect(oldHemLevel(body, dressed(1.5, 440))).toBeNull()
  expect(oldHemLevel(body, dressed(2.2))).toBeNull()
  expect(oldHemLevel(body, dressed(0.3))).toBeNull()
})

test('a top that would end a little above the old one ends over it; much longer ones stay as long as they are', () => {
  const { anchors } = drawTop('short')
  const hemWith = (oldHem: number | null): number =>
    levelOf(topLevels(body, anchors, { length: 'top', oldHem }), anchors.bottom) / body.frame.torsoLength
  const usual = hemWith(null)
  expect(hemWith(usual + 0.06)).toBeGreaterThan(usual + 0.06)
  expect(hemWith(usual + 0.06)).toBeLessThan(usual + 0.1)
  expect(hemWith(usual + 0.4)).toBeCloseTo(usual, 6)
  expect(hemWith(usual - 0.1)).toBeCloseTo(usual, 6)
})
