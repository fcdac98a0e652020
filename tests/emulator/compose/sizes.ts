import type { Size } from './picture.ts'

/** Sides of pictures of about `megapixels` x 1024², of a ratio such as `3:4`, in steps of 8 px. */
export function sizeOfRatio(ratio: string, side: number, maxSide: number): Size | undefined {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(ratio)
  if (match === null) return undefined
  const share = Number(match[1]) / Number(match[2])
  return fitted({ width: side * Math.sqrt(share), height: side / Math.sqrt(share) }, maxSide)
}

/** A size of the same shape whose area is that of a square of `side`. */
export function sizeLike({ width, height }: Size, side: number, maxSide: number): Size {
  const factor = side / Math.sqrt(width * height)
  return fitted({ width: width * factor, height: height * factor }, maxSide)
}

/** Limited to the longest side that is allowed, in whole steps of 8 px. */
export function fitted({ width, height }: Size, maxSide: number): Size {
  const factor = Math.min(1, maxSide / Math.max(width, height))
  const step = (value: number): number => Math.max(8, Math.round((value * factor) / 8) * 8)
  return { width: step(width), height: step(height) }
}

/** Sides of the square that a size name stands for. */
export const SIDES: Readonly<Record<string, number>> = {
  '0.5K': 512,
  '512': 512,
  '1K': 1024,
  '1k': 1024,
  '2K': 2048,
  '2k': 2048,
  '4K': 4096,
}
