import { seededNumbers } from '../../domain/director/seeded-sway.ts'
import type { Frame } from './paint-layer.ts'

const TILE = 512
/** Standard deviation of luma at amount 1. */
const STRENGTH = 9

/** Adds grain to luma, another one to each frame, the same for the same seed. In place. */
export type FilmGrain = (frame: Frame, index: number) => void

/** @returns null for none. */
export function createFilmGrain(amount: number, seed: number): FilmGrain | null {
  if (amount === 0) return null
  const random = seededNumbers(seed ^ 0x2f17)
  // The sum of three even numbers is near enough to a normal one.
  const tile = Int8Array.from({ length: TILE * TILE }, () => Math.round((random() + random() + random() - 1.5) * 2 * STRENGTH * amount))
  return ({ data, width, height }, index) => {
    const shift = seededNumbers(seed + 7919 * index)
    const [left, top] = [Math.floor(shift() * TILE), Math.floor(shift() * TILE)]
    for (let y = 0, i = 0; y < height; y++) {
      const row = ((y + top) % TILE) * TILE
      for (let x = 0; x < width; x++, i++) {
        const value = data[i] + tile[row + ((x + left) % TILE)]
        data[i] = value < 16 ? 16 : Math.min(value, 235)
      }
    }
  }
}
