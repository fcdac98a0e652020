import { clamp, smooth } from '../geometry.ts'
import type { ByteMask } from './byte-mask.ts'

/** A piece of a stroke: the way of a round brush from one point to another, in pixels of the mask. */
export interface Capsule {
  readonly mode: 'add' | 'erase'
  readonly hardness: number
  readonly from: BrushAt
  readonly to: BrushAt
  /** A piece that goes on from where another one ended paints nothing behind its beginning: that end was round already. */
  readonly start: 'round' | 'joined'
}

export interface BrushAt {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** How much of a pixel may be painted, 0..1. Coordinates are whole pixels. */
export type PaintLimit = (x: number, y: number) => number

/**
 * Paints one piece: `add` raises the mask to the brush, `erase` lowers it to what the brush leaves. Pieces may come in any order and
 * more than once: maxima and minima do not mind. So a stroke that is painted while it is drawn equals the whole one.
 * Inside its hard core a row is filled at once; only the rim is measured.
 */
export function paintCapsule(mask: ByteMask, capsule: Capsule, limitOf: PaintLimit | null): void {
  const { from, to } = capsule
  const outer = Math.max(from.radius, to.radius) + 0.5
  const core = limitOf === null ? coreRadius(Math.min(from.radius, to.radius), capsule.hardness) : -1
  const bottom = clamp(Math.ceil(Math.max(from.y, to.y) + outer), 0, mask.height)
  for (let y = clamp(Math.floor(Math.min(from.y, to.y) - outer), 0, mask.height); y < bottom; y++) {
    const reach = spanOf(capsule, y + 0.5, outer)
    if (reach === null) continue
    const ahead = aheadOf(capsule, y + 0.5)
    const start = clamp(Math.floor(Math.max(reach[0], ahead[0]) - 0.5), 0, mask.width)
    const end = clamp(Math.ceil(Math.min(reach[1], ahead[1]) + 0.5), start, mask.width)
    const full = core > 0 ? spanOf(capsule, y + 0.5, core) : null
    const fullStart = full === null ? end : clamp(Math.ceil(full[0] - 0.5), start, end)
    const fullEnd = full === null ? end : clamp(Math.floor(full[1] + 0.5), fullStart, end)
    paintRim(mask, capsule, { y, start, end: fullStart, limitOf })
    if (fullEnd > fullStart) mask.data.fill(capsule.mode === 'add' ? 255 : 0, y * mask.width + fullStart, y * mask.width + fullEnd)
    paintRim(mask, capsule, { y, start: fullEnd, end, limitOf })
  }
}

interface RimRow {
  readonly y: number
  readonly start: number
  readonly end: number
  readonly limitOf: PaintLimit | null
}

function paintRim(mask: ByteMask, { mode, hardness, from, to }: Capsule, { y, start, end, limitOf }: RimRow): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const square = dx * dx + dy * dy + 1e-9
  const py = y + 0.5 - from.y
  for (let x = start, i = y * mask.width + start; x < end; x++, i++) {
    const was = mask.data[i]
    if (was === (mode === 'add' ? 255 : 0)) continue
    const px = x + 0.5 - from.x
    const t = Math.max(0, Math.min(1, (px * dx + py * dy) / square))
    const [restX, restY] = [px - dx * t, py - dy * t]
    const radius = from.radius + (to.radius - from.radius) * t
    const soft = Math.max(1, radius * (1 - hardness) + 0.5)
    const value = (radius + 0.5 - Math.sqrt(restX * restX + restY * restY)) / soft
    if (value <= 0) continue
    // A rim of two pixels is a smooth outline; a wider one is a gradient, which shows where a straight line ends.
    const cover = value >= 1 ? 1 : soft > 2 ? smooth(value) : value
    const painted = Math.round(255 * (limitOf === null ? cover : cover * limitOf(x, y)))
    if (mode === 'add') {
      if (painted > was) mask.data[i] = painted
    } else if (255 - painted < was) mask.data[i] = 255 - painted
  }
}

/** Where a row lies ahead of the beginning of a joined piece. */
function aheadOf({ from, to, start }: Capsule, y: number): readonly [number, number] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  if (start === 'round') return EVERYWHERE
  if (dx === 0) return (y - from.y) * dy >= 0 ? EVERYWHERE : NOWHERE
  const x = from.x - ((y - from.y) * dy) / dx
  return dx > 0 ? [x, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, x]
}

const EVERYWHERE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const
const NOWHERE = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const

/** Within this distance of the way everything is painted in full. A hundredth of a pixel is left to the rim, which is exact. */
function coreRadius(radius: number, hardness: number): number {
  return Math.min(radius - 0.5, radius * hardness) - 0.01
}

/** Where a row crosses everything within `radius` of the way: one stretch, as the shape is convex. */
function spanOf({ from, to }: Capsule, y: number, radius: number): readonly [number, number] | null {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const take = (x: number): void => {
    if (x < left) left = x
    if (x > right) right = x
  }
  for (const end of [from, to]) {
    const square = radius * radius - (y - end.y) ** 2
    if (square < 0) continue
    take(end.x - Math.sqrt(square))
    take(end.x + Math.sqrt(square))
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.sqrt(dx * dx + dy * dy)
  if (length > 1e-6 && Math.abs(dy) > 1e-9) {
    for (const side of [radius / length, -radius / length]) {
      const t = (y - (from.y + dx * side)) / dy
      if (t >= 0 && t <= 1) take(from.x - dy * side + dx * t)
    }
  }
  return left > right ? null : [left, right]
}
