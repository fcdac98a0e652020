import type { Plane } from '../../domain/raster.ts'

/**
 * For each pixel the index of a known one that is nearest, or nearly so (two passes over neighbours, Danielsson 1980); its own where it is
 * known, -1 where nothing is.
 *
 * @param known 1 where known.
 */
export function nearestKnown({ width, height, data }: Plane): Int32Array {
  const nearest = new Int32Array(data.length)
  for (let i = 0; i < data.length; i++) nearest[i] = data[i] >= 1 ? i : -1
  const far = (i: number, of: number): number => {
    if (of < 0) return Number.POSITIVE_INFINITY
    const dx = (of % width) - (i % width)
    const dy = Math.floor(of / width) - Math.floor(i / width)
    return dx * dx + dy * dy
  }
  const take = (i: number, from: number): void => {
    if (nearest[from] >= 0 && far(i, nearest[from]) < far(i, nearest[i])) nearest[i] = nearest[from]
  }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i] >= 1) continue
      if (x > 0) take(i, i - 1)
      if (y > 0) take(i, i - width)
      if (y > 0 && x > 0) take(i, i - width - 1)
      if (y > 0 && x < width - 1) take(i, i - width + 1)
    }
    for (let x = width - 2, j = i - 2; x >= 0; x--, j--) if (data[j] < 1) take(j, j + 1)
  }
  for (let y = height - 1, i = data.length - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      if (data[i] >= 1) continue
      if (x < width - 1) take(i, i + 1)
      if (y < height - 1) take(i, i + width)
      if (y < height - 1 && x > 0) take(i, i + width - 1)
      if (y < height - 1 && x < width - 1) take(i, i + width + 1)
    }
    for (let x = 1, j = i + 2; x < width; x++, j++) if (data[j] < 1) take(j, j - 1)
  }
  return nearest
}
