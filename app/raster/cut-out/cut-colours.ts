import { type Plane, plane, type Rgb8, type Rgba8, rgba8 } from '../../domain/raster.ts'
import { blur, boxBlur } from '../blur.ts'
import { resizePlane, resizeRgb } from '../resample.ts'

/** Reach of the colours nearby, in pixels of the half-size copy in which they are gathered. */
const REACH_SIGMA_PX = 1.5

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
  const out = rgba8(image.width, image.height)
  for (let i = 0, j = 0; i < mask.data.length; i++, j += 3) {
    const alpha = mask.data[i]
    if (alpha <= 0) continue
    out.data[4 * i] = image.data[j]
    out.data[4 * i + 1] = image.data[j + 1]
    out.data[4 * i + 2] = image.data[j + 2]
    out.data[4 * i + 3] = Math.round(255 * alpha)
  }
  const half = { width: (image.width + 1) >> 1, height: (image.height + 1) >> 1 }
  const small = resizeRgb(image, half)
  const cover = resizePlane(inside, half)
  const garment = gatherColours(small, cover, (value) => value > 0.99)
  const ground = gatherColours(small, cover, (value) => value < 0.01)
  cleanRim(out, { mask, inside, garment, ground })
  return out
}

/** Colours of the chosen pixels, spread over their neighbourhood; `known` is 0 where none is near. */
interface NearbyColours {
  readonly known: Plane
  readonly channels: readonly Plane[]
}

function gatherColours(image: Rgb8, cover: Plane, isChosen: (cover: number) => boolean): NearbyColours {
  const weight = plane(cover.width, cover.height)
  for (let i = 0; i < weight.data.length; i++) weight.data[i] = isChosen(cover.data[i]) ? 1 : 0
  const known = blur(weight, REACH_SIGMA_PX)
  const channels = [0, 1, 2].map((channel) => {
    const weighted = plane(cover.width, cover.height)
    for (let i = 0; i < weighted.data.length; i++) weighted.data[i] = weight.data[i] * image.data[3 * i + channel]
    return blur(weighted, REACH_SIGMA_PX)
  })
  return { known, channels }
}

interface Rim {
  readonly mask: Plane
  readonly inside: Plane
  readonly garment: NearbyColours
  readonly ground: NearbyColours
}

function cleanRim(out: Rgba8, { mask, inside, garment, ground }: Rim): void {
  const { width } = mask
  for (let i = 0; i < mask.data.length; i++) {
    // The mask's edge is good to about a pixel, so a pixel next to the rim may be mixed though its alpha says 1.
    const cover = Math.min(mask.data[i], inside.data[i])
    if (mask.data[i] <= 0 || cover > 0.999) continue
    const near = (Math.floor(i / width) >> 1) * garment.known.width + ((i % width) >> 1)
    const [own, foreign] = [garment.known.data[near], ground.known.data[near]]
    if (own < 1e-3 || foreign < 1e-3) continue
    for (let c = 0; c < 3; c++) {
      const shift = garment.channels[c].data[near] / own - ground.channels[c].data[near] / foreign
      const clean = out.data[4 * i + c] + (1 - cover) * shift
      out.data[4 * i + c] = clean < 0 ? 0 : Math.min(255, Math.round(clean))
    }
  }
}
