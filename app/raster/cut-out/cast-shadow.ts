import { type Plane, plane } from '../../domain/raster.ts'
import { fillHoles } from '../components.ts'
import { erode } from '../morphology.ts'
import { type BorderCluster, clusterColours } from './border-model.ts'
import type { GroundField } from './ground-field.ts'

/** A shadow keeps the ground's hue: more than this far from it (Lab units, at the shadow's own lightness) is cloth. */
const SAME_HUE = 3.5
/** Shadows beside a garment let at least a fifth of the light through: the cube root of that, as lightness goes. */
const DEEPEST = 0.58
/** The garment is learnt where it is at least this share of the short side away from its edge, so that no shadow is taken for cloth. */
const CORE_MARGIN = 0.04
/** Share of such a core that must be no shadow itself before the rest is left out of the garment's colours. */
const MIN_CLOTH_SHARE = 0.3
/** A shadow must be this much nearer to the ground's hue than to the garment's own colours, in Lab units. */
const CLEARLY_NEARER = 1.5
/** Cloth turned away from the light keeps its hue down to this share of its lightness (as `shade` counts it), and up to that. */
const CLOTH_SHADE = { least: 0.7, most: 1.1 }

/**
 * Finds the shadow that a garment casts on a plain ground: darker than the ground there, of the ground's hue, reached from
 * the ground without crossing cloth, and unlike the colours of the garment. A grey garment on grey keeps its shadow: nothing
 * but its outline would tell them apart.
 *
 * @param lab 3 interleaved floats a pixel, same size as the ground.
 * @param different 0 or 1: what differs from the ground, shadow and garment.
 * @returns 0 or 1, a part of `different`.
 */
export function findCastShadow(lab: Float32Array, ground: GroundField, different: Plane): Plane {
  const { width, height } = different
  const mayBe = new Uint8Array(different.data.length)
  for (let i = 0; i < mayBe.length; i++) {
    if (different.data[i] < 0.5) continue
    const light = ground.shade.data[i]
    if (light > DEEPEST && light < 1 && ground.hueDistance.data[i] < SAME_HUE) mayBe[i] = 1
  }
  const cloth = learnCloth(lab, different, mayBe)
  for (let i = 0; i < mayBe.length; i++) {
    if (mayBe[i] === 1 && clothDistance(cloth, lab, i) < ground.hueDistance.data[i] + CLEARLY_NEARER) mayBe[i] = 0
  }
  return reachedFromGround(different, mayBe, { width, height })
}

function learnCloth(lab: Float32Array, different: Plane, mayBeShadow: Uint8Array): BorderCluster[] {
  const margin = CORE_MARGIN * Math.min(different.width, different.height)
  const core = erode(fillHoles(different), margin)
  const all: number[] = []
  for (let i = 0; i < core.data.length; i++) if (core.data[i] > 0.5 && different.data[i] > 0.5) all.push(i)
  const sure = all.filter((i) => mayBeShadow[i] === 0)
  const chosen = sure.length > MIN_CLOTH_SHARE * all.length ? sure : all
  return chosen.length === 0 ? [] : clusterColours(lab, chosen)
}

/** Distance from the nearest colour of the garment; where that colour may just be in shade, from its hue alone. */
function clothDistance(cloth: readonly BorderCluster[], lab: Float32Array, pixel: number): number {
  const [lightness, a, b] = [lab[3 * pixel], lab[3 * pixel + 1], lab[3 * pixel + 2]]
  let least = Number.POSITIVE_INFINITY
  for (const colour of cloth) {
    const light = (lightness + 16) / (colour.lightness + 16)
    const isInShade = light > CLOTH_SHADE.least && light < CLOTH_SHADE.most
    const apart = isInShade
      ? Math.hypot(a - light * colour.a, b - light * colour.b)
      : Math.hypot(lightness - colour.lightness, a - colour.a, b - colour.b)
    least = Math.min(least, apart)
  }
  return least
}

/** What may be shadow and touches the ground, directly or through other shadow. */
function reachedFromGround(
  different: Plane,
  mayBe: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Plane {
  const reached = plane(width, height)
  const waiting: number[] = []
  for (let i = 0; i < mayBe.length; i++) if (different.data[i] < 0.5) waiting.push(i)
  while (waiting.length > 0) {
    const i = waiting.pop() ?? 0
    const x = i % width
    for (const next of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
      if (next < 0 || next >= mayBe.length || mayBe[next] !== 1 || reached.data[next] > 0) continue
      reached.data[next] = 1
      waiting.push(next)
    }
  }
  return reached
}
