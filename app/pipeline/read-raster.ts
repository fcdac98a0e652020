import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import { type Plane, plane, type Rgb8, type Rgba8, rgb8 } from '../domain/raster.ts'
import type { Artifacts } from './services.ts'

/** A colour picture; transparent pixels are shown on white, as a viewer shows them. */
export async function readRgb(artifacts: Artifacts, id: ArtifactId): Promise<Rgb8> {
  const raster = await artifacts.readRaster(id)
  if (raster.channels === 3) return raster
  if (raster.channels === 4) return onWhite(raster)
  throw wrongKind(id, 'a picture')
}

/** A picture with alpha, or null when it has none. */
export async function readPicture(artifacts: Artifacts, id: ArtifactId): Promise<Rgb8 | Rgba8> {
  const raster = await artifacts.readRaster(id)
  if (raster.channels === 1) throw wrongKind(id, 'a picture')
  return raster
}

export async function readMask(artifacts: Artifacts, id: ArtifactId): Promise<Plane> {
  const raster = await artifacts.readRaster(id)
  if (raster.channels === 1) return raster
  throw wrongKind(id, 'a mask')
}

/** The alpha of a cut-out as a mask 0..1. */
export async function readAlpha(artifacts: Artifacts, id: ArtifactId): Promise<Plane> {
  const raster = await artifacts.readRaster(id)
  if (raster.channels !== 4) throw wrongKind(id, 'a cut-out')
  return alphaOf(raster)
}

/** Alpha as a mask 0..1. */
export function alphaOf({ width, height, data }: Rgba8): Plane {
  const out = plane(width, height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = (data[4 * i + 3] ?? 0) / 255
  return out
}

/** Up to four masks packed as bytes. */
export async function readMasks(artifacts: Artifacts, id: ArtifactId): Promise<Rgba8> {
  const raster = await artifacts.readRaster(id)
  if (raster.channels === 4) return raster
  throw wrongKind(id, 'a pack of masks')
}

/** The picture as it looks on white paper. */
export function onWhite(picture: Rgba8): Rgb8 {
  const flat = rgb8(picture.width, picture.height)
  const { data } = picture
  for (let i = 0, j = 0; i < data.length; i += 4, j += 3) {
    const alpha = data[i + 3] ?? 255
    for (let c = 0; c < 3; c++) flat.data[j + c] = ((data[i + c] ?? 0) * alpha + 255 * (255 - alpha) + 127) / 255
  }
  return flat
}

function wrongKind(id: ArtifactId, wanted: string): StudioError {
  return new StudioError('internal', `Artifact ${id} is not ${wanted}`)
}
