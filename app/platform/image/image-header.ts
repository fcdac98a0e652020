import { fileTypeFromBuffer } from 'file-type'
import type { ImageType } from '../../domain/asset.ts'
import { StudioError } from '../../domain/errors.ts'
import type { ImageLimits } from '../config.ts'
import { readGifHeader } from './header-gif.ts'
import { readIsoHeader } from './header-iso.ts'
import { readJpegHeader } from './header-jpeg.ts'
import { readPngHeader } from './header-png.ts'
import { readTiffHeader } from './header-tiff.ts'
import { readWebpHeader } from './header-webp.ts'

/** What a header says; `undefined` from a reader means that it contradicts itself or ends too early. */
export interface HeaderFacts {
  /** Stored size in pixels, before any turn; the largest that a decoder would be asked for. */
  readonly width: number
  readonly height: number
  /** Frames of an animation or pages of a document, counted up to the limit. */
  readonly frames: number
}

export interface ImageHeader extends HeaderFacts {
  readonly type: ImageType
}

const TYPES: Readonly<Record<string, ImageType>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'image/gif': 'image/gif',
  'image/tiff': 'image/tiff',
  'image/avif': 'image/avif',
  'image/heic': 'image/heic',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
}

const READERS = {
  'image/jpeg': readJpegHeader,
  'image/png': readPngHeader,
  'image/webp': readWebpHeader,
  'image/gif': readGifHeader,
  'image/tiff': readTiffHeader,
  'image/avif': readIsoHeader,
  'image/heic': readIsoHeader,
} as const satisfies Record<ImageType, (bytes: Uint8Array, maxFrames: number) => HeaderFacts | undefined>

/**
 * The decoder for HEIC holds planes and RGBA in wasm memory and the copies around it come to 17 bytes a pixel (measured
 * at 8.5 megapixels): 64 megapixels stay near 1.2 GB. Phones make 48.
 */
const MAX_HEIC_PIXELS = 64e6

/**
 * Says what a file is, by its bytes and never by its name, and refuses it when it asks for more than `limits`. Reads
 * headers with code of our own and allocates nothing that depends on them: a 1.3 kB AVIF can declare 289 megapixels.
 * It is no proof that the picture is whole; `validateImage` decodes it.
 *
 * @throws StudioError `image.unsupported-type`, `image.damaged`, `image.too-large` (with the numbers in details).
 */
export async function readImageHeader(bytes: Uint8Array, limits: ImageLimits): Promise<ImageHeader> {
  if (bytes.byteLength > limits.maxImageBytes) throw tooLarge({ sizeBytes: bytes.byteLength, maxImageBytes: limits.maxImageBytes })
  const type = await sniffType(bytes)
  const facts = READERS[type](bytes, limits.maxFrames)
  if (facts === undefined || facts.width < 1 || facts.height < 1) {
    throw new StudioError('image.damaged', 'The header of the picture cannot be read', { details: { type } })
  }
  const { width, height, frames } = facts
  const maxPixels = type === 'image/heic' ? Math.min(limits.maxPixels, MAX_HEIC_PIXELS) : limits.maxPixels
  if (width * height > maxPixels || Math.max(width, height) > limits.maxSidePx) {
    throw tooLarge({ width, height, maxPixels, maxSidePx: limits.maxSidePx })
  }
  if (frames > limits.maxFrames) throw tooLarge({ maxFrames: limits.maxFrames })
  return { type, width, height, frames }
}

/** The picture type by content. @throws StudioError `image.unsupported-type` */
async function sniffType(bytes: Uint8Array): Promise<ImageType> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined)
  const mime = found?.mime ?? mimeBySignature(bytes)
  const type = Object.hasOwn(TYPES, mime) ? TYPES[mime] : undefined
  if (type === undefined)
    throw new StudioError('image.unsupported-type', 'The file is not a picture of a supported type', { details: { mime } })
  return type
}

/** file-type looks past the signature and gives up on torn PNG and TIFF files; to a person they are damaged pictures. */
function mimeBySignature(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  if (start.startsWith('\u0089PNG\r\n')) return 'image/png'
  return start.startsWith('II*\0') || start.startsWith('MM\0*') ? 'image/tiff' : 'unknown'
}

function tooLarge(details: Readonly<Record<string, number>>): StudioError {
  return new StudioError('image.too-large', 'The picture is larger than this program takes', { details })
}
