import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane, Rgba8, Size } from '../../domain/raster.ts'
import type { GarmentFit } from '../fit/fit.ts'
import { stripScale } from '../fit/strip.ts'
import type { GarmentAnchors } from '../garment/anchors.ts'
import type { ClearedScene } from './clear-scene.ts'
import { type ClothLight, type Draped, drapeLower, drapeTop } from './drape.ts'
import type { FitTextures } from './draw-fit.ts'
import { dressScene, type Over } from './dress-scene.ts'
import { countChangedInFace, type DraftFacts, measureDraft } from './measure-draft.ts'
import { type Scene, sceneMask } from './scene.ts'
import { measureSoftLight, softGain, withoutLight } from './soft-light.ts'
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

export function texturesOf(
  scene: Scene,
  { fit, pixels, region }: { readonly fit: GarmentFit; readonly pixels: GarmentPixels; readonly region: GarmentRegion },
): GarmentTextures {
  return pixels.kind === 'flat' ? flatTextures(pixels, fit) : wornTextures(scene, pixels, region)
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

function wornTextures(scene: Scene, { wearer, mask }: Extract<GarmentPixels, { kind: 'worn' }>, region: GarmentRegion): GarmentTextures {
  const enlargement = scene.body.frame.torsoLength / wearer.body.frame.torsoLength
  // Folds belong to the cloth and stay; the shaded side belongs to the room it was photographed in.
  const here = measureSoftLight(scene, sceneMask(scene.layers, 'old'))
  const there = here ? measureSoftLight(wearer, mask) : null
  const worn = cutWorn(there ? { ...wearer, photo: withoutLight(wearer.photo, there) } : wearer, mask, region)
  const size: Size = { width: wearer.photo.width, height: wearer.photo.height }
  return {
    enlargement,
    textures: { anchorSize: size, textureOf: (name) => shrinkTexture(worn.textureOf(name), enlargement) },
    light: here && there ? softGain(here, scene.photo) : 'by-itself',
  }
}
