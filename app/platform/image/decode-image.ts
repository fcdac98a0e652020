import sharp, { type Sharp } from 'sharp'
import { StudioError } from '../../domain/errors.ts'
import { type Rgb8, type Rgba8, rgb8, rgba8, type Size } from '../../domain/raster.ts'
import type { ImageLimits } from '../config.ts'
import { decodeHeic } from './decode-heic.ts'
import { type ImageHeader, readImageHeader } from './image-header.ts'

/** A picture as the studio works on it: upright, sRGB, 8 bit, straight alpha. */
export interface UprightImage {
  readonly raster: Rgb8 | Rgba8
  /** Size of the whole upright picture, in pixels; the raster is smaller where a long side was asked for. */
  readonly fullSize: Size
  readonly header: ImageHeader
}

/** Thumbnails of a picture that decoded to its last row, and the size of that picture. */
export interface Thumbnails {
  /** Size of the whole upright picture, in pixels. */
  readonly fullSize: Size
  readonly header: ImageHeader
  /** WebP, long side at most 256 px. */
  readonly small: Uint8Array
  /** WebP, long side at most 1024 px. */
  readonly large: Uint8Array
}

const SMALL_THUMBNAIL_PX = 256
const LARGE_THUMBNAIL_PX = 1024

/**
 * Decodes a picture for work. Pure over its bytes; runs in any thread and keeps to one core.
 *
 * - Turn: Exif orientation 1 to 8 of JPEG, TIFF, WebP and PNG (eXIf chunk); HEIC and AVIF turn by their own transform
 *   properties and their Exif is ignored, as the standard says. Not honoured, as in browsers: orientation that a PNG
 *   states in XMP only or in ImageMagick's raw-profile text.
 * - Colour: embedded ICC profiles and CMYK (with and without profile) are converted to sRGB; 16 bit becomes 8.
 * - Animations give their first frame.
 *
 * @param options.longSidePx scales down so that the long side is at most this; never enlarges.
 * @returns `Rgba8` when the file has an alpha channel, else `Rgb8`.
 * @throws StudioError `image.unsupported-type`, `image.too-large` (before anything is decoded), `image.damaged`.
 */
export async function decodeUpright(
  bytes: Uint8Array,
  options: { readonly limits: ImageLimits; readonly longSidePx?: number },
): Promise<UprightImage> {
  const { limits, longSidePx } = options
  const header = await readImageHeader(bytes, limits)
  return decoding(async () => {
    const picture = await openUpright(bytes, header, limits)
    const fullSize = await uprightSize(picture)
    const sized = longSidePx === undefined ? picture : resized(picture, longSidePx)
    const { data, info } = await sized.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
    return { raster: toRaster(data, info), fullSize, header }
  })
}

/**
 * Decodes a picture from first to last row, which is the only proof that it is whole (the header of half a file reads
 * perfectly), and makes its two thumbnails on the way.
 *
 * @throws StudioError as `decodeUpright`.
 */
export async function validateImage(bytes: Uint8Array, limits: ImageLimits): Promise<Thumbnails> {
  const header = await readImageHeader(bytes, limits)
  return decoding(async () => {
    const picture = await openUpright(bytes, header, limits)
    const fullSize = await uprightSize(picture)
    const { data, info } = await resized(picture, LARGE_THUMBNAIL_PX)
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const picture1024 = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    const [small, large] = await Promise.all([
      resized(picture1024.clone(), SMALL_THUMBNAIL_PX).webp({ quality: 75, effort: 2 }).toBuffer(),
      picture1024.webp({ quality: 80, effort: 2 }).toBuffer(),
    ])
    return { fullSize, header, small, large }
  })
}

async function openUpright(bytes: Uint8Array, header: ImageHeader, limits: ImageLimits): Promise<Sharp> {
  // Throughput comes from several pictures in flight, not from several threads in one: 1.9 times on two cores.
  sharp.concurrency(1)
  if (header.type === 'image/heic') return decodeHeic(bytes)
  // `error` takes what browsers show (a stray byte before a marker) and refuses what has lost pixels.
  return sharp(header.type === 'image/avif' ? asStillAvif(bytes) : bytes, {
    limitInputPixels: limits.maxPixels,
    failOn: 'error',
    page: 0,
    pages: 1,
  }).autoOrient()
}

/**
 * The decoder knows AVIF by its first brand and does not take `avis`, an image sequence; that too holds a cover picture,
 * which is what we want of it.
 */
function asStillAvif(bytes: Uint8Array): Uint8Array {
  if (String.fromCharCode(...bytes.subarray(4, 12)) !== 'ftypavis') return bytes
  const still = Uint8Array.from(bytes)
  still.set(new TextEncoder().encode('avif'), 8)
  return still
}

async function uprightSize(picture: Sharp): Promise<Size> {
  const { autoOrient } = await picture.metadata()
  return { width: autoOrient.width, height: autoOrient.height }
}

function resized(picture: Sharp, longSidePx: number): Sharp {
  return picture.resize({ width: longSidePx, height: longSidePx, fit: 'inside', withoutEnlargement: true })
}

/** The pipeline's bytes as a raster; grey becomes colour. */
function toRaster(data: Uint8Array, info: { readonly width: number; readonly height: number; readonly channels: number }): Rgb8 | Rgba8 {
  const { width, height, channels } = info
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (channels === 3) return rgb8(width, height, bytes)
  if (channels === 4) return rgba8(width, height, bytes)
  throw new StudioError('image.damaged', `The picture decodes to ${channels} channels`)
}

/** Runs a decode; what the decoder throws says that the picture is damaged. */
async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof StudioError) throw thrown
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    // The last line of defence: our own header check should have refused it before.
    if (message.includes('pixel limit')) throw new StudioError('image.too-large', message, { cause: thrown })
    throw new StudioError('image.damaged', `The picture cannot be decoded: ${message.split('\n')[0]}`, { cause: thrown })
  }
}
