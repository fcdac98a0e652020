/** Widens IEEE 754 half-precision numbers (given as their bits) to 32-bit floats. */
export function widenHalfFloats(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length)
  for (let i = 0; i < bits.length; i++) values[i] = TABLE[bits[i]!]!
  return values
}

// All 65,536 values once: 256 kB, and the heavy model widens 13 million numbers.
const TABLE = Float32Array.from({ length: 65_536 }, (_, bits) => widen(bits))

function widen(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
