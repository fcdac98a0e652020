import { type Plane, type Point, plane } from '../../domain/raster.ts'
import { blur, blurWithin } from '../blur.ts'
import { labelComponents } from '../components.ts'
import { clamp, median } from '../geometry.ts'
import { dilate, erode } from '../morphology.ts'
import { lookOf } from './cloth-look.ts'
import type { ClothPatch } from './cloth-patch.ts'

/** A part of a garment that can be told from every other: a logo, a picture, a line of text. In trunk widths. */
export interface PrintRegion {
  readonly from: Point
  readonly to: Point
  /** Mean distance from the cloth around it, Lab units. */
  readonly contrast: number
  /** Sum of those distances over the area, Lab units times trunk widths squared: how much it catches the eye. */
  readonly weight: number
  /** Share of its box that stands out, 0..1: lettering and pictures fill it, seams, plackets and folds run through it. */
  readonly fill: number
}

/** What counts as around a place, trunk widths: folds are wider than the lines of a print. */
const AROUND = 0.09
/** A print stands out by at least this much (units of a look), by this many times what is usual on the cloth, and no more is asked than the last. */
const STANDS_OUT = 7
const OVER_USUAL = 5
const MOST_STANDS_OUT = 14
/** Least weight of a print. */
const LEAST_WEIGHT = 0.06
/** How far from the middle its own middle may lie, trunk widths: seams, seen sideways, are at the sides. */
const MOST_ASIDE = 0.4
/** Letters nearer than this (trunk widths) are one print. */
const SAME_PRINT = 0.035
/** Rim of the cloth that is not looked at: seams and shade. */
const RIM = 0.06
/** Above this share of the cloth it is a pattern rather than a print. */
const ALL_OVER = 0.3
const MOST_PRINTS = 2
/** More places that stand out alike are a pattern: circles printed all over a dress were six, prints are one or two. */
const REPEATED = 3

/** Finds what is printed on the trunk of a garment, the most striking first; at most two; what is much weaker than the first is a seam or a fold. */
export function findPrints(patch: ClothPatch): PrintRegion[] {
  const inside = erode(patch.mask, RIM * patch.density)
  const strange = strangeness(patch, inside)
  const marked = plane(strange.width, strange.height)
  const limit = standsOut(strange, inside)
  let [covered, count] = [0, 0]
  for (let i = 0; i < marked.data.length; i++) {
    if (inside.data[i] < 0.5) continue
    covered++
    if (strange.data[i] <= limit) continue
    marked.data[i] = 1
    count++
  }
  if (covered < 400) return []
  if (count > ALL_OVER * covered) return []
  const regions = regionsOf(patch, { marked, strange })
    .filter(({ weight, from, to }) => weight >= LEAST_WEIGHT && Math.abs(from[0] + to[0]) / 2 < MOST_ASIDE)
    .sort((a, b) => b.weight - a.weight)
  const [first] = regions
  if (first === undefined) return []
  const alike = regions.filter(({ weight, contrast }) => weight > 0.45 * first.weight && contrast > 0.7 * first.contrast)
  return alike.length > REPEATED ? [] : alike.slice(0, MOST_PRINTS)
}

/** Prints fill a fifth to a half of their box, line drawings a tenth; the rim of an arm that was folded over the cloth 6 %. */
const FILLED = 0.08

/**
 * Whether a place is a print for sure. What hardly fills its box, lies at the neck (collars, labels, hoods) or runs narrow down the middle
 * (zips, plackets) may be how the garment is made: that it is gone is said only where that is plain.
 */
export function isSurelyPrint({ from, to, fill }: PrintRegion): boolean {
  const [middle, width, height] = [Math.abs(from[0] + to[0]) / 2, to[0] - from[0], to[1] - from[1]]
  const isAtNeck = from[1] < 0.06 && to[1] < 0.3
  const isDownTheMiddle = middle < 0.12 && width < 0.16 && height > 2.5 * width
  return fill >= FILLED && !isAtNeck && !isDownTheMiddle
}

/** Wrinkled cloth is strange to itself: what is printed on it stands out further. */
function standsOut(strange: Plane, inside: Plane): number {
  const usual: number[] = []
  for (let i = 0; i < strange.data.length; i += 3) if (inside.data[i] > 0.5) usual.push(strange.data[i])
  return clamp(OVER_USUAL * median(usual), STANDS_OUT, MOST_STANDS_OUT)
}

/** Distance of every place from the mean look of the cloth around it. */
function strangeness({ channels, mask, density }: ClothPatch, inside: Plane): Plane {
  const soft = channels.map((channel) => blur(channel, 0.8).data)
  const looks = [plane(mask.width, mask.height), plane(mask.width, mask.height), plane(mask.width, mask.height)] as const
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i] < 0.5) continue
    const look = lookOf(soft[0][i], soft[1][i], soft[2][i])
    for (const c of [0, 1, 2] as const) looks[c].data[i] = look[c]
  }
  const around = looks.map((look) => blurWithin(look, mask, AROUND * density).data)
  const out = plane(mask.width, mask.height)
  for (let i = 0; i < out.data.length; i++) {
    if (inside.data[i] < 0.5) continue
    const [a, b] = [around[1][i], around[2][i]]
    const chroma = Math.hypot(a, b)
    const [da, db] = [looks[1].data[i] - a, looks[2].data[i] - b]
    // Strong colours waver: their chroma and hue count less, by the weights of CIEDE2000.
    const [ua, ub] = chroma < 1 ? [1, 0] : [a / chroma, b / chroma]
    const dChroma = (da * ua + db * ub) / (1 + 0.045 * chroma)
    const dHue = (db * ua - da * ub) / (1 + 0.015 * chroma)
    out.data[i] = Math.hypot(looks[0].data[i] - around[0][i], dChroma, dHue)
  }
  return out
}

function regionsOf({ density, from }: ClothPatch, { marked, strange }: { readonly marked: Plane; readonly strange: Plane }): PrintRegion[] {
  const { labels, sizes } = labelComponents(dilate(marked, Math.max(1, SAME_PRINT * density)))
  const boxes = sizes.map(() => ({ left: marked.width, top: marked.height, right: 0, bottom: 0, sum: 0, count: 0 }))
  for (let y = 0, i = 0; y < marked.height; y++) {
    for (let x = 0; x < marked.width; x++, i++) {
      if (marked.data[i] < 0.5) continue
      const found = boxes[labels[i]]
      found.left = Math.min(found.left, x)
      found.right = Math.max(found.right, x + 1)
      found.top = Math.min(found.top, y)
      found.bottom = Math.max(found.bottom, y + 1)
      found.sum += strange.data[i]
      found.count++
    }
  }
  return boxes
    .filter(({ count }) => count >= 12)
    .map(({ left, top, right, bottom, sum, count }) => ({
      from: [from[0] + left / density, from[1] + top / density],
      to: [from[0] + right / density, from[1] + bottom / density],
      contrast: sum / count,
      weight: sum / density ** 2,
      fill: count / ((right - left) * (bottom - top)),
    }))
}
