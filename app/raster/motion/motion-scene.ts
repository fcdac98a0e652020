import { fitInside, type Plane, type Rgb8, type Size } from '../../domain/raster.ts'
import { smoothstep } from '../geometry.ts'
import { mapPlane } from '../morphology.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import { cutLayer, type LayerSource } from './cut-layer.ts'
import { distanceField } from './distance-field.ts'
import { coverWithout, type Filling, FLOW_PX, fillBehind, flowColours, planFilling, RIM_PX, withRim } from './fill-behind.ts'
import type { YuvLayer } from './yuv-layer.ts'
import { type GroundPicture, packGround, yuvOfRgb } from './yuv-picture.ts'

/** A still parted for motion, at one working size. */
export interface MotionScene extends Size {
  /** What is behind: the still where nobody was found; else with the person taken away. */
  readonly ground: GroundPicture
  /** The person, and under their moving cloth what the hems uncover. */
  readonly body: YuvLayer | null
  /** The cloth that moves. */
  readonly cloth: YuvLayer | null
}

export interface SceneInput {
  readonly still: Rgb8
  /** The person, 0..1; any size of the still's shape. */
  readonly person: Plane | null
  /** The cloth that moves, 0..1; any size of the still's shape. */
  readonly cloth: Plane | null
}

/** Under cloth that is farther than this from its edge nothing is ever seen: more than any hem swings, in heights of the still. */
const UNSEEN = 0.055

/**
 * Parts a still into layers. Laid over each other where they were, they give the still back: layers hold what the picture has more than
 * what is behind them, so hair and soft edges are kept.
 *
 * @param sizes of the layers, even sides; a scene for each.
 */
export function buildMotionScenes(input: SceneInput, sizes: readonly Size[]): MotionScene[] {
  const plan = planParting(input)
  return sizes.map((size) => partStill(input.still, plan, size))
}

/** What is worked out once, at the size of flows. */
interface Parting {
  readonly person: Plane
  /** Masks with their rims. */
  readonly rim: Plane
  readonly behind: Filling
  readonly cloth: { readonly cover: Plane; readonly rim: Plane; readonly bare: Filling; readonly body: Plane } | null
}

function planParting({ still, person, cloth }: SceneInput): Parting | null {
  if (person === null) return null
  const small = fitInside({ width: still.width & ~1, height: still.height & ~1 }, FLOW_PX)
  const even = { width: small.width & ~1, height: small.height & ~1 }
  const colours = flowColours(yuvOfRgb(resizeRgb(still, even)), small)
  const cover = resizePlane(person, small)
  const behind = planFilling(colours, cover, RIM_PX.person)
  const rim = withRim(cover, RIM_PX.person)
  if (cloth === null) return { person, rim, behind, cloth: null }
  const garment = mapPlane(resizePlane(cloth, small), (value, i) => Math.min(value, cover.data[i]))
  const inside = distanceField(garment, (i) => garment.data[i] < 0.98)
  const unseen = UNSEEN * small.height
  const body = mapPlane(coverWithout(rim, garment), (value, i) => value * smoothstep(unseen + 3, unseen, inside.data[i]))
  const parted = { cover: cloth, rim: withRim(garment, RIM_PX.cloth), bare: planFilling(colours, garment, RIM_PX.cloth), body }
  return { person, rim, behind, cloth: parted }
}

function partStill(still: Rgb8, plan: Parting | null, size: Size): MotionScene {
  const whole = yuvOfRgb(still.width === size.width && still.height === size.height ? still : resizeRgb(still, size))
  if (plan === null) return { ...size, ground: packGround(whole), body: null, cloth: null }
  const person = larger(resizePlane(plan.person, size), resizePlane(plan.rim, size))
  const ground = fillBehind(whole, plan.behind)
  const source: LayerSource = { whole, behind: ground, cover: person }
  if (plan.cloth === null) return { ...size, ground: packGround(ground), body: cutLayer(source), cloth: null }
  const garment = larger(
    mapPlane(resizePlane(plan.cloth.cover, size), (value, i) => Math.min(value, person.data[i])),
    resizePlane(plan.cloth.rim, size),
  )
  const bare = fillBehind(whole, plan.cloth.bare)
  // Beside the cloth the body keeps its own fine edge.
  const under = resizePlane(plan.cloth.body, size)
  const kept = resizePlane(plan.cloth.bare.kept, size)
  const body = mapPlane(under, (value, i) => value + (person.data[i] - value) * Math.min(1, kept.data[i]))
  return {
    ...size,
    ground: packGround(ground),
    body: cutLayer({ whole: bare, behind: ground, cover: body }),
    cloth: cutLayer({ whole, behind: bare, cover: garment }),
  }
}

const larger = (a: Plane, b: Plane): Plane => mapPlane(a, (value, i) => Math.max(value, b.data[i]))
