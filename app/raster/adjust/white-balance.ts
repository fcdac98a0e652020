/** Rows of a 3 x 3 matrix, one after the other. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number]

/** How far the white goes at 1, in mired (a million by kelvin): to 4,370 K and to 12,700 K. */
const MIRED = 75
/** The same across the line of daylight, in CIE 1960 u, v. */
const TINT_DUV = 0.022
const DAYLIGHT_KELVIN = 6504

const BRADFORD: Matrix3 = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296]
const XYZ_OF_SRGB: Matrix3 = [0.4123908, 0.3575843, 0.1804808, 0.212639, 0.7151687, 0.0721923, 0.0193308, 0.1191948, 0.9505322]

/**
 * White balance as a map of linear light: from daylight to a white that is warmer or cooler (`temperature`), greener or more magenta
 * (`tint`), adapted by the Bradford transform (Lam 1985). The luminance of white stays.
 */
export function whiteBalanceMatrix({ temperature, tint }: { readonly temperature: number; readonly tint: number }): Matrix3 {
  const from = times(BRADFORD, whiteOf(0, 0))
  const to = times(BRADFORD, whiteOf(temperature, tint))
  const gains: Matrix3 = [to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]]
  const inCones = product(BRADFORD, XYZ_OF_SRGB)
  return product(inverse(inCones), product(gains, inCones))
}

type Triple = readonly [number, number, number]

/** XYZ with Y = 1. */
function whiteOf(temperature: number, tint: number): Triple {
  const mired = 1e6 / DAYLIGHT_KELVIN + MIRED * temperature
  const [u, v] = daylight(mired)
  const [warmU, warmV] = daylight(mired + 1)
  const length = Math.sqrt((warmU - u) ** 2 + (warmV - v) ** 2)
  // Across the line of daylight, to the side of magenta.
  const [tintedU, tintedV] = [u + (tint * TINT_DUV * (warmV - v)) / length, v - (tint * TINT_DUV * (warmU - u)) / length]
  const x = (3 * tintedU) / (2 * tintedU - 8 * tintedV + 4)
  const y = (2 * tintedV) / (2 * tintedU - 8 * tintedV + 4)
  return [x / y, 1, (1 - x - y) / y]
}

/** The white of daylight (CIE 015), 4,000 to 25,000 K, in CIE 1960 u, v. */
function daylight(mired: number): readonly [number, number] {
  const t = mired / 1000
  const x = mired > 1e6 / 7000 ? ((-4.607 * t + 2.9678) * t + 0.09911) * t + 0.244063 : ((-2.0064 * t + 1.9018) * t + 0.24748) * t + 0.23704
  const y = (-3 * x + 2.87) * x - 0.275
  return [(4 * x) / (12 * y - 2 * x + 3), (6 * y) / (12 * y - 2 * x + 3)]
}

function times(m: Matrix3, [x, y, z]: Triple): Triple {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z]
}

function product(a: Matrix3, b: Matrix3): Matrix3 {
  const at = (i: number): number => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3]
    return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6]
  }
  return [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8)]
}

function inverse([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  const adjugate: Matrix3 = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ]
  return adjugate.map((value) => value / determinant) as unknown as Matrix3
}
