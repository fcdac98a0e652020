import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { torsoRatio } from '../body/body.ts'
import { ellipseMask } from '../body/head.ts'
import { labOfRgb } from '../colour.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { median, smooth } from '../geometry.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { nearest, resizePlane, resizeRgb, samplePlane } from '../resample.ts'
import { beneathLower, beneathTop } from './beneath.ts'
import { composeLower } from './compose-lower.ts'
import { composeTop } from './compose-top.ts'
import { coverageOf, type DrawnLayer, drawFit, type FitTextures } from './draw-fit.ts'
import { measureLight, type SceneLight } from './light.ts'
import type { Canvas } from './paint.ts'
import { protect } from './protect.ts'
import { planRemoval, type Removal, removeOld } from './removal.ts'
import { type Scene, sceneMask, sceneMaskAt } from './scene.ts'

/** A garment on a person, in the size of the scene's photo. */
export interface Draped {
  readonly picture: Rgb8
  /** 1 where the draft may differ from the photo, 0 elsewhere; the picture equals the photo byte for byte there. */
  readonly editMask: Plane
  /** How much of each pixel shows the new garment, 0..1. */
  readonly shown: Plane
  /** Union of the garment's layers before anything covers it, 0..1. */
  readonly coverage: Plane
  readonly drawn: readonly DrawnLayer[]
}

/**
 * Where the light on the new cloth comes from: the folds and shape seen on the old garment, the garment's own photograph, or
 * brightness factors at half the picture's size.
 */
export type ClothLight = 'by-scene' | 'by-itself' | Plane

/** A garment to draw: its pixels, and the light that falls on them. */
export interface DrapeInput extends FitTextures {
  readonly light: ClothLight
}

/** Draws a fitted top or dress into the scene. */
export function drapeTop(scene: Scene, fit: GarmentFit, textures: DrapeInput): Draped {
  const { photo, body, parts, layers } = scene
  const drawn = drawFit(fit, textures, photo)
  const coverage = coverageOf(drawn, photo)
  const old = sceneMask(layers, 'old')
  const frontAt = sceneMaskAt(layers, 'front')
  const measured = measureLight(photo, old, body.frame.shoulderWidth)
  const light = clothLight(textures.light, measured)
  const other = otherGarmentBelow(scene)
  const removal = planRemoval({
    photo,
    scale: parts.scale,
    person: parts.person,
    skin: parts.skin,
    old: parts.oldUpper,
    otherGarment: other.mask,
    beneathAt: beneathTop(body, parts, other.reliable),
  })
  const weightAt = oldWeight(removal, { old, frontAt, width: photo.width })
  const base: Rgb8 = { ...photo, data: photo.data.slice() }
  const lost = removeOld(base, removal, { weightAt, skinLight: skinLight(measured) })
  const shadowZone = zoneAround(scene, { coverage, old })
  const canvas = composeTop({ scene, fit, drawn, base, lost, light, shadowZone, coverage })
  return finish(scene, canvas, { drawn, coverage, weightAt, shadowZone })
}

/** Draws fitted trousers, shorts or a skirt into a scene of the lower region. */
export function drapeLower(scene: Scene, fit: GarmentFit, textures: DrapeInput): Draped {
  const { photo, body, parts, layers } = scene
  const drawn = drawFit(fit, textures, photo)
  const coverage = coverageOf(drawn, photo)
  const old = sceneMask(layers, 'old')
  const frontAt = sceneMaskAt(layers, 'front')
  const measured = measureLight(photo, old, body.frame.shoulderWidth)
  const removal = planRemoval({
    photo,
    scale: parts.scale,
    person: parts.person,
    skin: parts.skin,
    old: parts.oldLower,
    otherGarment: parts.oldUpper,
    beneathAt: beneathLower(body),
  })
  const weightAt = oldWeight(removal, { old, frontAt, width: photo.width })
  const base: Rgb8 = { ...photo, data: photo.data.slice() }
  removeOld(base, removal, { weightAt, skinLight: skinLight(measured) })
  const shadowZone = zoneAround(scene, { coverage, old })
  const canvas = composeLower({ scene, drawn, base, light: clothLight(textures.light, measured), shadowZone, coverage })
  return finish(scene, canvas, { drawn, coverage, weightAt, shadowZone })
}

function clothLight(light: ClothLight, measured: SceneLight | null): Plane | null {
  if (light === 'by-itself') return null
  return light === 'by-scene' ? (measured?.cloth ?? null) : light
}

/** How much of the old garment is at a pixel: its refined mask, or its grown rough one where the edge was lost. */
export function oldWeight(
  removal: Removal,
  { old, frontAt, width }: { readonly old: Plane; readonly frontAt: (index: number) => number; readonly width: number },
): (index: number) => number {
  return (i) => {
    const front = frontAt(i)
    if (front === 1) return 0
    const x = i % width
    const u = (x + 0.5) * removal.scale
    const v = ((i - x) / width + 0.5) * removal.scale
    // Most of the picture is far from the old garment.
    const rough = nearest(removal.reach, u, v) === 0 ? 0 : samplePlane(removal.reach, u, v)
    return Math.max(old.data[i], smooth((rough - 0.25) / 0.5)) * (1 - front)
  }
}

export function skinLight(light: SceneLight | null): (x: number, y: number) => number {
  if (!light) return () => 1
  return (x, y) => samplePlane(light.skin, (x + 0.5) / 2, (y + 0.5) / 2)
}

/** Colours farther than this from the middle one (CIE76) are something seen beside the clothes: ground, hands, a belt. */
const OTHER_SPREAD = 28

/** Clothes below an old top, to continue them upwards; reliable when enough of them is seen. */
function otherGarmentBelow({ photo, body, parts }: Scene): { readonly mask: Plane; readonly reliable: boolean } {
  const torso = body.frame.torsoLength
  const { person, skin, oldUpper, arms, scale } = parts
  const lab = labOfRgb(resizeRgb(photo, person))
  const places: number[] = []
  for (let i = 0; i < person.data.length; i++) {
    const isArm = arms[0].data[i] > 0 || arms[1].data[i] > 0
    if (person.data[i] <= 0.9 || oldUpper.data[i] > 0.5 || skin.data[i] >= 0.3 || isArm) continue
    const { s, ratio } = torsoRatio(body, ((i % person.width) + 0.5) / scale, (Math.floor(i / person.width) + 0.5) / scale)
    // Beside the hips the gap between arm and body shows the ground.
    if (s > 0.8 * torso && s < 1.6 * torso && ratio < 0.85) places.push(i)
  }
  const middle = [0, 1, 2].map((c) => median(places.map((i) => lab[3 * i + c])))
  const mask = plane(person.width, person.height)
  let count = 0
  for (const i of places) {
    if (Math.hypot(lab[3 * i] - middle[0], lab[3 * i + 1] - middle[1], lab[3 * i + 2] - middle[2]) > OTHER_SPREAD) continue
    mask.data[i] = 1
    count++
  }
  return { mask, reliable: count > 0.004 * person.data.length }
}

/** Shadows stay within this distance of cloth, in shoulder widths: the edit mask must not grow over the legs. */
const SHADOW_REACH = 0.045

/** Where shadows may fall: around old and new cloth, fading to 0; at a pixel of the photo. */
export function zoneAround(
  { photo, body, parts }: Scene,
  cloth: { readonly coverage: Plane; readonly old: Plane },
): (index: number) => number {
  const coverage = resizePlane(cloth.coverage, parts.person)
  const old = resizePlane(cloth.old, parts.person)
  const either = mapPlane(coverage, (value, i) => (value > 0.3 || old.data[i] > 0.5 ? 1 : 0))
  const reach = SHADOW_REACH * body.frame.shoulderWidth * parts.scale
  const soft = blur(dilate(either, reach * 0.6), reach * 0.35)
  return (i) => {
    const x = i % photo.width
    return samplePlane(soft, (x + 0.5) * parts.scale, ((i - x) / photo.width + 0.5) * parts.scale)
  }
}

/** Builds the edit mask from what was done, and gives back every byte outside it. */
export function finish(
  { photo, body, layers }: Scene,
  { picture, shown }: Canvas,
  done: {
    readonly drawn: readonly DrawnLayer[]
    readonly coverage: Plane
    readonly weightAt: (index: number) => number
    readonly shadowZone: (index: number) => number
  },
): Draped {
  const editMask = plane(photo.width, photo.height)
  const face = body.head.face ? ellipseMask(body.head.face, photo, 1) : null
  for (let i = 0; i < editMask.data.length; i++) {
    if (face && face.data[i] > 0) continue
    const person = layers.data[4 * i + 3] / 255
    const front = layers.data[4 * i + 2]
    if (front === 255) continue
    // A change that no screen can show (less than one step) is not worth an edited pixel.
    const isEdited =
      done.coverage.data[i] > 0.004 ||
      shown.data[i] > 0.004 ||
      done.weightAt(i) > 0.004 ||
      (person > 0.06 && done.shadowZone(i) * person > 0.06)
    if (isEdited) editMask.data[i] = 1
  }
  return { picture: protect(photo, picture, editMask), editMask, shown, coverage: done.coverage, drawn: done.drawn }
}
