import { type Rgb8, type Rgba8, rgba8 } from '../domain/raster.ts'

/** A picture with an alpha channel: itself where it has one, else a copy that is opaque everywhere. */
export function withAlpha(picture: Rgb8 | Rgba8): Rgba8 {
  if (picture.channels === 4) return picture
  const out = rgba8(picture.width, picture.height)
  for (let i = 0, j = 0; i < out.data.length; i += 4, j += 3) {
    out.data[i] = picture.data[j]
    out.data[i + 1] = picture.data[j + 1]
    out.data[i + 2] = picture.data[j + 2]
    out.data[i + 3] = 255
  }
  return out
}
