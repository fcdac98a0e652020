import { fitInside, type Rgba8, type Size } from '../../domain/raster.ts'
import type { ByteMask } from './byte-mask.ts'
import { shiftEdge } from './shift-edge.ts'

/** Long side of the copy in which colours flow outwards. */
const FLOW_PX = 768
/** The old ground is seen this far inside an edge, in pixels of the layer: lenses and scaling spread it. */
const SEEN_INSIDE_PX = 1.5
/** From this byte on a pixel is the subject's alone; of one that is less than three fifths the subject's, nothing is kept. */
const SURE = 250
const MIXED = 2.5

/**
 * Takes the colour of the old ground out of the edge of a cut-out: there, the subject's own colours flow outwards from inside (push-pull,
 * Gortler et al. 1996, on a smaller copy).
 *
 * @param pixels are changed in place; alpha stays.
 * @param cut the subject before its edge was softened, `seen` what is seen in the end; both of the same size. A soft edge shows pixels
 *   beyond it, and they are changed too.
 * @param how `amount` 0..1; `scale` is pixels for one of the layer.
 */
export function decontaminate(
  pixels: Rgba8,
  { cut, seen }: { readonly cut: ByteMask; readonly seen: ByteMask },
  { amount, scale }: { readonly amount: number; readonly scale: number },
): void {
  const inside = shiftEdge(cut, -SEEN_INSIDE_PX * scale)
  const colours = flowOutwards(pixels, inside)
  const { width, height, data } = pixels
  const [scaleX, scaleY] = [colours.width / width, colours.height / height]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (inside.data[i] >= SURE || seen.data[i] === 0) continue
      mixIn(
        colours,
        {
          u: (x + 0.5) * scaleX - 0.5,
          v: (y + 0.5) * scaleY - 0.5,
          index: i,
          share: amount * Math.min(1, (MIXED * (SURE - inside.data[i])) / SURE),
        },
        data,
      )
    }
  }
}

interface Place {
  readonly u: number
  readonly v: number
  /** Of the pixel. */
  readonly index: number
  readonly share: number
}

/** Moves a pixel towards what flows there, between cells. */
function mixIn({ width, height, data: flow }: Flow, place: Place, data: Uint8Array): void {
  const j = 4 * place.index
  const u = Math.max(0, Math.min(width - 1, place.u))
  const v = Math.max(0, Math.min(height - 1, place.v))
  const k = 4 * ((v | 0) * width + (u | 0))
  const right = u < width - 1 ? 4 : 0
  const below = v < height - 1 ? 4 * width : 0
  const fx = u - (u | 0)
  const fy = v - (v | 0)
  for (let c = 0; c < 3; c++) {
    const top = flow[k + c] + (flow[k + c + right] - flow[k + c]) * fx
    const bottom = flow[k + c + below] + (flow[k + c + below + right] - flow[k + c + below]) * fx
    data[j + c] = Math.round(data[j + c] + (top + (bottom - top) * fy - data[j + c]) * place.share)
  }
}

/** Colours times their weights, and the weights: 4 interleaved floats a cell. */
interface Flow extends Size {
  readonly data: Float32Array
}

function flowOutwards(pixels: Rgba8, inside: ByteMask): Flow {
  const levels = [gather(pixels, inside)]
  for (let last = levels[0]; last.width > 1 || last.height > 1; last = levels[levels.length - 1]) levels.push(halve(last))
  let coarse = levels[levels.length - 1]
  divide(coarse)
  for (let k = levels.length - 2; k >= 0; k--) {
    fillFrom(levels[k], coarse)
    coarse = levels[k]
  }
  return coarse
}

/** Means of what is surely inside, in cells. */
function gather(pixels: Rgba8, inside: ByteMask): Flow {
  const size = fitInside(pixels, FLOW_PX)
  const out: Flow = { ...size, data: new Float32Array(4 * size.width * size.height) }
  const columns = Int32Array.from({ length: pixels.width }, (_, x) => 4 * Math.floor((x * size.width) / pixels.width))
  for (let y = 0, i = 0; y < pixels.height; y++) {
    const row = 4 * size.width * Math.floor((y * size.height) / pixels.height)
    for (let x = 0; x < pixels.width; x++, i++) {
      if (inside.data[i] < SURE) continue
      const o = row + columns[x]
      out.data[o] += pixels.data[4 * i]
      out.data[o + 1] += pixels.data[4 * i + 1]
      out.data[o + 2] += pixels.data[4 * i + 2]
      out.data[o + 3]++
    }
  }
  const pixelsPerCell = (pixels.width * pixels.height) / (size.width * size.height)
  for (let o = 0; o < out.data.length; o++) out.data[o] /= pixelsPerCell
  return out
}

function halve({ width, height, data }: Flow): Flow {
  const size = { width: (width + 1) >> 1, height: (height + 1) >> 1 }
  const out = new Float32Array(4 * size.width * size.height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const o = 4 * ((y >> 1) * size.width + (x >> 1))
      for (let c = 0; c < 4; c++, i++) out[o + c] += data[i]
    }
  }
  // A cell that is half known is known: sums are made means only where they are more than one cell's.
  for (let o = 0; o < out.length; o += 4) {
    const over = Math.max(1, out[o + 3])
    for (let c = 0; c < 4; c++) out[o + c] /= over
  }
  return { ...size, data: out }
}

function divide({ data }: Flow): void {
  for (let i = 0; i < data.length; i += 4) {
    const weight = data[i + 3]
    if (weight === 0) continue
    for (let c = 0; c < 3; c++) data[i + c] /= weight
  }
}

/** What a level lacks comes from the coarser one, which is filled already. In place; afterwards it holds colours. */
function fillFrom({ width, height, data }: Flow, coarse: Flow): void {
  for (let y = 0, i = 0; y < height; y++) {
    const v = Math.max(0, Math.min(coarse.height - 1, (y + 0.5) / 2 - 0.5))
    const below = v < coarse.height - 1 ? 4 * coarse.width : 0
    for (let x = 0; x < width; x++, i += 4) {
      const missing = 1 - Math.min(1, data[i + 3])
      if (missing === 0) {
        for (let c = 0; c < 3; c++) data[i + c] /= data[i + 3]
        continue
      }
      const u = Math.max(0, Math.min(coarse.width - 1, (x + 0.5) / 2 - 0.5))
      const k = 4 * ((v | 0) * coarse.width + (u | 0))
      const right = u < coarse.width - 1 ? 4 : 0
      const [fx, fy] = [u - (u | 0), v - (v | 0)]
      for (let c = 0; c < 3; c++) {
        const top = coarse.data[k + c] + (coarse.data[k + c + right] - coarse.data[k + c]) * fx
        const bottom = coarse.data[k + c + below] + (coarse.data[k + c + below + right] - coarse.data[k + c + below]) * fx
        data[i + c] += missing * (top + (bottom - top) * fy)
      }
    }
  }
}
