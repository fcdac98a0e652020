import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { eachInEllipse } from '../body/head.ts'
import { enlargeBox } from '../crop/affine.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { resizePlane, samplePlane } from '../resample.ts'
import { type ClearedScene, clearedMaskAt } from './clear-scene.ts'
import { composeLower } from './compose-lower.ts'
import { composeTop } from './compose-top.ts'
import { coverageOf, type DrawnLayer, drawFit, type FitTextures } from './draw-fit.ts'
import { hideSleevedArms } from './hide-arms.ts'
import { drawTop } from './open-front.ts'
import type { Canvas, LocalWeight } from './paint.ts'
import { protect } from './protect.ts'
import type { Scene } from './scene.ts'
import { tuckIn } from './tuck-in.ts'
import { tuckUnder } from './tuck-under.ts'

/** A garment on a person, in the size of the scene's photo. */
export interface Draped {
  readonly picture: Rgb8
  /** 1 where the garment may have changed the picture it was laid on, 0 where that is left to the byte: the photo, for the first one. */
  readonly editMask: Plane
  /** How much of each pixel shows the new garment, 0..1. */
  readonly shown: Plane
  /** Union of the garment's layers before anything covers it, 0..1. */
  readonly coverage: Plane
  readonly drawn: readonly DrawnLayer[]
  /** How much of a pixel was a top that is hidden under this garment now, 0..1; null where none is. */
  readonly cut: Plane | null
}

/**
 * Where the light on the new cloth comes from: the folds and shape seen on the old garment, the garment's own photograph, or
 * brightness factors at half the picture's size.
 */
export type ClothLight = 'by-scene' | 'by-itself' | Plane

/** A garment to draw: where it lies, its pixels, and the light that falls on them. */
export interface DrapeInput extends FitTextures {
  readonly fit: GarmentFit
  readonly light: ClothLight
}

/** Draws a fitted top or dress into the scene. */
export function drapeTop(scene: Scene, cleared: ClearedScene, { fit, ...textures }: DrapeInput): Draped {
  const drawn = drawTop(scene, fit, textures)
  const coverage = coverageOf(drawn, scene.photo)
  const roughCoverage = resizePlane(coverage, scene.parts.person)
  const shadowZone = zoneAround(scene, { cloth: roughCoverage, old: scene.parts.oldUpper })
  const light = clothLight(textures.light, cleared)
  const under = tuckUnder(scene, hideSleevedArms(scene, cleared, fit.cuffs), { drawn, cuffs: fit.cuffs })
  const canvas = composeTop({ ...under, fit, drawn, light, shadowZone, coverage, roughCoverage })
  return { ...finish(under.scene, canvas, { drawn, coverage, cleared: under.cleared, shadowZone }), cut: under.cleared.cut }
}

/** Draws fitted trousers, shorts or a skirt into a scene of the lower region. */
export function drapeLower(scene: Scene, cleared: ClearedScene, { fit, ...textures }: DrapeInput): Draped {
  const drawn = drawFit(fit, textures, scene.photo)
  const coverage = coverageOf(drawn, scene.photo)
  const shadowZone = zoneAround(scene, { cloth: resizePlane(coverage, scene.parts.person), old: scene.parts.oldLower })
  const light = clothLight(textures.light, cleared)
  const tucked = tuckIn(scene, cleared, coverage)
  const canvas = composeLower({ scene, drawn, cleared: tucked, light, shadowZone, coverage })
  return { ...finish(scene, canvas, { drawn, coverage, cleared: tucked, shadowZone }), cut: tucked.cut }
}

/** Brightness factors at half the picture's size; null where the garment brings its own light. */
export function clothLight(light: ClothLight, cleared: ClearedScene): Plane | null {
  if (light === 'by-itself') return null
  return light === 'by-scene' ? cleared.clothLight : light
}

/** Shadows stay within this distance of cloth, in shoulder widths: the edit mask must not grow over the legs. */
const SHADOW_REACH = 0.045

/** Where shadows may fall: around old and new cloth, both at analysis size, fading to 0. */
function zoneAround({ photo, body, parts }: Scene, { cloth, old }: { readonly cloth: Plane; readonly old: Plane }): LocalWeight {
  const either = mapPlane(cloth, (value, i) => (value > 0.3 || old.data[i] > 0.5 ? 1 : 0))
  const reach = SHADOW_REACH * body.frame.shoulderWidth * parts.scale
  const soft = blur(dilate(either, reach * 0.6), reach * 0.35)
  return {
    box: enlargeBox(boundsAbove(soft, 0) ?? { x: 0, y: 0, width: 0, height: 0 }, parts.scale, photo),
    at: (i) => {
      const x = i % photo.width
      return samplePlane(soft, (x + 0.5) * parts.scale, ((i - x) / photo.width + 0.5) * parts.scale)
    },
  }
}

/** Builds the edit mask from what was done, and gives back every byte outside it. */
function finish(
  { photo, body, layers, worn }: Scene,
  { picture, shown }: Canvas,
  done: {
    readonly drawn: readonly DrawnLayer[]
    readonly coverage: Plane
    readonly cleared: ClearedScene
    readonly shadowZone: LocalWeight
  },
): Draped {
  const editMask = plane(photo.width, photo.height)
  const weightAt = clearedMaskAt(done.cleared, 'weight')
  for (let i = 0; i < editMask.data.length; i++) {
    if (layers.data[4 * i + 2] === 255) continue
    // A change that no screen can show (less than one step) is not worth an edited pixel.
    if (done.coverage.data[i] > 0.004 || shown.data[i] > 0.004 || weightAt(i) > 0.004) editMask.data[i] = 1
  }
  const { box, at: zoneAt } = done.shadowZone
  for (let y = box.y; y < box.y + box.height; y++) {
    const start = y * photo.width + box.x
    for (let i = start; i < start + box.width; i++) {
      const person = layers.data[4 * i + 3] / 255
      if (editMask.data[i] > 0 || person <= 0.06 || layers.data[4 * i + 2] === 255) continue
      if (zoneAt(i) * person > 0.06) editMask.data[i] = 1
    }
  }
  if (body.head.face)
    eachInEllipse(body.head.face, photo, (i) => {
      editMask.data[i] = 0
    })
  return {
    picture: protect(worn?.picture ?? photo, picture, editMask),
    editMask,
    shown,
    coverage: done.coverage,
    drawn: done.drawn,
    cut: null,
  }
}
