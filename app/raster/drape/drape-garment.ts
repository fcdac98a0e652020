import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane, Rgba8, Size } from '../../domain/raster.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { scaleTarget, stripScale } from '../fit/strip.ts'
import type { GarmentAnchors } from '../garment/anchors.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import type { ClearedScene } from './clear-scene.ts'
import { type ClothLight, type Draped, drapeLower, drapeTop } from './drape.ts'
import { drawFit, type FitTextures } from './draw-fit.ts'
import { dressScene, type Over } from './dress-scene.ts'
import { drawableLight, exchangeLight, measureFoldLight } from './fold-light.ts'
import { countChangedInFace, type DraftFacts, measureDraft } from './measure-draft.ts'
import { scaleScene } from './scale-scene.ts'
import { type Scene, sceneMask } from './scene.ts'
import { premultiply, shrinkTexture, shrinkToScale, splitAtNeckline } from './texture.ts'
import { cutWorn } from './worn-texture.ts'

/** The pixels of a garment: a cut-out with its landmarks, or a photo of somebody wearing it. */
export type GarmentPixels =
  | { readonly kind: 'flat'; readonly cutOut: Rgba8; readonly anchors: GarmentAnchors }
  | { readonly kind: 'worn'; readonly wearer: Scene; readonly mask: Plane }

export interface DrapedGarment {
  readonly draped: Draped
  readonly facts: DraftFacts
  /** Picture pixels for one garment pixel; above 1 the garment is enlarged. */
  readonly enlargement: number
}

/** Draws a fitted garment on a person, over what they wear already, and measures the result. */
export function drapeGarment(
  scene: Scene,
  cleared: ClearedScene,
  garment: { readonly fit: GarmentFit; readonly pixels: GarmentPixels; readonly region: GarmentRegion; readonly over?: Over | undefined },
): DrapedGarment {
  const { fit, region, over } = garment
  // The light in the room is read from the clothes in the photo, whatever covers them by now.
  const { textures, enlargement, light } = texturesOf(scene, garment)
  const here = over === undefined ? { scene, cleared } : dressScene(scene, cleared, { ...over, region })
  const draped = (region === 'lower' ? drapeLower : drapeTop)(here.scene, here.cleared, { fit, ...textures, light })
  const faceChanged = countChangedInFace(scene, draped.picture)
  return { draped, facts: { ...measureDraft(here.scene, fit, draped), faceChanged }, enlargement }
}

/** A garment's pixels as its layers want them, and the light on them. */
export interface GarmentTextures {
  readonly textures: FitTextures
  readonly enlargement: number
  readonly light: ClothLight
}

/** @param laid.light where it is known already. */
export function texturesOf(scene: Scene, { pixels, ...laid }: WornLaid & { readonly pixels: GarmentPixels }): GarmentTextures {
  return pixels.kind === 'flat' ? flatTextures(pixels, laid.fit) : wornTextures(scene, pixels, laid)
}

interface WornLaid {
  readonly fit: GarmentFit
  readonly region: GarmentRegion
  readonly light?: ClothLight | undefined
}

function flatTextures({ cutOut, anchors }: Extract<GarmentPixels, { kind: 'flat' }>, fit: GarmentFit): GarmentTextures {
  const trunk = fit.layers.find((layer) => layer.name === 'torso' || layer.name === 'hips') ?? fit.layers[0]
  const enlargement = (trunk ? stripScale(trunk.strip) : 1) * (anchors.size.width / cutOut.width)
  const texture = premultiply(shrinkToScale(cutOut, enlargement))
  const hasBack = fit.layers.some((layer) => layer.name === 'back')
  const split = anchors.shape === 'top' && hasBack ? splitAtNeckline(texture, anchors) : { front: texture, back: texture }
  const textures: FitTextures = { anchorSize: anchors.size, textureOf: (name) => (name === 'back' ? split.back : split.front) }
  return { enlargement, textures, light: 'by-scene' }
}

function wornTextures(
  scene: Scene,
  { wearer, mask }: Extract<GarmentPixels, { kind: 'worn' }>,
  { fit, region, light }: WornLaid,
): GarmentTextures {
  const enlargement = scene.body.frame.torsoLength / wearer.body.frame.torsoLength
  const worn = cutWorn(wearer, mask, region)
  const size: Size = { width: wearer.photo.width, height: wearer.photo.height }
  return {
    enlargement,
    textures: { anchorSize: size, textureOf: (name) => shrinkTexture(worn.textureOf(name), enlargement) },
    light: light ?? lightOnWorn(scene, { wearer, mask }, { fit, region }),
  }
}

/** The light of the scene in place of the garment's own, at half the picture's size; light has no finer detail. */
function lightOnWorn(
  scene: Scene,
  { wearer, mask }: Omit<Extract<GarmentPixels, { kind: 'worn' }>, 'kind'>,
  { fit, region }: { readonly fit: GarmentFit; readonly region: GarmentRegion },
): ClothLight {
  const half = halfOf(scene.photo)
  const width = scene.body.frame.shoulderWidth / 2
  const here = measureFoldLight(resizeRgb(scene.photo, half), resizePlane(sceneMask(scene.layers, 'old'), half), width)
  if (here === null) return 'by-itself'
  const small = scaleScene(wearer, halfOf(wearer.photo))
  const cloth = resizePlane(mask, small.photo)
  const there = measureFoldLight(small.photo, cloth, small.body.frame.shoulderWidth)
  if (there === null) return 'by-itself'
  const { textureOf } = cutWorn({ ...small, photo: drawableLight(there) }, cloth, region)
  const layers = fit.layers.map(({ name, strip }) => ({ name, strip: scaleTarget(strip, half.width / scene.photo.width) }))
  const anchorSize: Size = { width: wearer.photo.width, height: wearer.photo.height }
  const carried = drawFit({ ...fit, layers }, { anchorSize, textureOf }, half).map(({ pixels }) => pixels)
  return exchangeLight(here, carried, half)
}

function halfOf({ width, height }: Size): Size {
  return { width: (width + 1) >> 1, height: (height + 1) >> 1 }
}
