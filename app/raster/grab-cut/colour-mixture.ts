/** Gaussians of a colour model, as GrabCut has them. */
export const COMPONENTS = 5
/** Means (3), inverse covariance as its upper triangle (6), and log of weight over root of determinant (1), for each Gaussian. */
const FIELDS = 10
/** Sums that a Gaussian is learnt from: count, colours (3), their products (6). */
const SUMS = 10
/** Added to the variances of a Gaussian without width, in squared byte steps. */
const LEAST_VARIANCE = 0.01
/** Gaussians whose log is this much below the nearest one's add less than a millionth. */
const NEGLIGIBLE = 14

/** A mixture of five Gaussians over RGB bytes. */
export class ColourMixture {
  readonly #model = new Float64Array(COMPONENTS * FIELDS)
  readonly #sums = new Float64Array(COMPONENTS * SUMS)
  readonly #logs = new Float64Array(COMPONENTS)
  /** What `nearest` would say of the colour that `cost` was asked for last. */
  last = 0

  /** Forgets what was counted, not what was learnt. */
  begin(): void {
    this.#sums.fill(0)
  }

  /** Counts one colour, `weight` times, for a Gaussian. */
  count(data: Uint8Array, at: number, { component, weight }: { readonly component: number; readonly weight: number }): void {
    const sums = this.#sums
    const s = component * SUMS
    const r = data[at]
    const g = data[at + 1]
    const b = data[at + 2]
    sums[s] += weight
    sums[s + 1] += weight * r
    sums[s + 2] += weight * g
    sums[s + 3] += weight * b
    sums[s + 4] += weight * r * r
    sums[s + 5] += weight * r * g
    sums[s + 6] += weight * r * b
    sums[s + 7] += weight * g * g
    sums[s + 8] += weight * g * b
    sums[s + 9] += weight * b * b
  }

  /** Makes Gaussians of what was counted. One that nothing was counted for is out of the model. */
  learn(): void {
    let total = 0
    for (let c = 0; c < COMPONENTS; c++) total += this.#sums[c * SUMS]
    for (let c = 0; c < COMPONENTS; c++)
      learnGaussian(this.#sums.subarray(c * SUMS, (c + 1) * SUMS), total, this.#model.subarray(c * FIELDS))
  }

  /** The Gaussian that a colour most probably comes from. */
  nearest(data: Uint8Array, at: number): number {
    const logs = this.#densities(data, at)
    let best = 0
    for (let c = 1; c < COMPONENTS; c++) if (logs[c] > logs[best]) best = c
    return best
  }

  /** Negative log likelihood of a colour, but for a constant that all mixtures share. Leaves its Gaussian in `last`. */
  cost(data: Uint8Array, at: number): number {
    const logs = this.#densities(data, at)
    let best = 0
    for (let c = 1; c < COMPONENTS; c++) if (logs[c] > logs[best]) best = c
    this.last = best
    const most = logs[best]
    let sum = 0
    for (let c = 0; c < COMPONENTS; c++) {
      const below = logs[c] - most
      if (below === 0) sum += 1
      else if (below > -NEGLIGIBLE) sum += Math.exp(below)
    }
    return -most - Math.log(sum)
  }

  #densities(data: Uint8Array, at: number): Float64Array {
    const model = this.#model
    const logs = this.#logs
    const r = data[at]
    const g = data[at + 1]
    const b = data[at + 2]
    for (let c = 0, m = 0; c < COMPONENTS; c++, m += FIELDS) {
      const x = r - model[m]
      const y = g - model[m + 1]
      const z = b - model[m + 2]
      const xs = x * model[m + 3] + 2 * (y * model[m + 4] + z * model[m + 5])
      const ys = y * model[m + 6] + 2 * z * model[m + 7]
      logs[c] = model[m + 9] - 0.5 * (x * xs + y * ys + z * z * model[m + 8])
    }
    return logs
  }
}

function learnGaussian(sums: Float64Array, total: number, out: Float64Array): void {
  const count = sums[0]
  if (count === 0) {
    out.fill(0, 0, FIELDS - 1)
    out[FIELDS - 1] = Number.NEGATIVE_INFINITY
    return
  }
  const [mr, mg, mb] = [sums[1] / count, sums[2] / count, sums[3] / count]
  const rg = sums[5] / count - mr * mg
  const rb = sums[6] / count - mr * mb
  const gb = sums[8] / count - mg * mb
  let rr = sums[4] / count - mr * mr
  let gg = sums[7] / count - mg * mg
  let bb = sums[9] / count - mb * mb
  if (determinant([rr, rg, rb, gg, gb, bb]) <= 1e-6) {
    rr += LEAST_VARIANCE
    gg += LEAST_VARIANCE
    bb += LEAST_VARIANCE
  }
  const det = determinant([rr, rg, rb, gg, gb, bb])
  out.set([mr, mg, mb])
  out.set([gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg, rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg], 3)
  for (let k = 3; k < 9; k++) out[k] /= det
  out[9] = Math.log(count / total) - 0.5 * Math.log(det)
}

function determinant([rr, rg, rb, gg, gb, bb]: readonly [number, number, number, number, number, number]): number {
  return rr * (gg * bb - gb * gb) - rg * (rg * bb - gb * rb) + rb * (rg * gb - gg * rb)
}
