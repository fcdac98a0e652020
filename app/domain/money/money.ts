import { z } from 'zod'

/** Millionths of a US dollar: prices of single pictures and seconds are whole numbers of it, and sums never drift. */
export const microUsd = z.int().nonnegative().brand<'MicroUsd'>()
export type MicroUsd = z.output<typeof microUsd>

/** Dollars as micro-units, rounded up: a price that is told is never less than what is billed. */
export function microsOf(usd: number): MicroUsd {
  return microUsd.parse(Math.ceil(Math.round(usd * 1e9) / 1e3))
}
