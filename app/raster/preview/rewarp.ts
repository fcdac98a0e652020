import type { Corrections, MovedJoint } from '../../domain/corrections.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import { fitInside, type Rgba8, type Size } from '../../domain/raster.ts'
import { type Body, measureBody } from '../body/body.ts'
import { correctPose } from '../body/correct-pose.ts'
import { movesIn } from '../body/moves-in.ts'
import { scaleBody } from '../body/scale-body.ts'
import { type GarmentPixels, type GarmentTextures, texturesOf } from '../drape/drape-garment.ts'
import { scaleCleared, scaleScene } from '../drape/scale-scene.ts'
import { type Scene, sceneMask } from '../drape/scene.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { coveredBy, layFlat } from '../fit/lay-garment.ts'
import { moveAnchors } from '../fit/move-anchors.ts'
import { type PlacedAnchor, placeAnchors } from '../fit/place-anchors.ts'
import { scaleTarget } from '../fit/strip.ts'
import type { IsCovered } from '../fit/unfold.ts'
import { fitWorn } from '../fit/worn-fit.ts'
import { resizeRgba } from '../resample.ts'
import { createPreviewPainter, type PreviewPainter } from './preview-painter.ts'
import type { RewarpKit } from './rewarp-kit.ts'

/** A garment laid anew. */
export interface Rewarped {
  /** The crop at the preview's size, straight alpha: 0 where the working picture stays as it is. */
  readonly picture: Rgba8
  /** With the joints put right; in the crop's pixels, as are the next three. */
  readonly pose: PoseEstimate
  readonly body: Body
  readonly fit: GarmentFit
  /** Empty for a garment that was carried over from the body that wore it. */
  readonly anchors: readonly PlacedAnchor[]
}

export interface Rewarp {
  /** @throws RangeError when the body can no longer be measured: shoulders and hips in one place. */
  render(moved: Pick<Corrections, 'joints' | 'anchors'>): Rewarped
}

/**
 * Lays a garment on a person again and again while points are dragged: the kernels of the draft at the size of a screen, without
 * what only closes slivers and judges. What a correction does not touch is kept from the last time.
 *
 * @param longSide of the preview in pixels; at most that of the kit.
 */
export function createRewarp(kit: RewarpKit, longSide: number): Rewarp {
  const size = fitInside(kit.scene.photo, longSide)
  const scene = size.width === kit.scene.photo.width ? kit.scene : scaleScene(kit.scene, size)
  const cleared = scene === kit.scene ? kit.cleared : scaleCleared(kit.cleared, size)
  const isCovered = coverOf(kit)
  let dressed: Dressed | undefined
  let textures: GarmentTextures | undefined
  return {
    render({ joints, anchors }) {
      const key = JSON.stringify(joints)
      if (dressed?.key !== key) dressed = dress(kit, { key, joints, scene, size, isCovered })
      const { pose, body, painter } = dressed
      const fit = moveAnchors(
        dressed.fit,
        movesIn(
          anchors.filter(({ garment }) => garment === kit.index),
          kit,
        ),
        { anchors: dressed.anchors, body, isCovered },
      )
      const k = size.width / kit.crop.width
      const small = { ...fit, layers: fit.layers.map(({ name, strip }) => ({ name, strip: scaleTarget(strip, k) })) }
      textures ??= texturesOf(scene, { fit: small, pixels: pixelsOf(kit), region: kit.region })
      const picture = painter.paint({ fit: small, cleared, garment: textures })
      return { picture, pose, body, fit, anchors: fit === dressed.fit ? dressed.anchors : anchorsOf(kit, fit) }
    },
  }
}

/** A person with their joints in place, and the garment as it falls on them by itself. */
interface Dressed {
  readonly key: string
  readonly pose: PoseEstimate
  readonly body: Body
  readonly fit: GarmentFit
  readonly anchors: readonly PlacedAnchor[]
  readonly painter: PreviewPainter
}

interface DressQuery {
  readonly key: string
  readonly joints: readonly MovedJoint[]
  readonly scene: Scene
  readonly size: Size
  readonly isCovered: IsCovered
}

function dress(kit: RewarpKit, { key, joints, scene, size, isCovered }: DressQuery): Dressed {
  const mask = { mask: sceneMask(scene.layers, 'person'), scale: size.width / kit.crop.width }
  const pose = correctPose(kit.pose, movesIn(joints, kit))
  const body = measureBody(pose, { width: kit.crop.width, height: kit.crop.height }, mask)
  if (!Number.isFinite(body.frame.torsoLength) || body.frame.torsoLength < 1) throw new RangeError('No torso between these joints')
  const fit = layGarment(kit, body, isCovered)
  const above = kit.above === null || kit.above.width === size.width ? kit.above : resizeRgba(kit.above, size)
  const painter = createPreviewPainter({ ...scene, body: scaleBody(body, size) }, { region: kit.region, above })
  return { key, pose, body, fit, anchors: anchorsOf(kit, fit), painter }
}

function layGarment({ garment }: RewarpKit, body: Body, isCovered: IsCovered): GarmentFit {
  if (garment.kind === 'flat') return layFlat(body, { ...garment, isCovered })
  return fitWorn(body, garment.wearer.body, { ...garment, isCovered })
}

function anchorsOf({ garment }: RewarpKit, fit: GarmentFit): readonly PlacedAnchor[] {
  return garment.kind === 'flat' ? placeAnchors(garment.anchors, fit) : []
}

function pixelsOf({ garment }: RewarpKit): GarmentPixels {
  return garment.kind === 'flat'
    ? { kind: 'flat', cutOut: garment.cutOut, anchors: garment.anchors }
    : { kind: 'worn', wearer: garment.wearer, mask: garment.mask }
}

function coverOf({ garment }: RewarpKit): IsCovered {
  return coveredBy(garment.kind === 'flat' ? garment.silhouette : garment.mask)
}
