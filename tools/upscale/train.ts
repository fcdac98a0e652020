import {
  LOOK_REACH,
  LOOKS,
  type LumaBand,
  lookAround,
  mirroredLook,
  TAP_REACH,
  transposedLook,
} from '../../app/raster/upscale/look-direction.ts'

const SIDE = 2 * TAP_REACH + 1
export const TAPS = SIDE * SIDE
const CENTRE = (TAPS - 1) / 2
/** Of every so many places one is learnt from. */
const EVERY = 5

/** What least squares need of each look: sums over places. */
export class FilterTrainer {
  readonly #squares = Array.from({ length: LOOKS }, () => new Float64Array(TAPS * TAPS))
  readonly #products = Array.from({ length: LOOKS }, () => new Float64Array(TAPS))
  readonly counts = new Float64Array(LOOKS)
  #seed = 1

  /**
   * @param fine luma of a picture, width and height even.
   * @param coarse the same at half the size, with its margin.
   */
  learn(fine: { readonly width: number; readonly data: Float32Array }, coarse: LumaBand): void {
    const patch = new Float64Array(TAPS)
    for (let y = 0; y < coarse.height - 2 * LOOK_REACH; y++) {
      for (let x = 0; x < coarse.width - 2 * LOOK_REACH; x++) {
        this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0
        if (this.#seed % EVERY !== 0) continue
        const index = (y + LOOK_REACH) * coarse.width + x + LOOK_REACH
        const look = lookAround(coarse, index)
        if (look < 0) continue
        for (let phase = 0; phase < 4; phase++) {
          const [px, py] = [phase & 1, phase >> 1]
          const target = fine.data[(2 * y + py) * fine.width + 2 * x + px] - coarse.data[index]
          const seen = px === py ? look : mirroredLook(look)
          takePatch(coarse, index, { mirrorX: px, mirrorY: py, transpose: 0 }, patch)
          this.#add(seen, patch, target)
          takePatch(coarse, index, { mirrorX: px, mirrorY: py, transpose: 1 }, patch)
          this.#add(transposedLook(seen), patch, target)
        }
      }
    }
  }

  #add(look: number, patch: Float64Array, target: number): void {
    const squares = this.#squares[look]
    const products = this.#products[look]
    this.counts[look]++
    for (let i = 0; i < TAPS; i++) {
      const value = patch[i]
      if (value === 0) continue
      products[i] += value * target
      for (let j = i; j < TAPS; j++) squares[i * TAPS + j] += value * patch[j]
    }
  }

  /** Filters of the first phase, `TAPS` a look; drawn to the cubic ones where little was seen. */
  solve(): Float64Array {
    const out = new Float64Array(LOOKS * TAPS)
    const usual = cubicTaps()
    for (let look = 0; look < LOOKS; look++) {
      const squares = this.#squares[look].slice()
      let trace = 0
      for (let i = 0; i < TAPS; i++) {
        trace += squares[i * TAPS + i]
        for (let j = 0; j < i; j++) squares[i * TAPS + j] = squares[j * TAPS + i]
      }
      const hold = (trace / TAPS) * 2e-4 + 3000
      const right = Float64Array.from(this.#products[look], (value, i) => value + hold * usual[i])
      for (let i = 0; i < TAPS; i++) squares[i * TAPS + i] += hold
      const taps = solveSymmetric(squares, right)
      taps[CENTRE] = 0
      taps[CENTRE] = 1 - taps.reduce((sum, value) => sum + value, 0)
      out.set(taps, look * TAPS)
    }
    return out
  }
}

/** Differences from the middle, as the first phase (top left) would see them. */
function takePatch(
  { width, data }: LumaBand,
  index: number,
  { mirrorX, mirrorY, transpose }: { readonly mirrorX: number; readonly mirrorY: number; readonly transpose: number },
  patch: Float64Array,
): void {
  const middle = data[index]
  for (let row = -TAP_REACH, k = 0; row <= TAP_REACH; row++) {
    for (let column = -TAP_REACH; column <= TAP_REACH; column++, k++) {
      const [x, y] = transpose === 1 ? [row, column] : [column, row]
      patch[k] = data[index + (mirrorY === 1 ? -y : y) * width + (mirrorX === 1 ? -x : x)] - middle
    }
  }
}

/** Catmull-Rom a quarter of a pixel up and left. */
function cubicTaps(): Float64Array {
  const line = new Array<number>(SIDE).fill(0)
  const weights = [-0.0234375, 0.2265625, 0.8671875, -0.0703125]
  // From two pixels before to one after.
  for (let k = 0; k < 4; k++) line[TAP_REACH - 2 + k] = weights[k] ?? 0
  return Float64Array.from({ length: TAPS }, (_, i) => (line[Math.floor(i / SIDE)] ?? 0) * (line[i % SIDE] ?? 0))
}

/** Cholesky. */
function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length
  const l = matrix
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = l[i * n + j]
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k]
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j]
    }
  }
  const x = right.slice()
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k]
    x[i] /= l[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k * n + i] * x[k]
    x[i] /= l[i * n + i]
  }
  return x
}
