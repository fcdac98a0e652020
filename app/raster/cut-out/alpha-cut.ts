import { type Plane, plane, type Rgba8 } from '../../domain/raster.ts'
import { boxBlur } from '../blur.ts'
import { keepLarge } from '../components.ts'

/** Soft floor shadows of product cut-outs stay below this alpha; cloth, even thin, lies above. */
const CLOTH_ALPHA = 140
const MIN_CLEAR_SHARE = 0.02
const MIN_SOLID_SHARE = 0.01

/** True when the alpha channel tells a subject from its surroundings, not just a rounded corner or nothing at all. */
export function hasTrueAlpha(picture: Rgba8): boolean {
  let clear = 0
  let solid = 0
  for (let i = 3; i < picture.data.length; i += 4) {
    if (picture.data[i] < 16) clear++
    else if (picture.data[i] > CLOTH_ALPHA) solid++
  }
  const pixels = picture.width * picture.height
  return clear > MIN_CLEAR_SHARE * pixels && solid > MIN_SOLID_SHARE * pixels
}

/**
 * The mask that a picture brings along, without its soft floor shadow and without specks: parts of at least 5 % of the
 * largest one stay. The soft rim of what stays keeps its alpha.
 *
 * @returns 0..1 at the picture's size.
 */
export function cutByAlpha(picture: Rgba8): Plane {
  const cloth = plane(picture.width, picture.height)
  for (let i = 0; i < cloth.data.length; i++) cloth.data[i] = picture.data[4 * i + 3] > CLOTH_ALPHA ? 1 : 0
  const kept = keepLarge(cloth, 0.05)
  // A rim pixel has cloth within two pixels; a shadow has not.
  const near = boxBlur(kept, 2)
  for (let i = 0; i < kept.data.length; i++) kept.data[i] = near.data[i] > 1e-4 ? picture.data[4 * i + 3] / 255 : 0
  return kept
}
