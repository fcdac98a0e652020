import type { Picture } from '../../../app/domain/document/fill.ts'
import type { CanvasSize } from '../../../app/domain/document/frame.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { type Rgba8, rgba8, type Size } from '../../../app/domain/raster.ts'

/** Where a picture of the library comes from. The preview stands in for what a browser cannot decode. */
export interface PictureUrls {
  readonly original: string
  readonly preview: string
}

/** Enough for the picture that is worked on, at the sizes it is shown at. */
const KEPT_BYTES = 192_000_000

const decoded = new Map<string, Promise<ImageBitmap>>()
const levels = new Map<string, Rgba8>()

/**
 * The pixels of a picture at a size, upright, straight alpha. Decoded once by the browser, which is as exact as its canvas: raw bytes
 * from the core can take its place here.
 *
 * @throws StudioError `asset.blob-missing` where neither file can be fetched or decoded.
 */
export async function readPicture(
  picture: Picture,
  urls: PictureUrls,
  { size, colourSpace }: { readonly size: Size; readonly colourSpace: CanvasSize['colourSpace'] },
): Promise<Rgba8> {
  const key = `${picture.hash} ${size.width} ${size.height} ${colourSpace}`
  const known = levels.get(key)
  if (known !== undefined) return known
  const bitmap = await decodedOnce(picture.hash, urls)
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true, colorSpace: colourSpace })
  if (context === null) throw new StudioError('internal', 'There is no canvas to draw on')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, size.width, size.height)
  const { data } = context.getImageData(0, 0, size.width, size.height)
  const level = rgba8(size.width, size.height, new Uint8Array(data.buffer))
  keep(key, level)
  return level
}

function decodedOnce(hash: string, urls: PictureUrls): Promise<ImageBitmap> {
  let bitmap = decoded.get(hash)
  if (bitmap === undefined) {
    bitmap = decode(urls.original).catch(() => decode(urls.preview))
    decoded.set(hash, bitmap)
    // What failed may come right: the studio was away, the file was put back.
    bitmap.catch(() => decoded.delete(hash))
  }
  return bitmap
}

async function decode(url: string): Promise<ImageBitmap> {
  const response = await fetch(url)
  if (!response.ok) throw new StudioError('asset.blob-missing', 'The file of a picture could not be fetched')
  return await createImageBitmap(await response.blob(), { premultiplyAlpha: 'none' })
}

function keep(key: string, level: Rgba8): void {
  levels.set(key, level)
  let bytes = [...levels.values()].reduce((sum, { data }) => sum + data.length, 0)
  for (const [oldest, { data }] of levels) {
    if (bytes <= KEPT_BYTES || oldest === key) return
    levels.delete(oldest)
    bytes -= data.length
  }
}
