import { z } from 'zod'

/** A number between two limits, both included. Minus zero becomes zero: JSON does not know it, and what is replayed must equal what was done. */
export const between = (min: number, max: number) =>
  z
    .number()
    .min(min)
    .max(max)
    .overwrite((value) => value + 0)

/** 0..1. */
export const share = between(0, 1)
/** How strong an adjustment is and to which side; 0 changes nothing. */
export const signedShare = between(-1, 1)
/** Degrees clockwise. */
export const degrees = between(-180, 180)

/** The longest side of a canvas, in document pixels: the largest that browsers paint. */
export const MOST_SIDE_PX = 16_384

/** A place or a distance in document pixels. Things may hang far out of the canvas. */
export const documentPx = between(-4 * MOST_SIDE_PX, 4 * MOST_SIDE_PX)

/** An sRGB colour, `#rrggbb`, or `#rrggbbaa` with straight alpha. */
export const colour = z
  .string()
  .regex(/^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/)
  .overwrite((text) => text.toLowerCase())
