import type { Body } from '../body/body.ts'
import { placeOf, pointAt } from '../body/frame.ts'
import { halfWidths, shoulderLevel } from '../body/outline.ts'
import type { GarmentBox } from '../garment/box.ts'
import { clamp, lerp, smooth } from '../geometry.ts'
import type { GarmentFit } from './fit.ts'
import { createStrip, type Strip, setVertex } from './strip.ts'
import { unfoldLayers } from './top-fit.ts'
import type { IsCovered } from './unfold.ts'
import { edgeShade } from './wrap.ts'

const ROWS = 56
const COLUMNS = 41

/**
 * Lays a garment whose landmarks cannot be trusted as one sheet: scaled by its trunk, hung on the shoulder line (or the
 * waist), drawn in a little where the body is. It follows no arm, so it cannot twist one: plain, never absurd.
 */
export function fitStiff(
  body: Body,
  box: GarmentBox,
  options: { readonly length: 'top' | 'dress' | 'lower'; readonly cuff: number; readonly isCovered: IsCovered },
): GarmentFit {
  const strip = options.length === 'lower' ? waistSheet(body, box) : shoulderSheet(body, box, options.length)
  const layers = [{ name: options.length === 'lower' ? ('hips' as const) : ('torso' as const), strip }]
  return {
    strategy: 'stiff',
    layers,
    cuffs: [options.cuff, options.cuff],
    folded: unfoldLayers(layers, options.isCovered),
    lit: 'by-scene',
  }
}

/** Flat chest over torso length, as in the body-following fit. */
const CHEST_PER_TORSO = 0.79

function shoulderSheet(body: Body, box: GarmentBox, length: 'top' | 'dress'): Strip {
  const { frame, shoulders, outline } = body
  const tips = shoulders.tips.map(([x, y]) => placeOf(frame, x, y))
  const neck = shoulders.neck.map(([x, y]) => placeOf(frame, x, y))
  const span = tips[1].u - tips[0].u
  const byChest = (CHEST_PER_TORSO * frame.torsoLength) / box.trunkWidth
  const scale = (length === 'dress' ? 1.1 : 1) * clamp(byChest, (0.85 * span) / box.trunkWidth, (1.15 * span) / box.trunkWidth)
  const centre = (tips[0].u + tips[1].u) / 2
  const neckS = (neck[0].s + neck[1].s) / 2
  const strip = createStrip(COLUMNS, ROWS)
  for (let row = 0; row < ROWS; row++) {
    const y = lerp(box.top - 2, box.bottom + 2, row / (ROWS - 1))
    const s = neckS + (y - box.neckRow) * scale
    const level = s / frame.torsoLength
    const [left, right] = halfWidths(outline, s)
    for (let column = 0; column < COLUMNS; column++) {
      const x = lerp(box.left - 2, box.right + 2, column / (COLUMNS - 1))
      const across = (x - box.axisX) / (box.trunkWidth / 2)
      const half = across < 0 ? left : right
      // The trunk follows the sides within a tenth; what is outside it (sleeves) keeps its shape and moves along.
      const follow = clamp((half * 1.06) / ((box.trunkWidth / 2) * scale), 0.92, 1.12)
      const u = centre + across * (box.trunkWidth / 2) * scale * lerp(1, follow, smooth((level - 0.1) / 0.3))
      // The sheet hangs on the shoulder line; lower down it hangs straight.
      const slope = shoulderLevel(frame, shoulders, clamp(u, tips[0].u, tips[1].u)) - neckS
      const own = box.shoulderSlope * Math.min(Math.abs(x - box.axisX), box.trunkWidth / 2) * scale
      const hang = (Math.max(0, slope) - own) * (1 - smooth(level / 0.45)) * 0.8
      setVertex(strip, row * COLUMNS + column, {
        source: [x, y],
        target: pointAt(frame, s + hang, u),
        shade: edgeShade(clamp(across * 0.8, -1, 1)),
      })
    }
  }
  return strip
}

/** Trousers and skirts as one sheet on the waist, opened to the width of the hips. */
function waistSheet(body: Body, box: GarmentBox): Strip {
  const { frame, outline } = body
  const waistS = 0.86 * frame.torsoLength
  const [left, right] = halfWidths(outline, 1.02 * frame.torsoLength)
  const scale = ((left + right) * 1.06) / box.trunkWidth
  const strip = createStrip(COLUMNS, ROWS)
  for (let row = 0; row < ROWS; row++) {
    const y = lerp(box.top - 2, box.bottom + 2, row / (ROWS - 1))
    for (let column = 0; column < COLUMNS; column++) {
      const x = lerp(box.left - 2, box.right + 2, column / (COLUMNS - 1))
      const u = (right - left) / 2 + (x - box.axisX) * scale
      setVertex(strip, row * COLUMNS + column, {
        source: [x, y],
        target: pointAt(frame, waistS + (y - box.top) * scale, u),
        shade: edgeShade(clamp((x - box.axisX) / (box.trunkWidth / 1.6), -1, 1)),
      })
    }
  }
  return strip
}
