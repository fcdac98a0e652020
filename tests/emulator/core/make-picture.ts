import { editedPicture, type PictureFormat, paintedPicture, type Size, sizeOf } from '../compose/picture.ts'
import { fitted, sizeLike, sizeOfRatio } from '../compose/sizes.ts'
import { loadPicture } from './load-input.ts'
import type { World } from './world.ts'

/** A picture as most services are asked for one. */
export interface PictureWish {
  readonly prompt: string
  /** Pictures it is made from, the one that is changed first; none for a picture from words. */
  readonly references: readonly unknown[]
  /** `3:4` and the like; anything else keeps the shape of the first picture. */
  readonly ratio?: unknown
  /** Side of the square of the same area, in pixels; 1024 without. */
  readonly side?: number
  /** The exact size, in place of ratio and side. */
  readonly size?: Size
  readonly seed: number
  readonly format: PictureFormat
}

/** @throws WorkError where a picture cannot be had or read. */
export async function makePicture(world: World, wish: PictureWish): Promise<Buffer> {
  const { prompt, references, ratio, side = 1024, seed, format } = wish
  const [base, ...others] = await Promise.all(references.map((reference) => loadPicture(world, reference)))
  const exact = wish.size === undefined ? undefined : fitted(wish.size, world.maxSide)
  const asked = exact ?? (typeof ratio === 'string' ? sizeOfRatio(ratio, side, world.maxSide) : undefined)
  if (base === undefined)
    return paintedPicture(prompt, { size: asked ?? fitted({ width: side, height: side }, world.maxSide), seed, format })
  return editedPicture({ inputs: [base, ...others], size: asked ?? sizeLike(await sizeOf(base), side, world.maxSide), seed, format })
}

/** The longer and the shorter of a size such as `1280:720` or `1280x720`; undefined where it is none. */
export function readSize(text: unknown): Size | undefined {
  const match = /^(\d+)[:x](\d+)$/.exec(String(text))
  return match === null ? undefined : { width: Number(match[1]), height: Number(match[2]) }
}
