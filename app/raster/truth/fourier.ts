interface Turns {
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

const turns = new Map<number, Turns>()

/** Cosine and sine of minus k/n turns, kept per length. */
function turnsOf(n: number): Turns {
  const known = turns.get(n)
  if (known !== undefined) return known
  const angle = (k: number): number => (-2 * Math.PI * k) / n
  const made = {
    cosines: Float64Array.from({ length: n }, (_, k) => Math.cos(angle(k))),
    sines: Float64Array.from({ length: n }, (_, k) => Math.sin(angle(k))),
  }
  turns.set(n, made)
  return made
}

/**
 * Fast Fourier transform in place, radix 2 (Cooley and Tukey 1965). Lengths must be a power of two.
 */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i >= j) continue
    ;[real[i], real[j]] = [real[j], real[i]]
    ;[imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]]
  }
  const { cosines, sines } = turnsOf(n)
  for (let size = 2; size <= n; size <<= 1) {
    const half = size >> 1
    const stride = n / size
    for (let k = 0; k < half; k++) {
      const cos = cosines[k * stride]
      const sin = sines[k * stride]
      for (let i = k; i < n; i += size) {
        const j = i + half
        const re = real[j] * cos - imaginary[j] * sin
        const im = real[j] * sin + imaginary[j] * cos
        real[j] = real[i] - re
        imaginary[j] = imaginary[i] - im
        real[i] += re
        imaginary[i] += im
      }
    }
  }
}

/**
 * Summed power of two squares of real values, n x n row-major with n a power of two, by one complex transform: the power of a + ib at a
 * frequency and at its opposite add up to twice that of a and b. Entry (0, 0) is the mean, frequencies wrap around.
 *
 * @param rows how many rows hold values; those after them are zero.
 */
export function powerOfSquares(
  first: Float64Array,
  second: Float64Array,
  { n, rows }: { readonly n: number; readonly rows: number },
): Float64Array {
  const real = Float64Array.from(first)
  const imaginary = Float64Array.from(second)
  for (let y = 0; y < rows; y++) transform(real.subarray(y * n, (y + 1) * n), imaginary.subarray(y * n, (y + 1) * n))
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  const mixed = new Float64Array(n * n)
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) {
      re[y] = real[y * n + x]
      im[y] = imaginary[y * n + x]
    }
    transform(re, im)
    for (let y = 0; y < n; y++) mixed[y * n + x] = re[y] * re[y] + im[y] * im[y]
  }
  const power = new Float64Array(n * n)
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) power[y * n + x] = (mixed[y * n + x] + mixed[((n - y) % n) * n + ((n - x) % n)]) / 2
  }
  return power
}
