import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { placeOf } from '../body/frame.ts'
import { lerp, smooth } from '../geometry.ts'
import { clothGain } from './compose-top.ts'
import type { DrawnLayer } from './draw-fit.ts'
import { type Canvas, dim, paintLayer, reveal } from './paint.ts'
import { type Scene, sceneMask, sceneMaskAt } from './scene.ts'
import { castShadow } from './shadow.ts'
import { closeSlivers } from './slivers.ts'

export interface LowerInput {
  readonly scene: Scene
  readonly drawn: readonly DrawnLayer[]
  /** The photo with the old garment taken away. */
  readonly base: Rgb8
  readonly light: Plane | null
  readonly shadowZone: (index: number) => number
  readonly coverage: Plane
}

/**
 * Puts trousers, shorts or a skirt in order: legs, hips, then what stays in front of them: the top (worn untucked), arms and
 * hands, and the shoes. A hem lies behind the shoe: it is seen in front of it only on very long trousers, and a shoe drawn
 * over with cloth looks cut off.
 */
export function composeLower({ scene, drawn, base, light, shadowZone, coverage }: LowerInput): Canvas {
  const { photo, body, layers } = scene
  const width = body.frame.shoulderWidth
  const person = sceneMask(layers, 'person')
  const frontAt = sceneMaskAt(layers, 'front')
  const canvas: Canvas = { picture: { ...base, data: base.data.slice() }, shown: plane(photo.width, photo.height) }
  const below = castShadow(photo, (i) => coverage.data[i], { drop: 0.02 * width, sigma: 0.018 * width, strength: 0.3 })
  dim(canvas.picture, (i) => (person.data[i] === 0 ? 1 : lerp(1, below.at(i), person.data[i] * shadowZone(i))))
  const above = castShadow(photo, frontAt, { drop: 0.03 * width, sigma: 0.03 * width, strength: 0.28 })
  const gainOf = clothGain(light, photo.width)
  const waist = insideAtWaist(scene, person)
  for (const layer of drawn) {
    paintLayer(canvas, layer.pixels, { gain: (i) => gainOf(i) * above.at(i), keep: (i) => waist(i) })
  }
  closeSlivers(scene, canvas, scene.parts.oldLower)
  reveal(canvas, photo, frontAt)
  return canvas
}

/**
 * From the hips up a waistband keeps to the body: ease that stands out beside a top worn over it looks like a second hem.
 */
function insideAtWaist({ photo, body }: Scene, person: Plane): (index: number) => number {
  const { frame } = body
  const grown = blur(person, 0.012 * frame.shoulderWidth)
  return (i) => {
    const { s } = placeOf(frame, (i % photo.width) + 0.5, Math.floor(i / photo.width) + 0.5)
    const free = smooth((s / frame.torsoLength - 0.98) / 0.16)
    return free >= 1 ? 1 : Math.max(free, smooth((grown.data[i] - 0.3) / 0.4))
  }
}
