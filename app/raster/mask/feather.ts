import type { ByteMask } from './byte-mask.ts'

/** Two boxes of this many pixels either way: their mean has the spread of a Gaussian with half the feather as its sigma. */
export function featherReach(featherPx: number): number {
  // Each box of n pixels has a variance of (n * n - 1) / 12.
  return Math.max(0, Math.round((Math.sqrt(6 * (featherPx / 2) ** 2 + 1) - 1) / 2))
}

/**
 * Softens a mask in place: two box means along the rows, two along the columns, so that its time does not grow with the radius. Sums are
 * whole numbers, so a part of a mask gives the very bytes that the whole gives there. The border repeats.
 */
export function feather(mask: ByteMask, featherPx: number): void {
  const reach = featherReach(featherPx)
  if (reach === 0) return
  const fine = new Uint16Array(mask.data.length)
  softenRows(mask, reach, fine)
  softenColumns(fine, reach, mask)
}

/** Bytes to 0..65535. */
function softenRows({ width, height, data }: ByteMask, reach: number, fine: Uint16Array): void {
  const window = 2 * reach + 1
  const line = new Int32Array(width + 4 * reach)
  const once = new Int32Array(width + 2 * reach)
  const scale = 65535 / (255 * window * window)
  for (let y = 0; y < height; y++) {
    const row = y * width
    line.fill(data[row], 0, 2 * reach)
    line.set(data.subarray(row, row + width), 2 * reach)
    line.fill(data[row + width - 1], 2 * reach + width)
    sumAlong(line, window, once)
    let sum = 0
    for (let k = 0; k < window - 1; k++) sum += once[k]
    for (let x = 0; x < width; x++) {
      sum += once[x + window - 1]
      fine[row + x] = sum * scale + 0.5
      sum -= once[x]
    }
  }
}

function sumAlong(line: Int32Array, window: number, out: Int32Array): void {
  let sum = 0
  for (let k = 0; k < window - 1; k++) sum += line[k]
  for (let x = 0; x < out.length; x++) {
    sum += line[x + window - 1]
    out[x] = sum
    sum -= line[x]
  }
}

/** 0..65535 to bytes. Sums of the first box are kept for as many rows as the second one needs. */
function softenColumns(fine: Uint16Array, reach: number, { width, height, data }: ByteMask): void {
  const window = 2 * reach + 1
  const once = new Float64Array(width)
  const twice = new Float64Array(width)
  const kept = Array.from({ length: window }, () => new Float64Array(width))
  const scale = 255 / (65535 * window * window)
  const rowAt = (y: number): number => Math.max(0, Math.min(height - 1, y)) * width
  for (let y = -3 * reach; y < -reach; y++) addRow(once, fine, { enter: rowAt(y), leave: -1 })
  for (let y = -reach; y < height + reach; y++) {
    addRow(once, fine, { enter: rowAt(y + reach), leave: -1 })
    const slot = kept[(y + reach) % window]
    // Before it is written anew, the slot holds the sums of `window` rows ago.
    for (let x = 0; x < width; x++) twice[x] += once[x] - slot[x]
    slot.set(once)
    addRow(once, fine, { enter: -1, leave: rowAt(y - reach) })
    if (y < reach) continue
    const out = (y - reach) * width
    for (let x = 0; x < width; x++) data[out + x] = twice[x] * scale + 0.5
  }
}

function addRow(sums: Float64Array, fine: Uint16Array, { enter, leave }: { readonly enter: number; readonly leave: number }): void {
  if (enter >= 0) for (let x = 0; x < sums.length; x++) sums[x] += fine[enter + x]
  if (leave >= 0) for (let x = 0; x < sums.length; x++) sums[x] -= fine[leave + x]
}
