import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { GarmentAnalysis } from '../../domain/prompting/garment-analysis.ts'
import type { Plane, Point, Rgb8 } from '../../domain/raster.ts'
import { layOut } from '../truth/cloth-patch.ts'
import { ANGLES, measurePattern, type PatternSpectrum, RING_STEP } from '../truth/pattern-spectrum.ts'
import { stripesOf } from '../truth/pattern-truth.ts'
import { findPrints, isSurelyPrint, type PrintRegion } from '../truth/print-region.ts'
import { frameOfMask } from './garment-frame.ts'

/** Numbers behind a pattern's name. */
export interface PatternFacts {
  /** RMS contrast of what repeats, Lab units; `fine` is finer than folds are. */
  readonly contrast: number
  readonly fine: number
  /** Share of the power in the strongest direction, 0..1. */
  readonly along: number
  readonly angleDeg: number
  /** Shares of the fine power across the body and down it, 0..1; an even spread gives each .14. */
  readonly horizontal: number
  readonly vertical: number
  readonly prints: readonly PrintRegion[]
}

const DENSITY = 96
const PRINT_DENSITY = 150

/** Measures what is on the trunk of a garment. Null where too little of it is seen. */
export function measurePatternFacts(image: Rgb8, mask: Plane, region: GarmentRegion): PatternFacts | null {
  const frame = frameOfMask(mask, region)
  if (frame === null) return null
  const view = { image, mask, maskScale: 1, frame }
  const area = { from: [-0.5, 0.05] as Point, to: [0.5, region === 'lower' ? 1.1 : 1.4] as Point }
  const spectrum = measurePattern(layOut(view, { ...area, density: DENSITY }))
  if (spectrum === null) return null
  const { straightness, angleDeg } = stripesOf(spectrum)
  const prints = region === 'lower' ? [] : findPrints(layOut(view, { from: [-0.56, 0], to: [0.56, 1.45], density: PRINT_DENSITY }))
  const fine = fineShares(spectrum)
  return {
    contrast: spectrum.contrast,
    fine: spectrum.contrast * Math.sqrt(fine.all),
    along: straightness,
    angleDeg,
    horizontal: fine.horizontal,
    vertical: fine.vertical,
    prints,
  }
}

/** The first ring that is finer than folds: about five cycles in a trunk width. */
const FINE_RING = Math.ceil(Math.log(5 / 2.2) / RING_STEP)
/** Sectors of five degrees either way of a direction. */
const NEAR = 2

/** How much of all power is fine, and how much of the fine lies across the body and down it. */
function fineShares({ power }: PatternSpectrum): { readonly all: number; readonly horizontal: number; readonly vertical: number } {
  let [fine, horizontal, vertical] = [1e-9, 0, 0]
  for (let i = FINE_RING * ANGLES; i < power.length; i++) {
    const sector = i % ANGLES
    fine += power[i]
    if (Math.min(sector, ANGLES - sector) <= NEAR) horizontal += power[i]
    if (Math.abs(sector - ANGLES / 2) <= NEAR) vertical += power[i]
  }
  return { all: Math.min(1, fine), horizontal: horizontal / fine, vertical: vertical / fine }
}

/** From these on (Lab units, shares); set by eye on the garments of the test data. */
const STRIPED = { contrast: 5, along: 0.55 }
const CHECKED = { fine: 3, each: 0.19, both: 0.5 }
const ALL_OVER = 6

/**
 * The name of a pattern, and what there is to say of it.
 *
 * @param colours how many colours the cloth has: what repeats in one colour is knit, folds and seams.
 */
export function namePattern(facts: PatternFacts | null, colours: number): GarmentAnalysis['pattern'] {
  if (facts === null) return { kind: 'unknown', detail: null }
  const { contrast, fine, along, angleDeg, horizontal, vertical, prints } = facts
  const isMany = colours > 1
  const isChecked = Math.min(horizontal, vertical) >= CHECKED.each && horizontal + vertical >= CHECKED.both && fine >= CHECKED.fine
  if (isMany && isChecked) return { kind: 'check', detail: 'checks' }
  if (isMany && contrast >= STRIPED.contrast && along >= STRIPED.along)
    return { kind: 'stripe', detail: `${directionOf(angleDeg)} stripes` }
  if (isMany && fine >= ALL_OVER) return { kind: 'print', detail: 'a print all over' }
  const print = prints.find(isSurelyPrint)
  if (print !== undefined) return { kind: 'print', detail: `a print ${placeOf(print)}` }
  return { kind: 'plain', detail: null }
}

function directionOf(angleDeg: number): string {
  const off = Math.abs(angleDeg - 90)
  if (off < 20) return 'vertical'
  return off > 70 ? 'horizontal' : 'diagonal'
}

function placeOf({ from, to }: PrintRegion): string {
  const [u, v] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  const height = v < 0.6 ? 'chest' : 'front'
  if (Math.abs(u) < 0.16) return `in the middle of the ${height}`
  return `on the ${height}, at the ${u < 0 ? 'left' : 'right'} of the picture`
}
