import { type Plane, plane, type Rgba8 } from '../domain/raster.ts'
import { blur } from './blur.ts'
import { smoothstep } from './geometry.ts'

/**
 * Where a picture may show skin, by its colour alone: hue and chroma in YCbCr, where skin of all shades lies along one line
 * (Chai, Ngan 1999). Beige cloth looks like skin to it; nothing worse than a little less sharpness comes of that.
 *
 * @param look a small copy of a picture, 300 to 700 px long. Its alpha does not count.
 * @returns 0..1, same size, without the grain of single pixels.
 */
export function skinLikelihood(look: Rgba8): Plane {
  const out = plane(look.width, look.height)
  for (let i = 0, j = 0; i < out.data.length; i++, j += 4) {
    const [r, g, b] = [look.data[j], look.data[j + 1], look.data[j + 2]]
    const luma = 0.299 * r + 0.587 * g + 0.114 * b
    const [blue, red] = [0.564 * (b - luma), 0.713 * (r - luma)]
    const chroma = Math.sqrt(blue * blue + red * red)
    if (red <= 0 || blue >= 0 || chroma < 6) continue
    // 1 where redness and lack of blue are as in skin: about 54 degrees.
    const along = (-0.59 * blue + 0.81 * red) / chroma
    const near = smoothstep(0.91, 0.965, along)
    out.data[i] = near * smoothstep(6, 12, chroma) * smoothstep(62, 48, chroma) * smoothstep(25, 45, luma)
  }
  return blur(out, Math.max(look.width, look.height) / 300)
}
