import { createRequire } from 'node:module'
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { StudioError } from '../../domain/errors.ts'
import { readIsoProfile } from './header-iso.ts'

/** The part of the wasm build's surface that is used here. Its own wrapper prints to stdout, which belongs to the CLI. */
interface Heif {
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown }
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown }
  readonly heif_channel: { readonly heif_channel_interleaved: unknown }
  heif_context_alloc(): object
  heif_context_free(context: object): void
  heif_context_read_from_memory(context: object, bytes: Uint8Array): HeifError
  heif_js_context_get_primary_image_handle(context: object): object | HeifError
  heif_image_handle_release(handle: object): void
  heif_js_decode_image2(handle: object, colorspace: unknown, chroma: unknown): Promise<HeifPicture | HeifError> | HeifPicture | HeifError
  heif_image_handle_has_alpha_channel(handle: object): number | boolean
  heif_image_release(image: object): void
}

interface HeifError {
  readonly code: { readonly value: number } | number
  readonly message: string
}

interface HeifPicture {
  readonly image: object
  readonly channels: readonly {
    readonly id: unknown
    readonly width: number
    readonly height: number
    readonly stride: number
    readonly data: Uint8Array
  }[]
}

/**
 * Decodes the primary picture of a HEIC file. libheif applies the file's own turn, mirror and crop, so the result is
 * upright and any Exif orientation must be ignored: it repeats the turn.
 *
 * @returns a pipeline over the pixels with the file's ICC profile attached, so that it is converted like that of any file.
 * @throws StudioError `image.damaged`
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Sharp> {
  const { width, height, data, hasAlpha } = await decodePixels(bytes)
  const raw = sharp(data, { raw: { width, height, channels: 4 } })
  const opaque = hasAlpha ? raw : raw.removeAlpha()
  const profile = readIsoProfile(bytes)
  if (profile === undefined) return opaque
  // sharp takes a profile from a file only, so the pixels become an uncompressed PNG that has it.
  const png = await opaque.png({ compressionLevel: 0, adaptiveFiltering: false }).toBuffer()
  return sharp(withProfile(png, profile))
}

async function decodePixels(bytes: Uint8Array): Promise<{ width: number; height: number; data: Uint8Array; hasAlpha: boolean }> {
  const heif = createRequire(import.meta.url)('libheif-js/wasm-bundle') as Heif
  const context = heif.heif_context_alloc()
  try {
    const read = heif.heif_context_read_from_memory(context, bytes)
    if (codeOf(read) !== 0) throw damaged(read.message)
    const handle = heif.heif_js_context_get_primary_image_handle(context)
    if (isError(handle)) throw damaged(handle.message)
    try {
      const hasAlpha = Boolean(heif.heif_image_handle_has_alpha_channel(handle))
      const rgb = heif.heif_colorspace.heif_colorspace_RGB
      const picture = await heif.heif_js_decode_image2(handle, rgb, heif.heif_chroma.heif_chroma_interleaved_RGBA)
      if (isError(picture)) throw damaged(picture.message)
      return { ...copyPixels(heif, picture), hasAlpha }
    } finally {
      heif.heif_image_handle_release(handle)
    }
  } catch (thrown) {
    // Wasm traps and exhausted wasm memory arrive as plain errors.
    if (thrown instanceof StudioError) throw thrown
    throw damaged(thrown instanceof Error ? thrown.message : String(thrown), thrown)
  } finally {
    heif.heif_context_free(context)
  }
}

function copyPixels(heif: Heif, picture: HeifPicture): { width: number; height: number; data: Uint8Array } {
  try {
    const channel = picture.channels.find((candidate) => candidate.id === heif.heif_channel.heif_channel_interleaved)
    if (channel === undefined) throw damaged('no interleaved channel')
    const { width, height, stride } = channel
    const rowBytes = width * 4
    const data = new Uint8Array(rowBytes * height)
    for (let y = 0; y < height; y++) data.set(channel.data.subarray(y * stride, y * stride + rowBytes), y * rowBytes)
    return { width, height, data }
  } finally {
    heif.heif_image_release(picture.image)
  }
}

function isError(value: object): value is HeifError {
  return 'code' in value && 'message' in value
}

function codeOf(error: HeifError): number {
  return typeof error.code === 'number' ? error.code : error.code.value
}

function damaged(message: string, cause?: unknown): StudioError {
  return new StudioError('image.damaged', `The HEIC picture cannot be decoded: ${message}`, { cause })
}

/** A PNG with an iCCP chunk put in after IHDR (PNG specification 11.3.2.3). */
function withProfile(png: Uint8Array, profile: Uint8Array): Uint8Array {
  const afterHeader = 33
  const name = new TextEncoder().encode('icc\0\0')
  const body = Buffer.concat([new TextEncoder().encode('iCCP'), name, deflateSync(profile)])
  const chunk = Buffer.alloc(body.byteLength + 8)
  chunk.writeUInt32BE(body.byteLength - 4, 0)
  chunk.set(body, 4)
  chunk.writeUInt32BE(crc32(body), body.byteLength + 4)
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)])
}
