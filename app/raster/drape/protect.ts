import type { Plane, Rgb8 } from '../../domain/raster.ts'

/**
 * The last kernel of every draft: gives back the original wherever the edit mask is not exactly above zero, byte for byte,
 * and mixes by the mask where it is soft.
 *
 * @param original the working picture. Not modified.
 * @param edited same size. Not modified.
 * @param editMask same size, 0..1; 0 is protected.
 * @returns same size.
 * @throws RangeError when the sizes differ: a shifted mask would protect the wrong place.
 */
export function protect(original: Rgb8, edited: Rgb8, editMask: Plane): Rgb8 {
  for (const other of [edited, editMask]) {
    if (other.width !== original.width || other.height !== original.height) throw new RangeError('Protect needs one size')
  }
  const data = original.data.slice()
  for (let i = 0, j = 0; i < editMask.data.length; i++, j += 3) {
    const weight = editMask.data[i]
    if (!(weight > 0)) continue
    if (weight >= 1) {
      data[j] = edited.data[j]
      data[j + 1] = edited.data[j + 1]
      data[j + 2] = edited.data[j + 2]
      continue
    }
    for (let c = 0; c < 3; c++) data[j + c] = Math.round(original.data[j + c] + (edited.data[j + c] - original.data[j + c]) * weight)
  }
  return { ...original, data }
}
