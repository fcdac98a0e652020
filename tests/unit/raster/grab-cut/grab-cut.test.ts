import { describe, expect, it } from 'vitest'
import { type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import {
  GRAB_BACKGROUND,
  GRAB_FOREGROUND,
  GRAB_PROBABLY_BACKGROUND,
  GRAB_PROBABLY_FOREGROUND,
  grabCut,
} from '../../../../app/raster/grab-cut/grab-cut.ts'

const WIDTH = 60
const HEIGHT = 40

interface Place {
  readonly x: number
  readonly y: number
}

function picture(colourAt: (place: Place) => readonly [number, number, number]): Rgb8 {
  const image = rgb8(WIDTH, HEIGHT)
  for (let i = 0; i < WIDTH * HEIGHT; i++) image.data.set(colourAt({ x: i % WIDTH, y: Math.floor(i / WIDTH) }), 3 * i)
  return image
}

function seeded(seedAt: (place: Place) => number): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => seedAt({ x: i % WIDTH, y: Math.floor(i / WIDTH) }))
}

const isIn = ({ x, y }: Place, [left, top, right, bottom]: readonly [number, number, number, number]): boolean =>
  x >= left && x < right && y >= top && y < bottom

const OBJECT = [20, 10, 40, 30] as const
const image = picture((place) => (isIn(place, OBJECT) ? [200 + (place.x % 5), 30, 40] : [30, 60 + (place.y % 7), 190]))
const seeds = seeded((place) => {
  if (isIn(place, [28, 18, 32, 22])) return GRAB_FOREGROUND
  return isIn(place, [14, 6, 46, 34]) ? GRAB_PROBABLY_FOREGROUND : GRAB_BACKGROUND
})

describe('GrabCut', () => {
  it('finds the object of another colour inside a rough frame, and leaves the seeds alone', () => {
    const before = seeds.slice()
    const answer = grabCut(image, seeds, 3)
    expect(seeds).toEqual(before)
    expect([...answer].every((value, i) => value === (isIn({ x: i % WIDTH, y: Math.floor(i / WIDTH) }, OBJECT) ? 1 : 0))).toBe(true)
  })

  it('gives the same bytes for the same picture, whatever was cut before', () => {
    const first = grabCut(image, seeds, 5)
    grabCut(
      picture(({ x, y }) => [x, y, x + y]),
      seeds,
      2,
    )
    expect(grabCut(image, seeds, 5)).toEqual(first)
  })

  it('believes sure seeds against all colours', () => {
    const isOdd = (place: Place): boolean => isIn(place, [5, 5, 8, 8])
    const answer = grabCut(
      image,
      seeded((place) => (isOdd(place) ? GRAB_FOREGROUND : (seeds[place.y * WIDTH + place.x] ?? 0))),
      3,
    )
    expect(answer[6 * WIDTH + 6]).toBe(1)
    expect(answer[6 * WIDTH + 12]).toBe(0)
  })

  it('puts colours that were never sure where their like is', () => {
    const answer = grabCut(
      image,
      seeded((place) => {
        if (isIn(place, [22, 12, 30, 28])) return GRAB_PROBABLY_FOREGROUND
        return isIn(place, [1, 1, WIDTH - 1, HEIGHT - 1]) ? GRAB_PROBABLY_BACKGROUND : GRAB_BACKGROUND
      }),
      5,
    )
    expect(answer[20 * WIDTH + 38]).toBe(1)
    expect(answer[20 * WIDTH + 50]).toBe(0)
  })

  it('answers with the seeds where nothing is open, and lives with flat colours', () => {
    const sure = seeded((place) => (isIn(place, OBJECT) ? GRAB_FOREGROUND : GRAB_BACKGROUND))
    expect(grabCut(image, sure, 3)).toEqual(sure)
    const flat = picture((place) => (isIn(place, OBJECT) ? [255, 255, 255] : [0, 0, 0]))
    expect(grabCut(flat, seeds, 3).reduce((sum, value) => sum + value, 0)).toBe(400)
  })

  it('refuses seeds of another size', () => {
    expect(() => grabCut(image, new Uint8Array(7), 3)).toThrow(RangeError)
  })
})
