import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import type { ModelLimits } from '../domain/cloud/model.ts'
import type { InputRole } from '../domain/cloud/tasks.ts'
import { StudioError } from '../domain/errors.ts'
import type { ImageLimits } from '../platform/config.ts'
import { decodeUpright } from '../platform/image/decode-image.ts'
import type { ProviderInput } from './adapter.ts'

/** From what nobody can tell from the original down to what is still good to look at. */
const QUALITIES = [92, 85, 75] as const
/** Each step takes away a third of the pixels. */
const SHRINK = 0.82
const MOST_STEPS = 12

/** A picture as it may leave the machine, and its size. */
export interface PreparedInput extends Omit<ProviderInput, 'remote'> {
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * Makes a picture fit what a model takes: upright, sRGB, 8 bit, sides and bytes within its limits, JPEG or PNG. It is drawn anew, so no metadata leaves
 * the machine: no place, no camera, no name. The same picture and limits give the same bytes, so an upload is recognised.
 *
 * Masks and pictures with alpha are PNG; where PNG is not taken, alpha is laid on white.
 *
 * @throws StudioError as `decodeUpright`; `image.too-small` below the model's smallest side, `image.too-large` where it cannot be made small enough.
 * @public for paid jobs
 */
export async function prepareInput(
  source: { readonly bytes: Uint8Array; readonly role: InputRole },
  { model, image }: { readonly model: ModelLimits; readonly image: ImageLimits },
): Promise<PreparedInput> {
  let longSidePx = model.maxSidePx
  const { raster } = await decodeUpright(source.bytes, { limits: image, longSidePx })
  if (Math.min(raster.width, raster.height) < model.minSidePx) {
    throw new StudioError('image.too-small', `A side of the picture is shorter than ${model.minSidePx} px`, {
      details: { widthPx: raster.width, heightPx: raster.height, minSidePx: model.minSidePx },
    })
  }
  const { channels } = raster
  const wholeLongSide = Math.max(raster.width, raster.height)
  longSidePx = Math.min(longSidePx, wholeLongSide)
  const type = typeFor(source.role, { hasAlpha: channels === 4, model })
  for (let step = 0; step < MOST_STEPS; step++) {
    const pixels = sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels } })
    const sized = longSidePx < wholeLongSide ? pixels.resize({ width: longSidePx, height: longSidePx, fit: 'inside' }) : pixels
    const encoded = await encode(sized, type, QUALITIES[Math.min(step, QUALITIES.length - 1)] ?? 75)
    if (encoded.data.byteLength <= model.maxInputBytes) {
      const { data, info } = encoded
      return {
        role: source.role,
        hash: createHash('sha256').update(data).digest('hex'),
        mediaType: type,
        bytes: data,
        widthPx: info.width,
        heightPx: info.height,
      }
    }
    // PNG has no quality to give up.
    if (type === 'image/png' || step >= QUALITIES.length - 1) longSidePx = Math.max(model.minSidePx, Math.floor(longSidePx * SHRINK))
  }
  throw new StudioError('image.too-large', `The picture cannot be made smaller than ${model.maxInputBytes} bytes`, {
    details: { maxBytes: model.maxInputBytes },
  })
}

function typeFor(
  role: InputRole,
  { hasAlpha, model }: { readonly hasAlpha: boolean; readonly model: ModelLimits },
): 'image/jpeg' | 'image/png' {
  const takesPng = model.mediaTypes.includes('image/png')
  const takesJpeg = model.mediaTypes.includes('image/jpeg')
  const wantsPng = role === 'mask' || hasAlpha
  return takesPng && (wantsPng || !takesJpeg) ? 'image/png' : 'image/jpeg'
}

/** Full colour for garments: with colours at half the size, thin stripes and red cloth bleed. */
async function encode(picture: Sharp, type: 'image/jpeg' | 'image/png', quality: number): ReturnType<typeof bytesOf> {
  const drawn =
    type === 'image/png' ? picture.png() : picture.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: '4:4:4' })
  return bytesOf(drawn)
}

function bytesOf(picture: Sharp): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  return picture.toBuffer({ resolveWithObject: true })
}
