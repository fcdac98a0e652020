import { type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { necklineAt, type TopAnchors } from '../garment/anchors.ts'
import { clamp } from '../geometry.ts'
import { resizePremultiplied, resizeRgba } from '../resample.ts'

/**
 * A garment's pixels as the rasteriser wants them: colour premultiplied by alpha, so that bilinear samples at the cut edge
 * never mix in the colour of transparent pixels.
 */
export type Texture = Rgba8

export function premultiply(cutOut: Rgba8): Texture {
  const data = new Uint8Array(cutOut.data.length)
  for (let i = 0; i < data.length; i += 4) {
    const alpha = cutOut.data[i + 3]
    const k = alpha / 255
    data[i] = cutOut.data[i] * k + 0.5
    data[i + 1] = cutOut.data[i + 1] * k + 0.5
    data[i + 2] = cutOut.data[i + 2] * k + 0.5
    data[i + 3] = alpha
  }
  return { ...cutOut, data }
}

/** From this scale on bilinear sampling sees every pixel. */
const NO_SHRINK = 0.83

/**
 * Shrinks a cut-out by area so that one of its pixels covers about one of the picture; bilinear sampling alone would skip
 * pixels of a 2160 px garment and make its weave flicker. Never enlarges.
 *
 * @param scale picture pixels for one pixel of the cut-out.
 */
export function shrinkToScale(cutOut: Rgba8, scale: number): Rgba8 {
  if (scale > NO_SHRINK) return cutOut
  const width = Math.max(16, Math.round(cutOut.width * scale * 1.1))
  const height = Math.max(16, Math.round((cutOut.height * width) / cutOut.width))
  return resizeRgba(cutOut, { width, height })
}

/** The same for a texture. */
export function shrinkTexture(texture: Texture, scale: number): Texture {
  if (scale > NO_SHRINK) return texture
  const width = Math.max(16, Math.round(texture.width * scale * 1.1))
  return resizePremultiplied(texture, { width, height: Math.max(16, Math.round((texture.height * width) / texture.width)) })
}

/** Pixels the inside of the back reaches below the neckline, so that no gap opens between the two layers. */
const OVERLAP = 4

/**
 * Parts a top at its neckline: what is above it between the neck points is the inside of the back and lies behind the neck.
 *
 * @param anchors in any size of the same garment.
 */
export function splitAtNeckline(texture: Texture, anchors: TopAnchors): { readonly front: Texture; readonly back: Texture } {
  const { width, height } = texture
  const kx = anchors.size.width / width
  const ky = anchors.size.height / height
  const front = texture.data.slice()
  const back = new Uint8Array(texture.data.length)
  const [left, right] = anchors.neckPoints
  const hoodRow = Math.min(left[1], right[1])
  const lowest = Math.ceil((Math.max(left[1], right[1]) + anchors.neckline.depth) / ky) + OVERLAP + 2
  for (let y = 0; y < Math.min(height, lowest); y++) {
    for (let x = 0; x < width; x++) {
      const i = 4 * (y * width + x)
      if (texture.data[i + 3] === 0) continue
      const gx = (x + 0.5) * kx
      const isBetween = gx > left[0] && gx < right[0]
      const below = isBetween ? y - necklineAt(anchors, gx) / ky : anchors.hood && (y + 0.5) * ky < hoodRow ? -OVERLAP : OVERLAP
      const inFront = clamp(below + 0.5, 0, 1)
      const behind = inFront < 1 ? 1 : isBetween ? clamp(1 - (below - OVERLAP) / 2, 0, 1) : 0
      for (let c = 0; c < 4; c++) {
        front[i + c] = texture.data[i + c] * inFront
        back[i + c] = texture.data[i + c] * behind
      }
    }
  }
  return { front: { ...texture, data: front }, back: { ...texture, data: back } }
}

/** An empty layer of a picture's size: premultiplied, transparent. */
export function emptyLayer(size: Size): Rgba8 {
  return rgba8(size.width, size.height)
}
