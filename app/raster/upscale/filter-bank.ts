import { FILTER_TABLE, FILTER_UNIT } from './filter-table.ts'
import { LOOKS, mirroredLook, TAP_REACH } from './look-direction.ts'

export const TAPS = (2 * TAP_REACH + 1) ** 2

let known: Float32Array | undefined

/**
 * The filters of all looks, for the four pixels that each pixel becomes (top left, top right, bottom left, bottom right): entry
 * `(look x TAPS + tap) x 4 + phase`. Only those of the first are kept; the others are its mirror images.
 */
export function filterBank(): Float32Array {
  if (known !== undefined) return known
  const table = readTable()
  const side = 2 * TAP_REACH + 1
  const bank = new Float32Array(LOOKS * TAPS * 4)
  for (let look = 0; look < LOOKS; look++) {
    for (let phase = 0; phase < 4; phase++) {
      const [px, py] = [phase & 1, phase >> 1]
      const seen = px === py ? look : mirroredLook(look)
      for (let tap = 0; tap < TAPS; tap++) {
        const [row, column] = [Math.floor(tap / side), tap % side]
        const from = (py === 1 ? side - 1 - row : row) * side + (px === 1 ? side - 1 - column : column)
        bank[(look * TAPS + tap) * 4 + phase] = table[seen * TAPS + from] / FILTER_UNIT
      }
    }
  }
  known = bank
  return bank
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 to 16-bit numbers, by hand: not every host of the kernels has the same decoder. */
function readTable(): Int16Array {
  const out = new Int16Array(LOOKS * TAPS)
  for (let i = 0, bits = 0, held = 0, byte = 0; i < FILTER_TABLE.length; i++) {
    const value = LETTERS.indexOf(FILTER_TABLE[i])
    if (value < 0) break
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    const read = (held >> bits) & 255
    out[byte >> 1] |= (byte & 1) === 0 ? read : (read << 24) >> 16
    byte++
  }
  return out
}
