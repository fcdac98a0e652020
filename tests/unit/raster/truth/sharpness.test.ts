import { describe, expect, it } from 'vitest'
import { plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import { blur } from '../../../../app/raster/blur.ts'
import { measureSharpness } from '../../../../app/raster/truth/sharpness.ts'
import { saySharpness } from '../../../../app/raster/truth/verdicts.ts'
import { painted } from './pictures.ts'

const SIZE = 200
const full = plane(SIZE, SIZE)
full.data.fill(1)
let state = 1
const noise = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32 - 0.5
}
/** Cloth with threads and folds. */
const cloth = painted(SIZE, SIZE, (x, y) => {
  const value = Math.round(128 + 40 * noise() + 25 * Math.sin(x / 4) * Math.sin(y / 5))
  return [value, value, value]
})

function blurred(image: Rgb8, sigmaPx: number): Rgb8 {
  const channel = plane(
    image.width,
    image.height,
    Float32Array.from({ length: SIZE * SIZE }, (_, i) => image.data[3 * i] ?? 0),
  )
  const soft = blur(channel, sigmaPx)
  return rgb8(
    SIZE,
    SIZE,
    Uint8Array.from({ length: 3 * SIZE * SIZE }, (_, i) => Math.round(soft.data[Math.floor(i / 3)] ?? 0)),
  )
}

function darker(image: Rgb8): Rgb8 {
  return rgb8(
    image.width,
    image.height,
    image.data.map((value) => Math.round(0.6 * value)),
  )
}

const judge = (result: Rgb8) => {
  const [garment, shown] = [measureSharpness(cloth, full, 1), measureSharpness(result, full, 1)]
  return saySharpness(garment === null || shown === null ? null : { garment, result: shown, scale: 1 })
}

describe('the sharpness of a result', () => {
  it('is kept in less light', () => {
    expect(judge(darker(cloth))).toMatchObject({ verdict: 'kept', sentence: 'sharpness-kept' })
  })

  it('is lost by a blur of two pixels, and more by one of three', () => {
    const [two, three] = [judge(blurred(cloth, 2)), judge(blurred(cloth, 3))]
    expect(two.sentence).toBe('sharpness-blurred')
    expect(three.sentence).toBe('sharpness-blurred')
    expect(three.value ?? 1).toBeLessThan(two.value ?? 0)
  })

  it('is kept where cloth was only moved by half a pixel, though that takes its finest grain', () => {
    const at = (image: Rgb8, x: number, y: number): number => image.data[3 * (Math.min(SIZE - 1, y) * SIZE + Math.min(SIZE - 1, x))] ?? 0
    const moved = painted(SIZE, SIZE, (x, y) => {
      const value = Math.round((at(cloth, x, y) + at(cloth, x + 1, y) + at(cloth, x, y + 1) + at(cloth, x + 1, y + 1)) / 4)
      return [value, value, value]
    })
    expect(judge(moved)).toMatchObject({ verdict: 'kept' })
  })

  it('cannot be told of cloth that has no detail', () => {
    const plain = painted(SIZE, SIZE, () => [90, 90, 90])
    const flat = measureSharpness(plain, full, 1)
    if (flat === null) throw new Error('The cloth fills its picture')
    expect(saySharpness({ garment: flat, result: flat, scale: 1 })).toMatchObject({ verdict: 'unknown' })
  })
})
