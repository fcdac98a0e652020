import type { Point } from '../../domain/raster.ts'
import { clamp } from '../geometry.ts'
import { type ClothView, layOut } from './cloth-patch.ts'
import type { PrintRegion } from './print-region.ts'
import { correlateAt, type Placement, type PointSet, pointsOf, type SoftPatch, soften } from './soft-patch.ts'

/** How a print is turned: as it should be, mirrored left to right, or upside down. */
export type PrintPose = 'upright' | 'mirrored' | 'turned'

/** The best place of a print in a result, for one pose of it. */
export interface PrintMatch {
  /** Normalised cross-correlation over L, a, b, -1..1. */
  readonly score: number
  /** Share of the print whose place is cloth, 0..1. */
  readonly visible: number
  /** Where it is off what was expected, trunk widths, and how much larger it is. */
  readonly offset: Point
  readonly scale: Point
}

/** One print and what was found of it in the result. */
export interface FoundPrint {
  readonly region: PrintRegion
  readonly matches: Readonly<Record<PrintPose, PrintMatch>>
  /** How much the print is like itself mirrored and turned, -1..1: near 1 nobody can tell. */
  readonly selfLikeness: Readonly<Record<'mirrored' | 'turned', number>>
  /** Share of its expected place that is cloth in the result, 0..1: an arm or hair may lie over it. */
  readonly uncovered: number
}

/** Cloth around a print that belongs to what is looked for, as a share of the print's smaller side. */
const MARGIN = 0.18
/** How far from the expected place a print is looked for, trunk widths; in its own photograph it lies where it lies. */
const REACH = { result: 0.2, own: 0.05 } as const
/** Pixels along the longer side of a print. */
const DETAIL_PX = 100
const COARSE_POINTS = 130
/** Places that are looked at closely: letters are all alike from afar. */
const CANDIDATES = 6
const FINE_POINTS = 700

const FLIPS: Readonly<Record<PrintPose, readonly [1 | -1, 1 | -1]>> = { upright: [1, 1], mirrored: [-1, 1], turned: [-1, -1] }

/**
 * Looks for a print in a result, in each pose: points of the garment's patch are compared with the result's at several places,
 * widths and heights; the best one is then refined with turn and lean. Tolerates the drape of a draft, because a print is small
 * against a fold.
 */
export function lookForPrint(views: { readonly garment: ClothView; readonly result: ClothView }, region: PrintRegion): FoundPrint {
  const density = clamp(DETAIL_PX / Math.max(region.to[0] - region.from[0], region.to[1] - region.from[1]), 110, 320)
  const around = (by: number) => ({
    from: [region.from[0] - by, region.from[1] - by] as const,
    to: [region.to[0] + by, region.to[1] + by] as const,
    density,
  })
  const garment = layOut(views.garment, around(0.12))
  const result = layOut(views.result, around(REACH.result + 0.1))
  const grow = MARGIN * Math.max(0.06, Math.min(region.to[0] - region.from[0], region.to[1] - region.from[1]))
  const from = [region.from[0] - grow, region.from[1] - grow] as const
  const to = [region.to[0] + grow, region.to[1] + grow] as const
  const level = (wanted: number): Level => {
    const spacing = Math.max(0.8 / garment.density, Math.sqrt(((to[0] - from[0]) * (to[1] - from[1])) / wanted))
    const own = soften(garment, Math.max(0.7, spacing * garment.density * 0.5))
    return { own, result: soften(result, Math.max(0.7, spacing * result.density * 0.5)), points: pointsOf(own, { from, to, spacing }) }
  }
  const levels = { coarse: level(COARSE_POINTS), fine: level(FINE_POINTS), size: Math.max(to[0] - from[0], to[1] - from[1]) }
  const find = (pose: PrintPose): PrintMatch => search(levels, { pose, where: 'result' })
  return {
    region,
    matches: { upright: find('upright'), mirrored: find('mirrored'), turned: find('turned') },
    selfLikeness: {
      mirrored: search(levels, { pose: 'mirrored', where: 'own' }).score,
      turned: search(levels, { pose: 'turned', where: 'own' }).score,
    },
    uncovered: correlateAt(levels.coarse.result, levels.coarse.points, startOf('upright')).visible,
  }
}

interface Level {
  readonly own: SoftPatch
  readonly result: SoftPatch
  readonly points: PointSet
}

interface Levels {
  readonly coarse: Level
  readonly fine: Level
  readonly size: number
}

function search({ coarse, fine, size }: Levels, query: { readonly pose: PrintPose; readonly where: 'own' | 'result' }): PrintMatch {
  const image = coarse[query.where]
  const step = Math.max(coarse.points.spacing, 2 / image.patch.density)
  const reach = Math.round(REACH[query.where] / step)
  const found: { readonly placement: Placement; readonly score: number }[] = []
  for (const shape of shapesFor(size, query)) {
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++) {
        const placement = { ...shape, du: x * step, dv: y * step }
        const { score } = correlateAt(image, coarse.points, placement)
        if (found.length < CANDIDATES || score > found[found.length - 1].score) keepBest(found, { placement, score })
      }
    }
  }
  const near = { image: fine[query.where], points: fine.points }
  const [best] = found.map(({ placement }) => refine(near, { start: placement, step, until: 0.4 })).sort((a, b) => b.score - a.score)
  const { placement, score, visible } = refine(near, { start: best.placement, step: 0.5 * step, until: 0.1 })
  return { score, visible, offset: [placement.du, placement.dv], scale: [placement.sx, placement.sy] }
}

/** Keeps the list sorted and short, in place. */
function keepBest<T extends { readonly score: number }>(found: T[], added: T): void {
  const at = found.findIndex(({ score }) => added.score > score)
  found.splice(at < 0 ? found.length : at, 0, added)
  if (found.length > CANDIDATES) found.pop()
}

/** The place that is expected. */
function startOf(pose: PrintPose): Placement {
  const [flipU, flipV] = FLIPS[pose]
  return { du: 0, dv: 0, sx: 1, sy: 1, turn: 0, shear: 0, flipU, flipV }
}

/** Small prints have many places to be and hardly change their shape; large ones the other way round. */
function shapesFor(size: number, { pose, where }: { readonly pose: PrintPose; readonly where: 'own' | 'result' }): Placement[] {
  const start = startOf(pose)
  if (where === 'own') return [start]
  if (size < 0.25) return [0.9, 1.1].map((scale) => ({ ...start, sx: scale, sy: scale }))
  const steps = [0.86, 1, 1.16]
  return steps.flatMap((sx) => steps.map((sy) => ({ ...start, sx, sy })))
}

/** Goes uphill one number of the placement at a time, with steps that halve. */
function refine(
  { image, points }: { readonly image: SoftPatch; readonly points: PointSet },
  { start, step, until }: { readonly start: Placement; readonly step: number; readonly until: number },
): { readonly placement: Placement; readonly score: number; readonly visible: number } {
  let placement = start
  let { score, visible } = correlateAt(image, points, placement)
  const names = ['du', 'dv', 'sx', 'sy', 'turn', 'shear'] as const
  for (let size = 1; size > until; size /= 2) {
    for (const name of [...names, ...names]) {
      const by = size * (name === 'du' || name === 'dv' ? step : 0.08)
      for (const sign of [-1, 1]) {
        const tried = limited({ ...placement, [name]: placement[name] + sign * by })
        const there = correlateAt(image, points, tried)
        if (there.score > score) [placement, score, visible] = [tried, there.score, there.visible]
      }
    }
  }
  return { placement, score, visible }
}

function limited(placement: Placement): Placement {
  return {
    ...placement,
    sx: clamp(placement.sx, 0.7, 1.4),
    sy: clamp(placement.sy, 0.7, 1.4),
    turn: clamp(placement.turn, -0.35, 0.35),
    shear: clamp(placement.shear, -0.3, 0.3),
  }
}
