import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Rgb8 } from '../../app/domain/raster.ts'
import { layFlat } from '../../samples/mannequin/garment/flatlay.ts'
import { flatOf } from '../../samples/mannequin/person.ts'
import type { Pair } from './procedural-pairs.ts'
import { CACHE, isDrawn } from './procedural-truth.ts'

/** Width and height of the garment's photograph in pixels. */
const SIZE_PX = 1024

/** A garment that lies on a ground, and its true cut-out. */
export interface Lay {
  readonly photo: Rgb8
  /** 0..255. */
  readonly alpha: Uint8Array
  /** Pixel = pattern (metres) x scale + x0, y0. */
  readonly toPixel: { readonly scale: number; readonly x0: number; readonly y0: number }
}

/** Photographs a garment, or finds it done. */
export async function layGarment({ garment, ground, seed }: Pair, mannequin: string): Promise<Lay> {
  const key = createHash('sha256')
    .update(JSON.stringify([SIZE_PX, garment, ground, seed, mannequin]))
    .digest('hex')
  const file = join(CACHE, `lay-${key.slice(0, 32)}.bin`)
  if (!isDrawn(file)) {
    const { rgb, alpha, toPixel } = layFlat(flatOf(garment), ground, seed, SIZE_PX, SIZE_PX)
    const head = Buffer.from(new Float64Array([toPixel.scale, toPixel.x0, toPixel.y0]).buffer)
    await mkdir(CACHE, { recursive: true })
    await writeFile(file, deflateSync(Buffer.concat([head, rgb, alpha]), { level: 3 }))
  }
  const bytes = new Uint8Array(inflateSync(await readFile(file)))
  const [scale = 1, x0 = 0, y0 = 0] = new Float64Array(bytes.slice(0, 24).buffer)
  const pixels = SIZE_PX * SIZE_PX
  const photo: Rgb8 = { channels: 3, width: SIZE_PX, height: SIZE_PX, data: bytes.subarray(24, 24 + 3 * pixels) }
  return { photo, alpha: bytes.subarray(24 + 3 * pixels), toPixel: { scale, x0, y0 } }
}
