import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane, Size } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { limbCover, limbPlace } from '../body/limb.ts'
import type { BodyParts } from '../body/parts.ts'
import type { Crop } from '../body/person-crop.ts'
import { paintStrokes, type SharedStroke, strokesIn } from '../brush.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { nearest } from '../resample.ts'
import { type Scene, sceneMask, withSceneMasks } from './scene.ts'

/** A stroke over one of the masks that a scene consists of. */
export interface SceneStroke extends SharedStroke {
  readonly mask: 'old-garment' | 'arms' | 'front'
}

export interface BrushedScene {
  readonly scene: Scene
  /** Whether the top that a person wears ends elsewhere now: what was measured of it holds no more. */
  readonly isTopChanged: boolean
}

/**
 * Puts the masks of a scene right by hand, at the photo's size and at analysis size. What was painted to the front is no old garment
 * any more, and the other way round; the front wins where both were painted.
 *
 * @param painted.picture size of the whole working picture, of which the strokes tell shares.
 */
export function brushScene(
  scene: Scene & { readonly crop: Crop },
  painted: { readonly picture: Size; readonly region: GarmentRegion; readonly strokes: readonly SceneStroke[] },
): BrushedScene {
  const { body, parts, layers, crop } = scene
  const brushAt =
    (scale: number): Brush =>
    (name, mask) => {
      const strokes = painted.strokes.filter((stroke) => stroke.mask === name)
      return paintStrokes(mask, strokesIn(strokes, { picture: painted.picture, x: crop.x, y: crop.y, scale }))
    }
  const isOver = (...names: readonly SceneStroke['mask'][]): boolean => painted.strokes.some(({ mask }) => names.includes(mask))
  const old = oldOf(painted.region)
  const isSettled = !isOver('old-garment', 'front')
  const whole = isSettled ? {} : settle({ old: sceneMask(layers, 'old'), front: sceneMask(layers, 'front') }, brushAt(1))
  const small = isSettled ? { old: parts[old], front: parts.front } : settle({ old: parts[old], front: parts.front }, brushAt(parts.scale))
  const isTopChanged = old === 'oldUpper' && isDifferent(small.old, parts.oldUpper)
  const cuffOf = (side: 0 | 1): number => limbCover(body.arms[side], small.old, parts.scale)
  const arms = isOver('arms') ? { arms: brushAt(1)('arms', sceneMask(layers, 'arms')) } : {}
  const brushed: Scene = {
    ...scene,
    layers: withSceneMasks(layers, { ...whole, ...arms }),
    parts: {
      ...parts,
      [old]: small.old,
      front: small.front,
      arms: isOver('arms') ? brushArms(body, parts, brushAt(parts.scale)) : parts.arms,
      oldCuffs: isTopChanged ? [cuffOf(0), cuffOf(1)] : parts.oldCuffs,
    },
  }
  return { scene: brushed, isTopChanged }
}

const oldOf = (region: GarmentRegion): 'oldUpper' | 'oldLower' => (region === 'lower' ? 'oldLower' : 'oldUpper')

type Brush = (name: SceneStroke['mask'], mask: Plane) => Plane

interface OldAndFront {
  readonly old: Plane
  readonly front: Plane
}

/** Both masks as they were painted, and neither where the other one was painted over it. */
function settle(found: OldAndFront, brush: Brush): OldAndFront {
  const old = brush('old-garment', found.old)
  const front = brush('front', found.front)
  // Both are copies: `brush` modifies nothing that it is given.
  for (let i = 0; i < old.data.length; i++) {
    if (front.data[i] > found.front.data[i]) old.data[i] = Math.min(old.data[i], 1 - front.data[i])
    else if (old.data[i] > found.old.data[i]) front.data[i] = Math.min(front.data[i], 1 - old.data[i])
  }
  return { old, front }
}

function isDifferent(a: Plane, b: Plane): boolean {
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return true
  return false
}

/** What was added is part of the arm that is nearer. */
function brushArms(body: Body, { arms, scale }: BodyParts, brush: Brush): readonly [Plane, Plane] {
  const found = mapPlane(arms[0], (value, i) => Math.max(value, arms[1].data[i]))
  const painted = brush('arms', found)
  const sideAt = (i: number): 0 | 1 => {
    const [left, right] = body.arms
    if (!left.usable || !right.usable) return left.usable ? 0 : 1
    const [x, y] = [((i % found.width) + 0.5) / scale, (Math.floor(i / found.width) + 0.5) / scale]
    return limbPlace(left, x, y).distance <= limbPlace(right, x, y).distance ? 0 : 1
  }
  const armOf = (side: 0 | 1): Plane =>
    mapPlane(arms[side], (value, i) => {
      const now = painted.data[i]
      return now > found.data[i] && sideAt(i) === side ? now : Math.min(value, now)
    })
  return [armOf(0), armOf(1)]
}

/** How far from the old garment its rim is looked at, at analysis size: two pixels of growing, two of softening, and room. */
const CLEARED_REACH_PX = 6

/**
 * The brushed scene with everything that `clearScene` does not look at as it was found: the front counts only where the old garment
 * is. The same scene is cleared the same way, and a stroke over the hair beside it takes no cloth off anew.
 */
export function asClearingSees(found: Scene, brushed: Scene, region: GarmentRegion): Scene {
  const { parts, photo } = brushed
  const near = dilate(parts[oldOf(region)], CLEARED_REACH_PX)
  const oldAt = sceneMask(brushed.layers, 'old')
  const front = sceneMask(brushed.layers, 'front')
  const foundFront = sceneMask(found.layers, 'front')
  const seen = mapPlane(front, (value, i) => {
    if (value === foundFront.data[i] || oldAt.data[i] > 0) return value
    const [x, y] = [(i % photo.width) + 0.5, Math.floor(i / photo.width) + 0.5]
    return nearest(near, x * parts.scale, y * parts.scale) > 0 ? value : foundFront.data[i]
  })
  const layers = withSceneMasks(brushed.layers, { arms: sceneMask(found.layers, 'arms'), front: seen })
  return { ...brushed, layers, parts: { ...parts, front: found.parts.front } }
}
