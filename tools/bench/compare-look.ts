import type { Plane, Rgb8 } from '../../app/domain/raster.ts'
import { blur } from '../../app/raster/blur.ts'
import { ciede2000, labOfSrgb, lumaOfRgb } from '../../app/raster/colour.ts'
import { mapPlane } from '../../app/raster/morphology.ts'
import { resizePlane } from '../../app/raster/resample.ts'
import { mean } from './report.ts'

/** Mean CIEDE2000 inside the true mask, and SSIM (Gaussian, sigma 1.5) over its box. */
export function compareLook(picture: Rgb8, reference: Rgb8, truth: Plane): { readonly deltaE: number; readonly ssim: number } {
  const differences: number[] = []
  for (let i = 0; i < truth.data.length; i += 3) {
    if ((truth.data[i] ?? 0) <= 0.5) continue
    const colour = (image: Rgb8) => labOfSrgb(image.data[3 * i] ?? 0, image.data[3 * i + 1] ?? 0, image.data[3 * i + 2] ?? 0)
    differences.push(ciede2000(colour(picture), colour(reference)))
  }
  return { deltaE: mean(differences), ssim: meanSsim(lumaOfRgb(picture), lumaOfRgb(reference), truth) }
}

/** How far a picture is moved to compare cloth with itself, in pixels: more than the weave, less than a fold. */
const SELF_SHIFT = 6

/**
 * Mean CIEDE2000 between the true garment and itself a few pixels to the side, inside its mask: what the weave and heather of its
 * cloth cost even where colour, folds and light are right. No draft gets below it but by keeping the pixels of the old garment.
 */
export function clothFloor(reference: Rgb8, truth: Plane): number {
  const inner = blur(truth, 5)
  const differences: number[] = []
  const colour = (i: number) => labOfSrgb(reference.data[3 * i] ?? 0, reference.data[3 * i + 1] ?? 0, reference.data[3 * i + 2] ?? 0)
  for (let i = SELF_SHIFT; i < truth.data.length; i += 3) {
    if ((inner.data[i] ?? 0) < 0.98 || (inner.data[i - SELF_SHIFT] ?? 0) < 0.98) continue
    differences.push(ciede2000(colour(i), colour(i - SELF_SHIFT)))
  }
  return mean(differences)
}

function meanSsim(x: Plane, y: Plane, truth: Plane): number {
  const map = ssimMap(x, y)
  const near = resizePlane(resizePlane(truth, { width: 8, height: 8 }), truth)
  return meanWhere(map, (i) => (near.data[i] ?? 0) >= 0.2)
}

/** Structural similarity at every pixel (Wang et al. 2004): Gaussian windows with sigma 1.5, luma of 0..255. */
export function ssimMap(x: Plane, y: Plane): Plane {
  const product = (a: Plane, b: Plane): Plane =>
    blur(
      mapPlane(a, (value, i) => value * (b.data[i] ?? 0)),
      1.5,
    )
  const [meanX, meanY, xx, yy, xy] = [blur(x, 1.5), blur(y, 1.5), product(x, x), product(y, y), product(x, y)]
  return mapPlane(meanX, (mx, i) => {
    const at = (source: Plane): number => source.data[i] ?? 0
    const my = at(meanY)
    const top = (2 * mx * my + 6.5) * (2 * (at(xy) - mx * my) + 58.5)
    return top / ((mx * mx + my * my + 6.5) * (at(xx) - mx * mx + at(yy) - my * my + 58.5))
  })
}

/** Mean of the pixels that count; NaN where none does. */
export function meanWhere(values: Plane, counts: (index: number) => boolean): number {
  let sum = 0
  let count = 0
  values.data.forEach((value, i) => {
    if (!counts(i)) return
    sum += value
    count++
  })
  return count === 0 ? Number.NaN : sum / count
}

/** Share of the true mask that is covered, and area drawn outside of it over its area. */
export function coverOf(shown: Plane, truth: Plane): { readonly coverage: number; readonly leak: number } {
  let area = 0
  let covered = 0
  let outside = 0
  for (let i = 0; i < truth.data.length; i++) {
    const isTrue = (truth.data[i] ?? 0) > 0.5
    const isShown = (shown.data[i] ?? 0) > 0.5
    if (isTrue) area++
    if (isTrue && isShown) covered++
    if (!isTrue && isShown) outside++
  }
  return { coverage: covered / area, leak: outside / area }
}

/** Bytes that differ where the edit mask is 0. */
export function changedOutside(before: Rgb8, after: Rgb8, editMask: Plane): number {
  let count = 0
  for (let i = 0; i < editMask.data.length; i++) {
    if ((editMask.data[i] ?? 0) > 0) continue
    for (let c = 3 * i; c < 3 * i + 3; c++) if (before.data[c] !== after.data[c]) count++
  }
  return count
}

/** Share of the shown garment that lies above the first row of the true one: cloth over the top. */
export function hiddenAbove(shown: Plane, truth: Plane): number {
  const firstRow = truth.data.findIndex((value) => value > 0.5)
  const limit = Math.floor(firstRow / truth.width) - Math.round(0.01 * truth.height)
  let above = 0
  let area = 0
  for (let i = 0; i < shown.data.length; i++) {
    if ((shown.data[i] ?? 0) <= 0.5) continue
    area++
    if (Math.floor(i / shown.width) < limit) above++
  }
  return area === 0 ? Number.NaN : above / area
}
