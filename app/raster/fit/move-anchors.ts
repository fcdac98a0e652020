import type { AnchorName } from '../../domain/draft-overlays.ts'
import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { limbPlace } from '../body/limb.ts'
import type { Move } from '../body/moves-in.ts'
import { clamp } from '../geometry.ts'
import type { FitLayer, GarmentFit, LayerName } from './fit.ts'
import type { PlacedAnchor } from './place-anchors.ts'
import type { Strip } from './strip.ts'
import { unfoldLayers } from './top-fit.ts'
import type { IsCovered } from './unfold.ts'

/**
 * A fit with points of the garment pulled to where they belong. Cloth near a moved point goes with it, turning but not
 * stretching; cloth near the others stays: moving least squares with rigid maps (Schaefer, McPhail and Warren 2006, section
 * 2.3). What is near is judged in the garment, where a sleeve lies apart from the trunk that it may hang beside on the person.
 * Folds that a pull makes are opened as in any fit.
 *
 * @param anchors of this fit, as `placeAnchors` gives them. Moves of points that the garment does not have are left out.
 */
export function moveAnchors(
  fit: GarmentFit,
  moves: readonly Move<AnchorName>[],
  known: { readonly anchors: readonly PlacedAnchor[]; readonly body: Body; readonly isCovered: IsCovered },
): GarmentFit {
  const { anchors, body, isCovered } = known
  const pins = anchors.map((anchor) => ({ ...anchor, to: moves.find(({ name }) => name === anchor.name)?.to ?? anchor.at }))
  if (pins.every(({ at, to }) => at === to)) return fit
  const pulled = new Map<Strip, Strip>()
  for (const { name, strip } of fit.layers) {
    if (!pulled.has(strip)) pulled.set(strip, pullStrip(strip, pins.filter(holding(name))))
  }
  const layers: FitLayer[] = fit.layers.map(({ name, strip }) => ({ name, strip: pulled.get(strip) ?? strip }))
  const cuff = (side: 0 | 1): number => movedCuff(body, { side, cuff: fit.cuffs[side], pins })
  return { ...fit, layers, cuffs: [cuff(0), cuff(1)], folded: unfoldLayers(layers, isCovered) }
}

interface Pin extends PlacedAnchor {
  readonly to: Point
}

/** The points that hold a layer: those of its own cloth. A cuff must not drag the trunk it lies beside. */
function holding(layer: LayerName): (pin: Pin) => boolean {
  const side = layer.endsWith('-left') ? '-left' : '-right'
  switch (layer) {
    case 'sleeve-left':
    case 'sleeve-right':
      return ({ name }) => name.endsWith(side) && !name.startsWith('hem')
    case 'leg-left':
    case 'leg-right':
      return ({ name }) => name === 'crotch' || name.endsWith(side)
    case 'back':
    case 'torso':
    case 'hips':
      return ({ name }) => !name.startsWith('cuff')
  }
}

/** Nearer than this (square garment pixels) a vertex is the point itself. */
const SAME = 1e-6

function pullStrip(strip: Strip, pins: readonly Pin[]): Strip {
  const { source, target } = strip
  const out = target.slice()
  const weights = new Float64Array(pins.length)
  for (let i = 0; i + 1 < target.length; i += 2) {
    let total = 0
    for (let k = 0; k < pins.length; k++) {
      const [x, y] = pins[k].source
      const distance = (source[i] - x) ** 2 + (source[i + 1] - y) ** 2
      // The fourth power of the distance: with the square a moved hem pulled at the collar.
      weights[k] = 1 / Math.max(SAME, distance * distance)
      total += weights[k]
    }
    if (total > 0) moveRigidly(out, i, { pins, weights, total })
  }
  return { ...strip, target: out }
}

/** Moves the point at `i` by the turn and shift that bring the weighted pins from `at` to `to` best. */
function moveRigidly(
  points: Float32Array,
  i: number,
  { pins, weights, total }: { readonly pins: readonly Pin[]; readonly weights: Float64Array; readonly total: number },
): void {
  let [px, py, qx, qy] = [0, 0, 0, 0]
  for (let k = 0; k < pins.length; k++) {
    const { at, to } = pins[k]
    const share = weights[k] / total
    px += share * at[0]
    py += share * at[1]
    qx += share * to[0]
    qy += share * to[1]
  }
  // As complex numbers the best turn is the direction of the sum of w (q - q*) conj(p - p*).
  let [cos, sin] = [0, 0]
  for (let k = 0; k < pins.length; k++) {
    const { at, to } = pins[k]
    const [ax, ay, bx, by] = [at[0] - px, at[1] - py, to[0] - qx, to[1] - qy]
    cos += weights[k] * (bx * ax + by * ay)
    sin += weights[k] * (by * ax - bx * ay)
  }
  const size = Math.hypot(cos, sin)
  const [c, s] = size > 0 ? [cos / size, sin / size] : [1, 0]
  const [dx, dy] = [points[i] - px, points[i + 1] - py]
  points[i] = qx + c * dx - s * dy
  points[i + 1] = qy + s * dx + c * dy
}

/** A sleeve that is pulled along its arm ends elsewhere on it; the arm comes to the front from there on. */
function movedCuff(
  body: Body,
  { side, cuff, pins }: { readonly side: 0 | 1; readonly cuff: number; readonly pins: readonly Pin[] },
): number {
  const pin = pins.find(({ name }) => name === (side === 0 ? 'cuff-left' : 'cuff-right'))
  const arm = body.arms[side]
  if (pin === undefined || cuff === 0 || !arm.usable) return cuff
  const along = ([x, y]: Point): number => Math.min(2.1, limbPlace(arm, x, y).along)
  return clamp(cuff + along(pin.to) - along(pin.at), 0.05, 2.1)
}
