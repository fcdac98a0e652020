import type { Light } from '../../domain/director/direction.ts'
import type { Size } from '../../domain/raster.ts'
import { smooth, smoothstep } from '../geometry.ts'
import type { Frame } from './paint-layer.ts'

/** Pixels of a frame between places where light is worked out. */
const CELL_PX = 12
const ONE = 65_536

/** Where the person is in a frame, in shares of it. */
export interface LitPlace {
  readonly x: number
  readonly y: number
  readonly halfWidth: number
  readonly halfHeight: number
}

/** Lights a frame. In place. @param t part of the clip, 0..1. */
export type StageLight = (frame: Frame, t: number, place: LitPlace) => void

/** @returns null for no light of its own. */
export function createStageLight({ kind, strength }: Light, clip: Size): StageLight | null {
  if (kind === 'none' || strength === 0) return null
  const columns = Math.ceil(clip.width / CELL_PX) + 2
  const rows = Math.ceil(clip.height / CELL_PX) + 2
  const gains = new Float32Array(columns * rows)
  const aspect = clip.height / clip.width
  return (frame, t, place) => {
    const gainAt = kind === 'sweep' ? sweepAt(t, strength, aspect) : coneAt({ t, strength, place, aspect })
    for (let row = 0, i = 0; row < rows; row++) {
      const y = (row * CELL_PX) / clip.height
      for (let column = 0; column < columns; column++, i++) gains[i] = gainAt((column * CELL_PX) / clip.width, y)
    }
    applyLuma(frame, { gains, columns })
    applyChroma(frame, { gains, columns })
  }
}

/** A soft slanting band that crosses the frame once. */
function sweepAt(t: number, strength: number, aspect: number): (x: number, y: number) => number {
  const middle = -0.5 + 2 * smooth((t - 0.08) / 0.84)
  return (x, y) => {
    const d = (x + 0.35 * aspect * (y - 0.5) - middle) / 0.17
    return 1 + 0.5 * strength * Math.exp(-d * d)
  }
}

/** A cone of light that opens on the person; what is outside of it gets dark. */
function coneAt({
  t,
  strength,
  place,
  aspect,
}: {
  readonly t: number
  readonly strength: number
  readonly place: LitPlace
  readonly aspect: number
}) {
  const open = smooth(t / 0.45)
  const dark = 1 - strength * 0.88
  const shrink = 0.5 + 0.5 * open
  const halfWidth = Math.max(0.16, 1.25 * place.halfWidth) * shrink
  const halfHeight = Math.max(0.16 / aspect, 1.12 * place.halfHeight) * (0.55 + 0.45 * open)
  const bright = 0.35 + 0.65 * smooth(t / 0.3)
  return (x: number, y: number): number => {
    const d = Math.hypot((x - place.x) / halfWidth, (y - place.y) / halfHeight)
    const inside = smoothstep(1.75, 0.5, d)
    return dark + (1 + 0.1 * strength - dark) * inside * bright + (1 - dark) * 0.25 * (1 - bright) * inside
  }
}

interface Gains {
  readonly gains: Float32Array
  readonly columns: number
}

/** A whole number of pixels from one corner to the next: gains in 65536ths, where they begin and how they grow. */
interface Cell {
  gain: number
  step: number
}

/** @returns false where light changes nothing. */
function cellAt(
  { gains, columns }: Gains,
  { row, part, column, pixels }: { row: number; part: number; column: number; pixels: number },
  cell: Cell,
): boolean {
  const i = row * columns + column
  const left = gains[i] + (gains[i + columns] - gains[i]) * part
  const right = gains[i + 1] + (gains[i + columns + 1] - gains[i + 1]) * part
  cell.gain = Math.round(left * ONE)
  cell.step = Math.round(((right - left) * ONE) / pixels)
  return Math.abs(left - 1) > UNSEEN || Math.abs(right - 1) > UNSEEN
}

/** Half a step of 255. */
const UNSEEN = 0.002

/** Light that is more than white bends into it instead of burning out. */
function applyLuma({ data, width, height }: Frame, gains: Gains): void {
  const cell: Cell = { gain: 0, step: 0 }
  for (let y = 0; y < height; y++) {
    const row = (y / CELL_PX) | 0
    const part = y / CELL_PX - row
    for (let x = 0, column = 0; x < width; x += CELL_PX, column++) {
      if (!cellAt(gains, { row, part, column, pixels: CELL_PX }, cell)) continue
      const end = y * width + Math.min(width, x + CELL_PX)
      let { gain } = cell
      for (let i = y * width + x; i < end; i++, gain += cell.step) {
        const value = data[i] - 16
        const change = (value * (gain - ONE)) >> 16
        data[i] = 16 + value + (change <= 0 ? change : (change * (219 - value) * TO_219) >> 16)
      }
    }
  }
}

/** 65536 / 219: a division that is a multiplication. */
const TO_219 = 299

function applyChroma({ data, width, height }: Frame, gains: Gains): void {
  const cell: Cell = { gain: 0, step: 0 }
  const half = width >> 1
  const count = half * (height >> 1)
  const pixels = CELL_PX / 2
  for (let y = 0; y < height >> 1; y++) {
    const row = ((2 * y) / CELL_PX) | 0
    const part = (2 * y) / CELL_PX - row
    for (let x = 0, column = 0; x < half; x += pixels, column++) {
      if (!cellAt(gains, { row, part, column, pixels }, cell)) continue
      const end = width * height + y * half + Math.min(half, x + pixels)
      let { gain } = cell
      for (let i = width * height + y * half + x; i < end; i++, gain += cell.step) {
        const factor = gain < ONE ? gain >> 8 : 256
        data[i] = 128 + (((data[i] - 128) * factor + 128) >> 8)
        data[i + count] = 128 + (((data[i + count] - 128) * factor + 128) >> 8)
      }
    }
  }
}
