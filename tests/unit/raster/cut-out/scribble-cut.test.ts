import { describe, expect, it } from 'vitest'
import { rgb8 } from '../../../../app/domain/raster.ts'
import { cutFromScribble } from '../../../../app/raster/cut-out/scribble-cut.ts'

/** Two red squares on a blue ground. */
const SIZE = 120
const image = rgb8(SIZE, SIZE)
const isIn = (i: number, left: number): boolean => {
  const [x, y] = [i % SIZE, Math.floor(i / SIZE)]
  return x >= left && x < left + 30 && y >= 40 && y < 80
}
for (let i = 0; i < SIZE * SIZE; i++) image.data.set(isIn(i, 20) || isIn(i, 70) ? [190 + (i % 7), 40, 40] : [40, 60, 170 + (i % 5)], 3 * i)

const dab = (mode: 'add' | 'erase', x: number, y: number) => ({ mode, width: 0.08, hardness: 1, points: [[x / SIZE, y / SIZE]] }) as const

describe('selecting by a scribble', () => {
  it('finds the thing that was painted on, whole, and not another of its colour', () => {
    const mask = cutFromScribble(image, [dab('add', 35, 60)])
    for (let i = 0; i < SIZE * SIZE; i++) expect(mask?.data[i]).toBe(isIn(i, 20) ? 1 : 0)
  })

  it('leaves out what was painted away', () => {
    const mask = cutFromScribble(image, [dab('add', 35, 60), dab('erase', 35, 75)])
    expect(mask?.data[75 * SIZE + 35]).toBe(0)
    expect(mask?.data[50 * SIZE + 35]).toBe(1)
  })

  it('selects nothing without paint on a thing', () => {
    expect(cutFromScribble(image, [dab('erase', 35, 60)])).toBeNull()
  })
})
