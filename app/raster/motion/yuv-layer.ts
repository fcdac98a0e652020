import type { Size } from '../../domain/raster.ts'

/**
 * A part of the still that moves by itself: premultiplied, so that it can be sampled between pixels and laid over anything. `x`, `y` is where
 * it lies in the still, in pixels of the working size; all four are even.
 */
export interface YuvLayer extends Size {
  readonly x: number
  readonly y: number
  /** Luma times cover in the lower half of a word, cover in the upper: one multiplication weighs both. */
  readonly luma: Int32Array
  /** Blue and red difference times cover in the halves of a word; one for four pixels. */
  readonly chroma: Int32Array
  /** Cover of four pixels. */
  readonly chromaCover: Uint8Array
  /** For each row, the first and the last pixel with any cover; first > last where there is none. */
  readonly spans: Int32Array
}

export function emptyLayer(box: { readonly x: number; readonly y: number } & Size): YuvLayer {
  const { x, y, width, height } = box
  return {
    x,
    y,
    width,
    height,
    luma: new Int32Array(width * height),
    chroma: new Int32Array((width * height) >> 2),
    chromaCover: new Uint8Array((width * height) >> 2),
    spans: new Int32Array(2 * height),
  }
}

/** Writes what each row covers. In place. */
export function measureSpans({ width, height, luma, spans }: YuvLayer): void {
  for (let y = 0; y < height; y++) {
    let [first, last] = [width, -1]
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (luma[i] === 0) continue
      if (first === width) first = x
      last = x
    }
    spans[2 * y] = first
    spans[2 * y + 1] = last
  }
}
