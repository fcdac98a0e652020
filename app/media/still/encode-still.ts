import sharp, { type Sharp } from 'sharp'
import { type ExportFormat, type ExportRecipe, type ExportSize, exportedSize } from '../../domain/export/export-recipe.ts'
import type { Rgba8 } from '../../domain/raster.ts'
import { type PictureCredits, xmpPacket } from './xmp.ts'

/** What a file says of the camera; EXIF's names. */
export type CameraFacts = { readonly [Name in 'Make' | 'Model' | 'DateTimeOriginal']?: string | undefined }

const HAS_ALPHA: Readonly<Record<ExportFormat, boolean>> = { png: true, jpeg: false, webp: true, avif: true, tiff: true }

/** A picture in the size that a recipe asks for, by Lanczos, with its alpha; nothing is done where it has that size. */
export async function resizeStill(picture: Rgba8, size: ExportSize): Promise<Rgba8> {
  const { width, height } = exportedSize(picture, size)
  if (width === picture.width && height === picture.height) return picture
  const fit = size.kind === 'cover' ? 'cover' : size.kind === 'pad' ? 'contain' : 'fill'
  const background = size.kind === 'pad' ? size.background : '#00000000'
  const { data } = await raw(picture)
    .resize({ width, height, fit, background, kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { channels: 4, width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

/** The bytes of a file. The same picture and recipe give the same bytes. */
export async function encodeStill(
  picture: Rgba8,
  { format, quality, profile, background }: Pick<ExportRecipe, 'format' | 'quality' | 'profile' | 'background'>,
  about: PictureCredits & { readonly camera: CameraFacts },
): Promise<Uint8Array> {
  const flat = HAS_ALPHA[format] && !isOpaque(picture) ? raw(picture) : raw(picture).flatten({ background })
  const { creator, copyright, camera } = about
  const { Make, Model, DateTimeOriginal } = camera
  const exif = {
    IFD0: {
      ...(Make === undefined ? {} : { Make }),
      ...(Model === undefined ? {} : { Model }),
      ...(creator === null ? {} : { Artist: creator }),
      ...(copyright === null ? {} : { Copyright: copyright }),
    },
    ...(DateTimeOriginal === undefined ? {} : { IFD2: { DateTimeOriginal } }),
  }
  const labelled = flat
    .withIccProfile(profile === 'srgb' ? 'srgb' : 'p3')
    .withExif(exif)
    .withXmp(xmpPacket(about))
  return new Uint8Array(await inFormat(labelled, format, quality).toBuffer())
}

function inFormat(picture: Sharp, format: ExportFormat, quality: number): Sharp {
  switch (format) {
    case 'png':
      return picture.png({ compressionLevel: 7 })
    case 'jpeg':
      // Full colour resolution from where people stop asking for small files: red seams on white bleed at half.
      return picture.jpeg({ quality, mozjpeg: true, chromaSubsampling: quality >= 85 ? '4:4:4' : '4:2:0' })
    case 'webp':
      return picture.webp({ quality, effort: 4, smartSubsample: true })
    case 'avif':
      return picture.avif({ quality, effort: 3, chromaSubsampling: quality >= 85 ? '4:4:4' : '4:2:0' })
    case 'tiff':
      return picture.tiff({ compression: 'deflate', predictor: 'horizontal' })
  }
}

function raw({ width, height, data }: Rgba8): Sharp {
  sharp.concurrency(1)
  return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
}

function isOpaque({ data }: Rgba8): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false
  return true
}
