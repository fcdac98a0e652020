import type { Plane, Rgba8 } from '../../domain/raster.ts'
import { type ByteMask, byteMask } from '../mask/byte-mask.ts'
import { shiftEdge } from '../mask/shift-edge.ts'
import { PlaneReader } from '../plane-reader.ts'
import { isOpaque } from '../resample-picture.ts'
import { filterBank, TAPS } from './filter-bank.ts'
import { FLAT, LOOK_REACH, type LumaBand, lookAround, TAP_REACH } from './look-direction.ts'

/** Rows that are looked at together. */
const BAND_ROWS = 32
/** How far a pixel may go beyond its eight neighbours, as a share of their range: enough for a sharp edge, too little for a ring. */
const OVERSHOOT = 0.12

/**
 * Replaces the luma of a picture that was doubled bicubically by one that follows its edges: for each pixel the direction, strength and
 * coherence of its surroundings choose four filters, which were learnt from photographs (RAISR: Romano, Isidoro, Milanfar 2016).
 *
 * @param small before it was doubled.
 * @param doubled is changed in place. Colours move by the difference of luma, alpha stays.
 * @param how `share` 0..1 of the way is gone; `spared` is where it stays as it is, 0..1, at any size; null nowhere.
 */
export function directEdges(small: Rgba8, doubled: Rgba8, how: { readonly share: number; readonly spared: Plane | null }): void {
  const bank = filterBank()
  const band: LumaBand = {
    width: small.width + 2 * LOOK_REACH,
    height: BAND_ROWS + 2 * LOOK_REACH,
    data: new Float32Array((small.width + 2 * LOOK_REACH) * (BAND_ROWS + 2 * LOOK_REACH)),
  }
  const four = new Float64Array(4)
  const kept = new Float32Array(small.width)
  const solid = solidOf(small)
  for (let top = 0; top < small.height; top += BAND_ROWS) {
    readBand(small, top, band)
    for (let y = top; y < Math.min(small.height, top + BAND_ROWS); y++) {
      keptOf(small, y, { ...how, solid, kept })
      for (let x = 0; x < small.width; x++) {
        if (kept[x] < 0.02) continue
        const index = (y - top + LOOK_REACH) * band.width + x + LOOK_REACH
        const look = lookAround(band, index)
        if (look === FLAT) continue
        filterFour(band, index, { bank, from: look * TAPS * 4, four })
        for (let phase = 0; phase < 4; phase++) {
          moveLuma(doubled, 4 * ((2 * y + (phase >> 1)) * doubled.width + 2 * x + (phase & 1)), { luma: four[phase], share: kept[x] })
        }
      }
    }
  }
}

/** Pixels whose filters see nothing transparent, where colour has no meaning; null where all are. */
function solidOf(small: Rgba8): ByteMask | null {
  if (isOpaque(small)) return null
  const solid = byteMask(small)
  for (let i = 0; i < solid.data.length; i++) solid.data[i] = small.data[4 * i + 3] === 255 ? 255 : 0
  return shiftEdge(solid, -LOOK_REACH)
}

interface Kept {
  readonly share: number
  readonly spared: Plane | null
  readonly solid: ByteMask | null
  readonly kept: Float32Array
}

/** How much of a row is directed, 0..1. */
function keptOf(small: Rgba8, y: number, { share, spared, solid, kept }: Kept): void {
  kept.fill(share)
  if (spared !== null) {
    const reader = new PlaneReader(spared)
    for (let x = 0; x < kept.length; x++) {
      reader.moveTo(((x + 0.5) * spared.width) / small.width, ((y + 0.5) * spared.height) / small.height)
      kept[x] = share * (1 - reader.read(spared))
    }
  }
  if (solid === null) return
  for (let x = 0, i = y * small.width; x < kept.length; x++, i++) if (solid.data[i] !== 255) kept[x] = 0
}

function readBand({ width, height, data }: Rgba8, top: number, band: LumaBand): void {
  for (let row = 0; row < band.height; row++) {
    const y = Math.max(0, Math.min(height - 1, top + row - LOOK_REACH))
    const start = row * band.width
    for (let x = 0, i = 4 * y * width, o = start + LOOK_REACH; x < width; x++, i += 4, o++) {
      band.data[o] = 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]
    }
    band.data.fill(band.data[start + LOOK_REACH], start, start + LOOK_REACH)
    band.data.fill(band.data[start + LOOK_REACH + width - 1], start + LOOK_REACH + width, start + band.width)
  }
}

interface Filters {
  readonly bank: Float32Array
  readonly from: number
  readonly four: Float64Array
}

/** The luma of the four pixels, held near what their surroundings have. */
function filterFour({ width, data }: LumaBand, index: number, { bank, from, four }: Filters): void {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let dy = -TAP_REACH, k = from; dy <= TAP_REACH; dy++) {
    const start = index + dy * width - TAP_REACH
    for (let i = start; i <= start + 2 * TAP_REACH; i++, k += 4) {
      const value = data[i]
      a += value * bank[k]
      b += value * bank[k + 1]
      c += value * bank[k + 2]
      d += value * bank[k + 3]
    }
  }
  let least = data[index]
  let most = least
  for (let dy = -width; dy <= width; dy += width) {
    for (let i = index + dy - 1; i <= index + dy + 1; i++) {
      least = Math.min(least, data[i])
      most = Math.max(most, data[i])
    }
  }
  const over = OVERSHOOT * (most - least)
  four[0] = Math.max(least - over, Math.min(most + over, a))
  four[1] = Math.max(least - over, Math.min(most + over, b))
  four[2] = Math.max(least - over, Math.min(most + over, c))
  four[3] = Math.max(least - over, Math.min(most + over, d))
}

function moveLuma({ data }: Rgba8, i: number, { luma, share }: { readonly luma: number; readonly share: number }): void {
  const change = Math.round(share * (luma - 0.299 * data[i] - 0.587 * data[i + 1] - 0.114 * data[i + 2]))
  for (let c = i; c < i + 3; c++) data[c] = Math.max(0, Math.min(255, data[c] + change))
}
