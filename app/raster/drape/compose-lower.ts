import { type Plane, plane } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import type { BodyParts } from '../body/parts.ts'
import { quantile, smooth } from '../geometry.ts'
import type { ClearedScene } from './clear-scene.ts'
import { clothGain } from './compose-top.ts'
import type { DrawnLayer } from './draw-fit.ts'
import { type Canvas, type LocalWeight, paintLayer, reveal } from './paint.ts'
import { type Scene, sceneMask, sceneMaskAt } from './scene.ts'
import { shadeBelow } from './shade-below.ts'
import { castShadow } from './shadow.ts'
import { closeSlivers } from './slivers.ts'

export interface LowerInput {
  readonly scene: Scene
  readonly drawn: readonly DrawnLayer[]
  readonly cleared: ClearedScene
  readonly light: Plane | null
  readonly shadowZone: LocalWeight
  readonly coverage: Plane
}

/** Puts trousers, shorts or a skirt on, closes what it leaves open, and brings to the front what is worn over it. */
export function composeLower(input: LowerInput): Canvas {
  const { scene } = input
  const canvas = layLower(input, orderLower(scene))
  closeSlivers(scene, canvas, { old: scene.parts.oldLower, cuffs: null })
  reveal(canvas, scene.photo, sceneMaskAt(scene.layers, 'front'))
  // Arms may have new sleeves by now.
  if (scene.worn) reveal(canvas, scene.worn.picture, sceneMaskAt(scene.layers, 'arms'))
  return canvas
}

/** How much of lower cloth may show at a pixel, 0..1. Depends on the person, not on where the cloth lies. */
export type LowerOrder = (index: number) => number

export function orderLower(scene: Scene): LowerOrder {
  // Over a top that is tucked in, all of a waistband is seen.
  return scene.worn?.beneathTop ? () => 1 : insideAtWaist(scene, sceneMask(scene.layers, 'person'))
}

/**
 * Puts the layers in order: legs, hips. What stays in front of them is still to come: the top (worn untucked), arms and hands, and
 * the shoes. A hem lies behind the shoe: it is seen in front of it only on very long trousers, and a shoe drawn over with cloth
 * looks cut off.
 */
export function layLower(input: LowerInput, waistAt: LowerOrder): Canvas {
  const { scene, drawn, cleared, light } = input
  const { photo, body, layers, worn } = scene
  const width = body.frame.shoulderWidth
  const frontAt = sceneMaskAt(layers, 'front')
  const armsAt = sceneMaskAt(layers, 'arms')
  const canvas: Canvas = { picture: { ...cleared.picture, data: cleared.picture.data.slice() }, shown: plane(photo.width, photo.height) }
  shadeBelow(canvas.picture, input)
  const above = castShadow(photo, worn ? (i) => Math.max(frontAt(i), armsAt(i)) : frontAt, {
    drop: 0.03 * width,
    sigma: 0.03 * width,
    strength: 0.28,
  })
  const gainOf = clothGain(light, photo.width)
  for (const layer of drawn) paintLayer(canvas, layer, { gain: (i) => gainOf(i) * above.at(i), keep: waistAt })
  return canvas
}

/**
 * From the hips up a waistband keeps to the body: ease that stands out beside a top worn over it looks like a second hem.
 * Above that hem nothing of it shows but in place of the old one.
 */
function insideAtWaist({ photo, body, parts, layers }: Scene, person: Plane): (index: number) => number {
  const { frame } = body
  const torso = frame.torsoLength
  const grown = blur(person, 0.012 * frame.shoulderWidth)
  const oldAt = sceneMaskAt(layers, 'old')
  const hem = hemOfTop(body, parts)
  return (i) => {
    const { s } = placeOf(frame, (i % photo.width) + 0.5, Math.floor(i / photo.width) + 0.5)
    const level = s / torso
    const free = smooth((level - 0.98) / 0.16)
    const below = Math.max(oldAt(i), smooth((level - hem + 0.06) / 0.03))
    return below * (free >= 1 ? 1 : Math.max(free, smooth((grown.data[i] - 0.3) / 0.4)))
  }
}

/** Level of the lowest part of the worn top, in torso lengths; 0 where there is none. */
function hemOfTop(body: Body, { oldUpper, scale }: BodyParts): number {
  const levels: number[] = []
  for (let i = 0; i < oldUpper.data.length; i += 3) {
    if (oldUpper.data[i] <= 0.5) continue
    const { s, ratio } = torsoRatio(body, ((i % oldUpper.width) + 0.5) / scale, (Math.floor(i / oldUpper.width) + 0.5) / scale)
    if (ratio < 0.8) levels.push(s / body.frame.torsoLength)
  }
  return levels.length === 0 ? 0 : quantile(levels, 0.99)
}
