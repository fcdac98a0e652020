import { type Plane, plane, type Rgb8, type Rgba8, rgba8 } from '../../domain/raster.ts'
import { blurWithin, boxBlur } from '../blur.ts'

const REACH_SIGMA_PX = 3

/**
 * Joins a picture and its mask to a cut-out whose rim is free of the ground's colour: what the ground gave to a half covered
 * pixel is taken out and given to the garment's own colour nearby, `I + (1 - alpha) (F - B)`. Unlike a division by alpha this
 * does not blow up noise where little is covered.
 *
 * @param mask 0..1, same size.
 * @returns straight alpha; colour is 0 where alpha is 0.
 */
export function colourCutOut(image: Rgb8, mask: Plane): Rgba8 {
  const inside = boxBlur(mask, 1)
  const garment = plane(mask.width, mask.height)
  const ground = plane(mask.width, mask.height)
  for (let i = 0; i < garment.data.length; i++) {
    garment.data[i] = inside.data[i] > 0.999 ? 1 : 0
    ground.data[i] = inside.data[i] < 0.001 ? 1 : 0
  }
  const out = rgba8(image.width, image.height)
  for (let channel = 0; channel < 3; channel++) fillChannel(out, image, { channel, mask, inside, garment, ground })
  for (let i = 0; i < mask.data.length; i++) out.data[4 * i + 3] = Math.round(255 * mask.data[i])
  return out
}

interface Rim {
  readonly channel: number
  readonly mask: Plane
  readonly inside: Plane
  readonly garment: Plane
  readonly ground: Plane
}

function fillChannel(out: Rgba8, image: Rgb8, { channel, mask, inside, garment, ground }: Rim): void {
  const source = plane(image.width, image.height)
  for (let i = 0; i < source.data.length; i++) source.data[i] = image.data[3 * i + channel]
  const own = blurWithin(source, garment, REACH_SIGMA_PX)
  const foreign = blurWithin(source, ground, REACH_SIGMA_PX)
  for (let i = 0; i < source.data.length; i++) {
    const alpha = mask.data[i]
    if (alpha <= 0) continue
    const value = source.data[i]
    // The mask's edge is good to about a pixel, so a pixel next to the rim may be mixed though its alpha says 1.
    const cover = Math.min(alpha, inside.data[i])
    const isRim = cover < 0.999 && own.data[i] > 0 && foreign.data[i] > 0
    const clean = isRim ? value + (1 - cover) * (own.data[i] - foreign.data[i]) : value
    out.data[4 * i + channel] = clean < 0 ? 0 : Math.min(255, Math.round(clean))
  }
}
