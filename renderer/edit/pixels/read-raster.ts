import { StudioError } from '../../../app/domain/errors.ts'
import type { ArtifactId } from '../../../app/domain/ids.ts'
import { fitInside, type Plane, type Raster, type Rgb8, type Rgba8, type Size } from '../../../app/domain/raster.ts'
import { decodeRaster } from '../../../app/domain/raster-file.ts'
import { resamplePicture } from '../../../app/raster/resample-picture.ts'
import { withAlpha } from '../../../app/raster/with-alpha.ts'

/** Pixels in full, at most: two pictures of 24 megapixels. */
const KEPT_BYTES = 200_000_000

/** By address; the latest used are at the end. */
const whole = new Map<string, Promise<Rgba8>>()
const levels = new Map<string, Rgba8>()
const masks = new Map<ArtifactId, Promise<Plane>>()

/**
 * The pixels of a picture at a size: those that exports are painted from, made smaller by the same kernel.
 *
 * @param size a wish; nothing is enlarged, and proportions are those of the picture.
 */
export async function readPicture(url: string, size: Size): Promise<Rgba8> {
  const picture = await readWhole(url)
  const wanted = fitInside(picture, Math.max(size.width, size.height))
  if (wanted.width >= picture.width) return picture
  const key = `${url} ${wanted.width}`
  const level = levels.get(key) ?? resamplePicture(picture, wanted)
  levels.delete(key)
  levels.set(key, level)
  let bytes = [...levels.values()].reduce((sum, { data }) => sum + data.length, 0)
  for (const [oldest, { data }] of levels) {
    if (bytes <= KEPT_BYTES / 2 || oldest === key) break
    levels.delete(oldest)
    bytes -= data.length
  }
  return level
}

/** A mask that a document names. */
export function readMask(id: ArtifactId, url: string): Promise<Plane> {
  return once(masks, id, async () => {
    const raster = await fetchRaster(url)
    if (raster.channels !== 1) throw new StudioError('asset.blob-damaged', 'A mask has one channel')
    return raster
  })
}

async function readWhole(url: string): Promise<Rgba8> {
  const reading = once(whole, url, async () => withAlpha(await fetchPicture(url)))
  whole.delete(url)
  whole.set(url, reading)
  const picture = await reading
  if (whole.size > 1) {
    let bytes = 0
    for (const [key, read] of [...whole].reverse()) {
      bytes += (await read.catch(() => null))?.data.length ?? 0
      if (bytes > KEPT_BYTES && key !== url) whole.delete(key)
    }
  }
  return picture
}

function once<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, read: () => Promise<Value>): Promise<Value> {
  let reading = known.get(key)
  if (reading === undefined) {
    reading = read()
    known.set(key, reading)
    // What failed may come right: the studio was away.
    reading.catch(() => known.delete(key))
  }
  return reading
}

async function fetchRaster(url: string): Promise<Raster> {
  const response = await fetch(url)
  if (!response.ok) throw new StudioError('asset.blob-missing', 'The pixels of a picture could not be fetched')
  const raster = decodeRaster(new Uint8Array(await response.arrayBuffer()))
  if (raster === undefined) throw new StudioError('asset.blob-damaged', 'The pixels of a picture came in another form')
  return raster
}

async function fetchPicture(url: string): Promise<Rgb8 | Rgba8> {
  const raster = await fetchRaster(url)
  if (raster.channels === 1) throw new StudioError('asset.blob-damaged', 'A picture has three channels or four')
  return raster
}
