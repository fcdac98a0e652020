import type { BrushedMask } from '../../domain/brushed-mask.ts'
import type { Corrections, MovedJoint } from '../../domain/corrections.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import { fitInside, type Plane, type Rgba8, type Size } from '../../domain/raster.ts'
import { type Body, measureBody } from '../body/body.ts'
import { correctPose } from '../body/correct-pose.ts'
import { movesIn } from '../body/moves-in.ts'
import type { Crop } from '../body/person-crop.ts'
import { scaleBody } from '../body/scale-body.ts'
import type { ClearedScene } from '../drape/clear-scene.ts'
import { type GarmentPixels, type GarmentTextures, texturesOf } from '../drape/drape-garment.ts'
import type { OldTop } from '../drape/old-top.ts'
import { type Scene, sceneMask } from '../drape/scene.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { coveredBy, layFlat } from '../fit/lay-garment.ts'
import { moveAnchors } from '../fit/move-anchors.ts'
import { type PlacedAnchor, placeAnchors } from '../fit/place-anchors.ts'
import { scaleTarget } from '../fit/strip.ts'
import type { IsCovered } from '../fit/unfold.ts'
import { fitWorn } from '../fit/worn-fit.ts'
import { createGarmentBrush } from './garment-brush.ts'
import { type BrushedPerson, createPersonBrush } from './kit-brush.ts'
import type { Pace } from './kit-clearing.ts'
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
  /**
   * @param pace of taking off what the person wears, where strokes ask for it.
   * @throws RangeError when the body can no longer be measured: shoulders and hips in one place; when nothing of the garment is left.
   */
  render(corrections: Corrections, pace?: Pace): Rewarped
  /** A mask as the strokes of the latest picture left it; as it was found where there was none. */
  maskOf(name: BrushedMask): BrushedArea
}

/** A mask that is painted over, and the part of its picture that it covers. */
export interface BrushedArea {
  readonly mask: Plane
  /** In shares of the picture that strokes over this mask tell shares of. */
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/**
 * Lays a garment on a person again and again while points are dragged and masks painted over: the kernels of the draft at the size of
 * a screen, without what only closes slivers and judges. What a correction does not touch is kept from the last time.
 *
 * @param longSide of the preview in pixels; at most that of the kit.
 */
export function createRewarp(kit: RewarpKit, longSide: number): Rewarp {
  const size = fitInside(kit.scene.photo, longSide)
  const brushes = { person: createPersonBrush(kit, size), garment: createGarmentBrush(kit, longSide) }
  let person = brushes.person.paint([], 'still')
  let garment = kit.garment
  let laid: Dressed | undefined
  let painter: { readonly person: BrushedPerson; readonly body: Body; readonly painter: PreviewPainter } | undefined
  let textures: Textures | undefined
  return {
    maskOf: (name) => (name === 'garment' ? garmentArea(garment) : personArea(kit, person.scene, name)),
    render({ joints, anchors, strokes = [] }, pace = 'still') {
      person = brushes.person.paint(strokes, pace)
      garment = brushes.garment.paint(strokes, pace)
      const query = { joints, person, garment: wornOver(garment, person.oldTop), size }
      const key = JSON.stringify([joints, person.oldTop])
      const shape = shapeOf(garment)
      if (laid?.key !== key || laid.shape !== shape) laid = { ...dress(kit, query), key, shape }
      const { pose, body } = laid
      const isCovered = coverOf(garment)
      const moves = movesIn(
        anchors.filter((anchor) => anchor.garment === kit.index),
        kit,
      )
      const fit = moveAnchors(laid.fit, moves, { anchors: laid.anchors, body, isCovered })
      const k = size.width / kit.crop.width
      const small = { ...fit, layers: fit.layers.map(({ name, strip }) => ({ name, strip: scaleTarget(strip, k) })) }
      const isKept = textures?.garment === garment && (pace === 'moving' || (textures.cleared === person.cleared && !textures.isRough))
      if (textures === undefined || !isKept) {
        // The light on a garment takes longer than the rest, and changes little while a hand moves.
        const light = pace === 'moving' ? textures?.value.light : undefined
        const value = texturesOf(person.scene, { fit: small, pixels: pixelsOf(garment), region: kit.region, light })
        textures = { garment, cleared: person.cleared, isRough: pace === 'moving', value }
      }
      if (painter?.person !== person || painter.body !== body) {
        const { scene, above } = person
        painter = { person, body, painter: createPreviewPainter({ ...scene, body: scaleBody(body, size) }, { region: kit.region, above }) }
      }
      const picture = painter.painter.paint({ fit: small, cleared: person.cleared, garment: textures.value })
      return { picture, pose, body, fit, anchors: fit === laid.fit ? laid.anchors : anchorsOf(garment, fit) }
    },
  }
}

/** A garment's pixels, and what they were made for. */
interface Textures {
  readonly garment: RewarpKit['garment']
  readonly cleared: ClearedScene
  /** Made while a hand moved: some of it is older than the rest. */
  readonly isRough: boolean
  readonly value: GarmentTextures
}

/** A person with their joints in place, and the garment as it falls on them by itself. */
interface Dressed {
  readonly key: string
  readonly shape: object
  readonly pose: PoseEstimate
  readonly body: Body
  readonly fit: GarmentFit
  readonly anchors: readonly PlacedAnchor[]
}

interface DressQuery {
  readonly joints: readonly MovedJoint[]
  readonly person: BrushedPerson
  readonly garment: RewarpKit['garment']
  readonly size: Size
}

function dress(kit: RewarpKit, { joints, person, garment, size }: DressQuery): Omit<Dressed, 'key' | 'shape'> {
  const mask = { mask: sceneMask(person.scene.layers, 'person'), scale: size.width / kit.crop.width }
  const pose = correctPose(kit.pose, movesIn(joints, kit))
  const body = measureBody(pose, { width: kit.crop.width, height: kit.crop.height }, mask)
  if (!Number.isFinite(body.frame.torsoLength) || body.frame.torsoLength < 1) throw new RangeError('No torso between these joints')
  const fit = layGarment(garment, body)
  return { pose, body, fit, anchors: anchorsOf(garment, fit) }
}

/** The same object while a garment is fitted the same way. */
function shapeOf(garment: RewarpKit['garment']): object {
  return garment.kind === 'flat' ? garment.anchors : garment.extent
}

/** What is told of the old top where somebody painted over it. */
function wornOver(garment: RewarpKit['garment'], oldTop: OldTop | null): RewarpKit['garment'] {
  if (oldTop === null) return garment
  return garment.kind === 'flat' ? { ...garment, oldHem: oldTop.oldHem } : { ...garment, oldFront: oldTop.oldFront }
}

function layGarment(garment: RewarpKit['garment'], body: Body): GarmentFit {
  const isCovered = coverOf(garment)
  if (garment.kind === 'flat') return layFlat(body, { ...garment, isCovered })
  return fitWorn(body, garment.wearer.body, { ...garment, isCovered })
}

const MASKS = { 'old-garment': 'old', arms: 'arms', front: 'front', person: 'person' } as const

function personArea({ crop, picture }: RewarpKit, { layers }: Scene, name: keyof typeof MASKS): BrushedArea {
  return { mask: sceneMask(layers, MASKS[name]), area: areaIn(picture, crop) }
}

function garmentArea(garment: RewarpKit['garment']): BrushedArea {
  if (garment.kind === 'flat') return { mask: garment.source.mask, area: { x: 0, y: 0, width: 1, height: 1 } }
  return { mask: garment.mask, area: areaIn(garment.picture, garment.crop) }
}

function areaIn(picture: Size, { x, y, width, height }: Crop): BrushedArea['area'] {
  return { x: x / picture.width, y: y / picture.height, width: width / picture.width, height: height / picture.height }
}

function anchorsOf(garment: RewarpKit['garment'], fit: GarmentFit): readonly PlacedAnchor[] {
  return garment.kind === 'flat' ? placeAnchors(garment.anchors, fit) : []
}

function pixelsOf(garment: RewarpKit['garment']): GarmentPixels {
  return garment.kind === 'flat'
    ? { kind: 'flat', cutOut: garment.cutOut, anchors: garment.anchors }
    : { kind: 'worn', wearer: garment.wearer, mask: garment.mask }
}

function coverOf(garment: RewarpKit['garment']): IsCovered {
  return coveredBy(garment.kind === 'flat' ? garment.silhouette : garment.mask)
}
