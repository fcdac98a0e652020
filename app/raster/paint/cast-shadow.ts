import { plane, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import type { Box } from '../crop/affine.ts'
import { resampleRows } from '../resample-rows.ts'

/** Sigma of the blur in pixels of the shadow's picture, where the layer is fine enough for it: softer shadows have larger pixels. */
const SIGMA = 4
/** The longest side of a shadow's picture; what is larger has larger pixels. */
const MOST_PX = 4096

/** A shadow and where it lies, in pixels of its layer. */
export interface SoftShadow {
  /** Black, straight alpha. */
  readonly image: Rgba8
  readonly box: Box
}

/**
 * The soft shadow of a layer's outline. Its pixels are as large as its softness allows, so that it costs little, and looks the same
 * whatever scale the layer was made at.
 *
 * @param outline pixels of the layer at any scale; only their alpha counts.
 * @param layer its size, and the softness of its shadow (twice the sigma), in its own pixels.
 */
export function castShadowOf(outline: Rgba8, layer: { readonly size: Size; readonly softnessPx: number }): SoftShadow {
  const { size } = layer
  const sigmaPx = layer.softnessPx / 2
  const longest = Math.max(size.width, size.height)
  const cellPx = Math.max(longest / Math.max(outline.width, outline.height), sigmaPx / SIGMA, longest / MOST_PX)
  const margin = Math.ceil((3 * sigmaPx) / cellPx)
  const inner = { width: Math.ceil(size.width / cellPx), height: Math.ceil(size.height / cellPx) }
  const cells = plane(inner.width + 2 * margin, inner.height + 2 * margin)
  shrinkAlpha(outline, { cellPx, size, inner }, (y, line) => cells.data.set(line, (y + margin) * cells.width + margin))
  const soft = blur(cells, sigmaPx / cellPx)
  const image = rgba8(cells.width, cells.height)
  for (let i = 0; i < soft.data.length; i++) image.data[4 * i + 3] = soft.data[i] + 0.5
  const at = 0 - margin * cellPx
  return { image, box: { x: at, y: at, width: cells.width * cellPx, height: cells.height * cellPx } }
}

/** Alpha 0..255 in cells; the last ones may reach beyond the layer, where there is nothing. */
function shrinkAlpha(
  outline: Rgba8,
  { cellPx, size, inner }: { readonly cellPx: number; readonly size: Size; readonly inner: Size },
  put: (y: number, line: Float32Array) => void,
): void {
  const [across, down] = [outline.width / size.width, outline.height / size.height]
  const box = { x: 0, y: 0, width: inner.width * cellPx * across, height: inner.height * cellPx * down }
  const { width, height, data } = outline
  const read = (y: number, line: Float32Array): void => {
    for (let x = 0, i = 4 * y * width + 3; x < width; x++, i += 4) line[x] = data[i]
    line[width] = 0
  }
  const readAll = (y: number, line: Float32Array): void => {
    if (y < height) read(y, line)
    else line.fill(0)
  }
  // A row and a column of nothing all round, which the border repeats.
  resampleRows({ width: width + 1, height: height + 1, channels: 1, read: readAll }, { box, size: inner }, put)
}
