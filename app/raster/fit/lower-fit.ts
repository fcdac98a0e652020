import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { pointAt } from '../body/frame.ts'
import { type Limb, limbSection } from '../body/limb.ts'
import { halfWidths } from '../body/outline.ts'
import { edgesAt, type LowerAnchors, type TubeStrip } from '../garment/anchors.ts'
import { along, clamp, distance, lerp, mean, mix, quantile, smooth } from '../geometry.ts'
import type { FitLayer, GarmentFit } from './fit.ts'
import { type SkirtGrid, skirtGrid } from './skirt-fit.ts'
import { createStrip, type Strip, setVertex } from './strip.ts'
import { unfoldLayers } from './top-fit.ts'
import type { IsCovered } from './unfold.ts'
import { edgeShade, wrapAround } from './wrap.ts'

/** Level of a waistband in torso lengths: trousers .15 above the hip joints, skirts at the natural waist, never above `highest` where it is seen. */
const WAIST = { legs: 0.85, skirt: 0.72, highest: 0.8 } as const

/** Whether a top may hang over the waistband: where one does, nobody sees how high it goes. */
export type WaistSight = 'covered' | 'seen'

/** Level of the crotch: the legs part a fifth of the torso below the hip joints. */
const CROTCH = 1.19
/** Flat waist seen from the front: cloth lies round the body. */
const SEEN_WIDTH = 0.8
/** A trouser leg hangs as a tube with soft creases: a circle would show .64 of its flat width. */
const SEEN_LEG = 0.66
/** The flare of a skirt falls into folds. */
const SEEN_FLARE = 0.6
/** Flat waist of a body in torso lengths (36 cm to 50 cm): lengths go by it where a waist is much wider or elastic. */
const USUAL_WAIST = 0.72
/** Widest leg in radii of the limb: long ones became bells; short ones stand off the knee, or they look tied there. */
const WIDEST_LEG = { long: 1.5, short: 1.9 } as const
const HIP_ROWS = 28
const HIP_COLUMNS = 31
const LEG_COLUMNS = 13
/**
 * Legs are long if they are longer than this many waist widths (capri trousers have about .95, shorts .3 to .6) and than this many times their own width: a
 * gathered waist makes every leg long (striped shorts with elastic have .84 waists and one width; trousers 2.4 to 3.2 widths).
 */
const LONG_LEG = { waists: 1.1, widths: 1.8 } as const

/**
 * Lays trousers, shorts or a skirt on a person: rows from the waistband over the hips, and a strip along each leg, or one
 * strip to the hem for a skirt.
 */
export function fitLower(
  body: Body,
  anchors: LowerAnchors,
  options: { readonly isCovered: IsCovered; readonly waist: WaistSight },
): GarmentFit {
  const scales = { ...scalesOf(body, anchors), waist: options.waist }
  const layers: FitLayer[] = []
  const { crotch } = anchors
  if (crotch) {
    // The nearer leg lies over the other one.
    const order = body.legs[0].depth > body.legs[1].depth ? ([0, 1] as const) : ([1, 0] as const)
    for (const side of order) {
      const leg = anchors.legs[side]
      if (leg) layers.push({ name: side === 0 ? 'leg-left' : 'leg-right', strip: legOnBody(body, anchors, { leg, side, ...scales }) })
    }
  }
  const strip = crotch
    ? hipStrip(body, anchors, { ...scales, end: crotch[1] })
    : skirtStrip(body, anchors, { ...scales, grid: skirtGrid(anchors, options.isCovered) })
  layers.push({ name: 'hips', strip })
  return { strategy: 'lofted-strips', layers, cuffs: [0, 0], folded: unfoldLayers(layers, options.isCovered), lit: 'by-scene' }
}

/**
 * From the waistband on the hips. Wide hips do not make a skirt long, nor trouser legs wide: a waistband gives way or is worn lower,
 * and legs by its scale alone became bells.
 */
function scalesOf(body: Body, { waistWidth, crotch }: LowerAnchors): Omit<Scales, 'waist'> {
  const torso = body.frame.torsoLength
  const [left, right] = halfWidths(body.outline, (crotch ? 0.93 : 0.82) * torso)
  const scale = ((left + right) * 1.03) / (SEEN_WIDTH * waistWidth)
  const usual = (USUAL_WAIST * torso) / waistWidth
  const drop = clamp(scale, 0.85 * usual, 1.05 * usual)
  return { scale: crotch ? Math.min(scale, drop) : scale, drop }
}

interface Scales {
  /** Pixels on the person for one garment pixel: across, and along. */
  readonly scale: number
  readonly drop: number
  readonly waist: WaistSight
}

interface HipQuery extends Scales {
  /** Last garment row of the strip. */
  readonly end: number
}

/** Level of a garment row; over the hips stretched so that the crotches meet. */
function levelOf(body: Body, anchors: LowerAnchors, { scale, drop, waist }: Scales): (row: number) => number {
  const torso = body.frame.torsoLength
  const { crotch, top } = anchors
  if (!crotch) return (row) => WAIST.skirt * torso + (row - top) * drop
  const rise = crotch[1] - top
  const usual = clamp(((CROTCH - WAIST.legs) * torso) / rise, 0.72 * scale, 1.3 * scale)
  const vertical = waist === 'seen' ? Math.min(usual, ((CROTCH - WAIST.highest) * torso) / rise) : usual
  // A high rise goes up at the waist; the crotch cannot go lower.
  const start = CROTCH * torso - rise * vertical
  return (row) => start + (row - top) * vertical
}

function hipStrip(body: Body, anchors: LowerAnchors, { end, ...scales }: HipQuery): Strip {
  const { scale } = scales
  const { frame } = body
  const toLevel = levelOf(body, anchors, scales)
  const strip = createStrip(HIP_COLUMNS, HIP_ROWS)
  for (let row = 0; row < HIP_ROWS; row++) {
    const y = lerp(anchors.top - 2, end + 1.5, row / (HIP_ROWS - 1))
    const s = toLevel(y)
    const [left, right] = edgesAt(anchors.edges, y)
    const [sideLeft, sideRight] = sideWidths(body, anchors, { scale, row: y, s })
    for (let column = 0; column < HIP_COLUMNS; column++) {
      const across = lerp(-1.03, 1.03, column / (HIP_COLUMNS - 1))
      const seen = wrapAround(across, 0.9)
      const x = (left + right) / 2 + (across * (right - left)) / 2
      const u = (sideRight - sideLeft) / 2 + (seen * (sideRight + sideLeft)) / 2
      // A waistband seen from the front sags a little in the middle.
      const sag = 0.02 * frame.torsoLength * (1 - across * across)
      setVertex(strip, row * HIP_COLUMNS + column, { source: [x, y], target: pointAt(frame, s + sag, u), shade: edgeShade(seen) })
    }
  }
  return strip
}

function skirtStrip(body: Body, anchors: LowerAnchors, { scale, drop, grid }: Scales & { readonly grid: SkirtGrid }): Strip {
  const { frame } = body
  const strip = createStrip(HIP_COLUMNS, HIP_ROWS)
  for (let row = 0; row < HIP_ROWS; row++) {
    const down = row / (HIP_ROWS - 1)
    const s = WAIST.skirt * frame.torsoLength + down * grid.length * drop
    const [sideLeft, sideRight] = sideWidths(body, anchors, { scale, row: grid.row(down), s })
    for (let column = 0; column < HIP_COLUMNS; column++) {
      const across = lerp(-1.03, 1.03, column / (HIP_COLUMNS - 1))
      const seen = wrapAround(across, 0.9)
      const u = (sideRight - sideLeft) / 2 + (seen * (sideRight + sideLeft)) / 2
      const sag = 0.03 * frame.torsoLength * (1 - across * across)
      const source = grid.place(across, down)
      setVertex(strip, row * HIP_COLUMNS + column, { source, target: pointAt(frame, s + sag, u), shade: edgeShade(seen) })
    }
  }
  return strip
}

/** Half widths of the cloth at a row: the body with its ease, wider where the cut is. */
function sideWidths(
  body: Body,
  anchors: LowerAnchors,
  { scale, row, s }: { readonly scale: number; readonly row: number; readonly s: number },
): readonly [number, number] {
  const [left, right] = edgesAt(anchors.edges, row)
  const level = s / body.frame.torsoLength
  const isSkirt = anchors.crotch === null
  const seen = isSkirt ? lerp(SEEN_WIDTH, SEEN_FLARE, smooth((level - 0.95) / 0.5)) : SEEN_WIDTH
  const cut = (seen * scale * (right - left)) / 2
  // At the waist cloth is fitted; a skirt may open freely below the hips.
  const cap = lerp(1.04, isSkirt ? 3.5 : 1.16, smooth((level - 0.9) / (isSkirt ? 0.7 : 0.3)))
  const side = (half: number): number => clamp(Math.max(half * 1.03, cut), 0, half * cap)
  const [bodyLeft, bodyRight] = halfWidths(body.outline, s)
  return [side(bodyLeft), side(bodyRight)]
}

interface LegQuery extends Scales {
  readonly leg: TubeStrip
  readonly side: 0 | 1
}

/** A leg from the line hip to crotch down to its cuff. */
function legOnBody(body: Body, anchors: LowerAnchors, { leg, side, ...scales }: LegQuery): Strip {
  const { scale, drop } = scales
  const { frame } = body
  const limb = body.legs[side]
  const toLevel = levelOf(body, anchors, scales)
  const crotchRow = anchors.crotch ? anchors.crotch[1] : anchors.top
  const s = toLevel(crotchRow)
  const [left, right] = sideWidths(body, anchors, { scale, row: crotchRow, s })
  const outer = pointAt(frame, s, side === 0 ? -left : right)
  const centre = pointAt(frame, s + 0.02 * frame.torsoLength, (right - left) / 2)
  const isLong = areLong(anchors)
  const span = legSpan(body, limb, { s, length: leg.length * drop, isLong })
  const widest = isLong ? WIDEST_LEG.long : WIDEST_LEG.short
  const strip = createStrip(LEG_COLUMNS, leg.rows.length)
  leg.rows.forEach((row, v) => {
    const share = leg.length > 0 ? row.arc / leg.length : v / (leg.rows.length - 1)
    const fraction = lerp(span.from, span.to, share)
    const section = limbSection(limb, fraction)
    const half = clamp((SEEN_LEG * scale * distance(row.outer, row.inner)) / 2, section.radius * 1.06, section.radius * widest)
    for (let column = 0; column < LEG_COLUMNS; column++) {
      const across = lerp(-1.04, 1.04, column / (LEG_COLUMNS - 1))
      const seen = wrapAround(across, 0.95)
      const onLeg = along(section.point, section.normal, -seen * half)
      const atRoot = along(mix(outer, centre, (across + 1) / 2), frame.down, share * leg.length * drop * 0.8)
      const target: Point = mix(atRoot, onLeg, smooth(share / Math.min(0.5, 0.35 / Math.max(0.3, span.to - span.from))))
      setVertex(strip, v * LEG_COLUMNS + column, { source: mix(row.outer, row.inner, (across + 1) / 2), target, shade: edgeShade(seen) })
    }
  })
  return strip
}

/** Whether the legs are those of long trousers: told of both together, or one leg ends at the knee and the other on the shoe. */
function areLong({ legs, waistWidth }: LowerAnchors): boolean {
  const whole = legs.filter((leg) => leg !== null)
  const length = mean(whole.map((leg) => leg.length))
  const width = mean(
    whole.map(({ rows }) =>
      quantile(
        rows.map((row) => distance(row.outer, row.inner)),
        0.5,
      ),
    ),
  )
  return length > LONG_LEG.waists * waistWidth && length > LONG_LEG.widths * width
}

/** Where the leg of the garment begins and ends on the limb: 0 hip, 1 knee, 2 ankle. */
function legSpan(
  body: Body,
  limb: Limb,
  cloth: { readonly s: number; readonly length: number; readonly isLong: boolean },
): { readonly from: number; readonly to: number } {
  const torso = body.frame.torsoLength
  // Bones in space: a thigh of a seated person is not as short as it looks.
  const thigh = clamp(distance(limb.joints[0], limb.joints[1]), 0.72 * torso, 1.1 * torso)
  const shin = clamp(distance(limb.joints[1], limb.joints[2]), 0.7 * torso, 1.05 * torso)
  const from = clamp((cloth.s - torso) / thigh, 0.05, 0.45)
  const end = from * thigh + cloth.length
  const to = end < thigh ? end / thigh : 1 + (end - thigh) / shin
  // Long trousers break on the shoe, below the ankle, whatever the proportions of the photograph.
  return { from, to: cloth.isLong ? 2.12 : Math.min(to, 1.7) }
}
