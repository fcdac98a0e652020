import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { placeOf, pointAt } from '../body/frame.ts'
import { halfWidths, shoulderLevel } from '../body/outline.ts'
import { edgesAt, type TopAnchors } from '../garment/anchors.ts'
import { clamp, lerp, smooth } from '../geometry.ts'
import { type Levels, levelOf } from './levels.ts'
import { createStrip, type Strip, setVertex } from './strip.ts'
import { edgeShade, wrapAround } from './wrap.ts'

/** Maps any place of a garment's trunk to the body. */
export interface TorsoMap {
  readonly levels: Levels
  /** Where a garment place lands, in picture pixels, and its brightness factor. */
  place(x: number, y: number): { readonly point: Point; readonly shade: number }
}

const ROWS = 72
const COLUMNS = 41
/** The strip reaches a little over the measured edge: fringe and measuring errors of 1 or 2 pixels must not be cut off. */
const OVERHANG = 1.035

export function torsoMap(
  body: Body,
  anchors: TopAnchors,
  options: { readonly levels: Levels; readonly length: 'top' | 'dress' },
): TorsoMap {
  const { levels } = options
  const { frame } = body
  const tips = shoulderTargets(body, anchors, levels)
  const chest = sideWidths(body, anchors, { ...options, row: levels.armpitRow + 2 })
  const drift = 0.11 * frame.shoulderWidth * Math.sin(-frame.yaw)
  const across = (row: number): { readonly left: number; readonly right: number; readonly centre: number } => {
    let [left, right] = chest
    if (row < levels.armpitRow) {
      const t = smooth((row - levels.tipRow) / (levels.armpitRow - levels.tipRow))
      left = lerp(-tips[0], left, t)
      right = lerp(tips[1], right, t)
    } else {
      ;[left, right] = sideWidths(body, anchors, { ...options, row })
    }
    return { left: -left, right, centre: clamp((right - left) / 2 + drift, -0.5 * left, 0.5 * right) }
  }
  return { levels, place: (x, y) => placeOnTorso(body, anchors, { levels, across, tips, x, y }) }
}

/** The strip of the whole trunk, collar and hood included. */
export function torsoStrip(anchors: TopAnchors, map: TorsoMap): Strip {
  const { neckPoints, shoulderTips, bodyWidth, bottom, hood, edges } = anchors
  const first = Math.min(neckPoints[0][1], neckPoints[1][1], shoulderTips[0][1], shoulderTips[1][1]) - (hood ? 0.75 : 0.12) * bodyWidth
  const strip = createStrip(COLUMNS, ROWS)
  for (let row = 0; row < ROWS; row++) {
    const y = lerp(first, bottom + 2, row / (ROWS - 1))
    const [left, right] = edgesAt(edges, clamp(y, map.levels.tipRow, bottom))
    for (let column = 0; column < COLUMNS; column++) {
      const x = (left + right) / 2 + ((right - left) / 2) * lerp(-OVERHANG, OVERHANG, column / (COLUMNS - 1))
      const { point, shade } = map.place(x, y)
      setVertex(strip, row * COLUMNS + column, { source: [x, y], target: point, shade })
    }
  }
  return strip
}

/** Cloth stands off the body by this share of its half width, and by a little more over the hips. */
const EASE = { chest: 1.07, hips: 0.02 } as const

/** Half widths of the cloth at a garment row: at least the body with its ease, wider where the cut is, within reason. */
function sideWidths(
  body: Body,
  anchors: TopAnchors,
  { levels, length, row }: { readonly levels: Levels; readonly length: 'top' | 'dress'; readonly row: number },
): readonly [number, number] {
  const s = levelOf(levels, row)
  const level = s / body.frame.torsoLength
  const [left, right] = edgesAt(anchors.edges, row)
  // Cloth lies round the body: a flat half width spans .74 of itself seen from the front.
  const cut = 0.74 * levels.scale * ((right - left) / 2)
  const ease = EASE.chest + (level > 0.8 ? EASE.hips : 0)
  // The cap opens slowly below the waist; a step in it made wings.
  const cap = lerp(1.22, length === 'dress' ? 4 : 1.5, smooth((level - 0.5) / 0.6))
  const [bodyLeft, bodyRight] = halfWidths(body.outline, s)
  const side = (half: number): number => clamp(Math.max(half * ease, cut), 0, half * cap)
  return [side(bodyLeft), side(bodyRight)]
}

/** Lateral places of the shoulder tips on the body; straps of a sleeveless garment end before the shoulder does. */
function shoulderTargets(body: Body, anchors: TopAnchors, levels: Levels): readonly [number, number] {
  const target = (side: 0 | 1): number => {
    const tip = placeOf(body.frame, ...body.shoulders.tips[side]).u
    if (anchors.sleeves[0] || anchors.sleeves[1]) return tip
    const neck = placeOf(body.frame, ...body.shoulders.neck[side]).u
    const strap = Math.abs(neck) + Math.abs(anchors.shoulderTips[side][0] - anchors.neckPoints[side][0]) * levels.scale * 0.85
    return strap < Math.abs(tip) ? (side === 0 ? -strap : strap) : tip
  }
  return [target(0), target(1)]
}

interface Placement {
  readonly levels: Levels
  readonly across: (row: number) => { readonly left: number; readonly right: number; readonly centre: number }
  readonly tips: readonly [number, number]
  readonly x: number
  readonly y: number
}

function placeOnTorso(
  body: Body,
  anchors: TopAnchors,
  { levels, across, x, y }: Placement,
): { readonly point: Point; readonly shade: number } {
  const { frame } = body
  const row = clamp(y, anchors.top - 0.6 * anchors.bodyWidth, anchors.bottom)
  const [left, right] = edgesAt(anchors.edges, Math.max(row, levels.tipRow))
  const middle = (left + right) / 2
  const turn = wrapAround(x < middle ? (x - middle) / (middle - left) : (x - middle) / (right - middle))
  const span = across(Math.max(row, levels.tipRow))
  const u = turn < 0 ? span.centre + turn * (span.centre - span.left) : span.centre + turn * (span.right - span.centre)
  const top = topContour(anchors, x)
  // The garment's own shoulder line is moved onto the body's; the move fades out towards the armpit.
  const fade = clamp(1 - smooth((y - top) / (levels.armpitRow - top + 1e-6)), 0, 1)
  const hoodRow = Math.min(anchors.neckPoints[0][1], anchors.neckPoints[1][1])
  const isHood = anchors.hood && y < hoodRow
  // A hood lies folded behind the head: its rows are squeezed to .3.
  const s = isHood ? levelOf(levels, hoodRow) + (y - hoodRow) * levels.scale * 0.3 : levelOf(levels, y)
  const lift = shoulderLevel(frame, body.shoulders, clampToTips(body, u)) - 0.025 * frame.shoulderWidth - levelOf(levels, top)
  return { point: pointAt(frame, s + lift * fade, u), shade: edgeShade(turn) }
}

function clampToTips(body: Body, u: number): number {
  const left = placeOf(body.frame, ...body.shoulders.tips[0]).u
  const right = placeOf(body.frame, ...body.shoulders.tips[1]).u
  return clamp(u, left, right)
}

/** Row of the garment's upper contour: measured on the shoulders, straight over the neck, level beyond the tips. */
function topContour(anchors: TopAnchors, x: number): number {
  const [neckLeft, neckRight] = anchors.neckPoints
  const [tipLeft, tipRight] = anchors.shoulderTips
  const line = (a: Point, b: Point): number => lerp(a[1], b[1], clamp((x - a[0]) / (b[0] - a[0]), 0, 1))
  const straight = x < neckLeft[0] ? line(tipLeft, neckLeft) : x > neckRight[0] ? line(neckRight, tipRight) : line(neckLeft, neckRight)
  const onShoulder = (x > tipLeft[0] && x < neckLeft[0]) || (x > neckRight[0] && x < tipRight[0])
  if (!onShoulder || anchors.hood) return straight
  let sum = 0
  for (let d = -3; d <= 3; d++) sum += anchors.topProfile[clamp(Math.round(x + d), 0, anchors.topProfile.length - 1)]
  return clamp(sum / 7, straight - 0.06 * anchors.bodyWidth, straight + 0.06 * anchors.bodyWidth)
}
