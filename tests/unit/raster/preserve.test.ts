import { describe, expect, it } from 'vitest'
import { seededNumbers } from '../../../app/domain/director/seeded-sway.ts'
import { plane, type Rgb8, rgb8 } from '../../../app/domain/raster.ts'
import { alignPicture } from '../../../app/raster/preserve/align-picture.ts'
import { layOver } from '../../../app/raster/preserve/lay-over.ts'
import { applyColour, matchColour } from '../../../app/raster/preserve/match-colour.ts'
import { preserveOriginal } from '../../../app/raster/preserve/preserve-original.ts'
import { protectMap } from '../../../app/raster/preserve/protect-map.ts'

const SIZE = { width: 240, height: 320 }

/** Soft blotches of colour at three scales: something to be seen everywhere. */
function blotches(seed: number): Rgb8 {
  const random = seededNumbers(seed)
  const waves = Array.from({ length: 60 }, () => ({
    x: 0.02 + 0.3 * random(),
    y: 0.02 + 0.3 * random(),
    phase: 6.3 * random(),
    colour: [random() - 0.5, random() - 0.5, random() - 0.5],
  }))
  const out = rgb8(SIZE.width, SIZE.height)
  for (let y = 0, i = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++, i++) {
      for (let c = 0; c < 3; c++) {
        const value = waves.reduce((sum, wave) => sum + (wave.colour[c] ?? 0) * Math.sin(wave.x * x + wave.y * y + wave.phase), 0)
        out.data[3 * i + c] = Math.max(0, Math.min(255, 128 + 28 * value))
      }
    }
  }
  return out
}

const everywhere = () => {
  const trust = plane(SIZE.width, SIZE.height)
  trust.data.fill(1)
  return trust
}
/** What a model does: 4 px to the right, 3 down, a little larger, warmer. */
const MOVED = { a: 1 / 1.01, b: 0, tx: -4, c: 0, d: 1 / 1.01, ty: -3 }
const warmer = (picture: Rgb8): Rgb8 =>
  applyColour(picture, [
    [1.06, 0.02, 0, 5],
    [0, 0.97, 0.01, -2],
    [0.01, 0, 0.9, 4],
  ])

describe('a picture that was made of another one', () => {
  const original = blotches(1)
  const made = warmer(layOver(original, MOVED, SIZE).picture)

  it('is found where it lies, to a fifth of a pixel, whatever its colours', () => {
    const { map, agreement } = alignPicture(original, made, everywhere())
    expect(agreement).toBeGreaterThan(0.9)
    for (const [x, y] of [
      [40, 40],
      [200, 60],
      [120, 280],
    ] as const) {
      // Where the map leads to must lead back by how the picture was moved.
      const [u, v] = [map.a * x + map.b * y + map.tx, map.c * x + map.d * y + map.ty]
      expect(Math.abs(MOVED.a * u + MOVED.tx - x)).toBeLessThan(0.2)
      expect(Math.abs(MOVED.d * v + MOVED.ty - y)).toBeLessThan(0.2)
    }
  })

  it('is told from another one', () => {
    expect(alignPicture(original, blotches(2), everywhere()).agreement).toBeLessThan(0.4)
  })

  it('gets the colours of the photo back, also where a third of it shows something else', () => {
    const photo = rgb8(SIZE.width, SIZE.height)
    for (let i = 0; i < photo.data.length; i++) photo.data[i] = 60 + ((i * 7919) % 130)
    const changed = warmer(photo)
    for (let i = 0; i < changed.data.length / 9; i++) changed.data.set([255, 0, 0], 3 * i)
    const back = applyColour(warmer(photo), matchColour(changed, photo, everywhere()))
    let sum = 0
    for (let i = 0; i < back.data.length; i++) sum += Math.abs((back.data[i] ?? 0) - (photo.data[i] ?? 0))
    expect(sum / back.data.length).toBeLessThan(0.5)
  })

  it('keeps every byte of the photo where it is protected, and no step shows beside it', () => {
    const protect = everywhere()
    for (let y = 100; y < 220; y++) protect.data.fill(0, y * SIZE.width + 60, y * SIZE.width + 180)
    const { map } = alignPicture(original, made, protect)
    const { picture, kept } = preserveOriginal(original, made, { map, protect })
    let [changed, steps, count] = [0, 0, 0]
    for (let y = 1; y < SIZE.height - 1; y++) {
      for (let x = 1; x < SIZE.width - 1; x++) {
        const i = y * SIZE.width + x
        if (protect.data[i] === 1) {
          expect(kept.data[i]).toBe(1)
          for (let c = 0; c < 3; c++) if (picture.data[3 * i + c] !== original.data[3 * i + c]) changed++
        }
        if (protect.data[i] === protect.data[i + 1]) continue
        const step = (of: Rgb8): number => Math.abs((of.data[3 * i] ?? 0) - (of.data[3 * i + 3] ?? 0))
        steps += Math.max(0, step(picture) - step(original))
        count++
      }
    }
    expect(changed).toBe(0)
    expect(steps / count).toBeLessThan(2)
  })
})

describe('what is protected', () => {
  const mask = (inside: (x: number, y: number) => boolean) => {
    const out = plane(SIZE.width, SIZE.height)
    for (let y = 0, i = 0; y < SIZE.height; y++) for (let x = 0; x < SIZE.width; x++, i++) out.data[i] = inside(x, y) ? 1 : 0
    return out
  }
  const parts = {
    person: mask((x, y) => x > 80 && x < 160 && y > 40),
    front: mask((x, y) => Math.hypot(x - 120, y - 65) < 25),
    edited: mask((x, y) => x > 70 && x < 170 && y > 100 && y < 250),
    madePerson: mask((x, y) => x > 60 && x < 180 && y > 40),
    head: { centre: [120, 65], radius: 25, chin: [120, 88], down: [0, 1] },
  } as const
  const at = (map: { readonly data: ArrayLike<number> }, x: number, y: number): number => map.data[y * SIZE.width + x] ?? Number.NaN

  it('is the ground away from either person, and the head with what is around it', () => {
    const map = protectMap(parts, { face: true, background: true })
    expect([at(map, 10, 300), at(map, 120, 65), at(map, 85, 60)]).toEqual([1, 1, 1])
    // The garment, and where the made one is wider.
    expect([at(map, 120, 180), at(map, 65, 180)]).toEqual([0, 0])
  })

  it('is only what is asked for', () => {
    const face = protectMap(parts, { face: true, background: false })
    expect([at(face, 10, 300), at(face, 120, 65), at(face, 85, 60)]).toEqual([0, 1, 0])
    const ground = protectMap(parts, { face: false, background: true })
    expect([at(ground, 10, 300), at(ground, 120, 65)]).toEqual([1, 0])
  })
})
