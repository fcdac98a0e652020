import sharp from 'sharp'
import type { Plane, Rgb8 } from '../../app/domain/raster.ts'
import type { Laid } from '../../app/pipeline/lay-garment.ts'
import { readMask, readPicture, readRgb } from '../../app/pipeline/read-raster.ts'
import type { Step } from '../../app/pipeline/step.ts'
import { readClearing } from '../../app/pipeline/stored-clearing.ts'
import { readFit, readMeasure } from '../../app/pipeline/stored-fit.ts'
import { readScene } from '../../app/pipeline/stored-scene.ts'
import { layOutfit } from '../../app/pipeline/try-on.ts'
import type { ArtifactStore } from '../../app/platform/artifacts.ts'
import { pastePlane, pasteRgb } from '../../app/raster/body/person-crop.ts'
import type { ClearedScene } from '../../app/raster/drape/clear-scene.ts'
import { drapeGarment, type GarmentPixels } from '../../app/raster/drape/drape-garment.ts'
import { packScene, type Scene, sceneMask } from '../../app/raster/drape/scene.ts'
import type { GarmentFit } from '../../app/raster/fit/fit.ts'
import { coveredBy, layFlat } from '../../app/raster/fit/lay-garment.ts'
import { mapPlane } from '../../app/raster/morphology.ts'
import { changedOutside } from './compare-look.ts'

/** Long side of the working picture; the drawn persons are smaller and stay as they are. */
const LONG_SIDE_PX = 1024

/** What the bench knows of a draft. */
export interface Dressed {
  readonly picture: Rgb8
  /** How much of a pixel shows the new garment, 0..1. */
  readonly shown: Plane
  readonly folded: number
  readonly changedOutside: number
  readonly strategy: string
  readonly type: string
  readonly score: number
  readonly laid: Laid
}

/** Dresses a person with the product's own stages; throws what they throw. Remembers as much as `step` does. */
export async function dressPair(
  { artifacts, step }: { readonly artifacts: ArtifactStore; readonly step: Step },
  { person, garment }: { readonly person: Rgb8; readonly garment: Rgb8 },
): Promise<Dressed> {
  const { laid } = await layOutfit(step, {
    person: await artifacts.writeBytes(await pngOf(person)),
    garments: [{ garment: await artifacts.writeBytes(await pngOf(garment)), garmentType: 'auto', front: 'closed' }],
    tuck: 'auto',
    workingLongSide: LONG_SIDE_PX,
    maxRetries: 0,
    qualityThreshold: 0.7,
    debug: true,
  })
  const [one] = laid
  const shownId = one?.draft.debug['garment']
  if (!one || !shownId) throw new Error('A draft made for debugging holds the mask of the garment')
  const picture = await readRgb(artifacts, one.draft.draft)
  const before = await readRgb(artifacts, one.fitting.subject.image)
  return {
    picture,
    shown: await readMask(artifacts, shownId),
    folded: one.draft.facts['folded'] ?? Number.NaN,
    changedOutside: changedOutside(before, picture, await readMask(artifacts, one.draft.editMask)),
    strategy: one.way.strategy,
    type: one.fitting.garment.type,
    score: one.judged.score,
    laid: one,
  }
}

/** What a draft can do without, to see whether it is any good. */
export const ABLATIONS = ['relight', 'occlusion', 'bodyFollow', 'removal'] as const
export type Ablation = (typeof ABLATIONS)[number]

/** The same draft with one thing left out, by other inputs of the same kernels. */
export async function dressWithout(
  artifacts: ArtifactStore,
  { laid }: Dressed,
): Promise<(ablation: Ablation) => { readonly picture: Rgb8; readonly shown: Plane }> {
  const { half, subject } = laid.fitting
  const scene = await readScene(artifacts, half.scene)
  const cleared = await readClearing(artifacts, (await half.clearing).cleared)
  const parts: Draping = { scene, cleared, fit: await readFit(artifacts, laid.fit.fit) }
  const pixels = await pixelsOf(artifacts, laid)
  const whole = await readRgb(artifacts, subject.image)
  const stiff = await stiffFit(artifacts, laid, scene)
  return (ablation) => {
    const { fit, ...left } = ablation === 'bodyFollow' ? { ...parts, fit: stiff } : WITHOUT[ablation](parts)
    const { draped } = drapeGarment(left.scene, left.cleared, { fit, pixels, region: half.region })
    return { picture: pasteRgb(whole, draped.picture, scene.crop), shown: pastePlane(whole, draped.shown, scene.crop) }
  }
}

/** The garment as one sheet that follows no limb. */
async function stiffFit(artifacts: ArtifactStore, { way: { fittable }, fitting }: Laid, { body }: Scene): Promise<GarmentFit> {
  if (fittable.kind !== 'flat') throw new Error('The garments of this bench lie flat')
  const { type } = fitting.garment
  const { sleeves } = fittable
  const isCovered = coveredBy(await readMask(artifacts, fittable.silhouette))
  const measure = await readMeasure(artifacts, fittable.measure)
  return layFlat(body, { type, strategy: 'stiff', ...measure, sleeves, oldHem: null, waist: 'covered', isCovered })
}

interface Draping {
  readonly scene: Scene
  readonly cleared: ClearedScene
  readonly fit: GarmentFit
}

const WITHOUT: Readonly<Record<Exclude<Ablation, 'bodyFollow'>, (parts: Draping) => Draping>> = {
  /** No light of the scene, no shadow on the cloth, no shade towards its edges. */
  relight: (parts) => ({
    ...parts,
    cleared: { ...parts.cleared, clothLight: null },
    fit: {
      ...parts.fit,
      lit: 'by-itself',
      layers: parts.fit.layers.map((layer) => ({ ...layer, strip: { ...layer.strip, shade: layer.strip.shade.map(() => 1) } })),
    },
  }),
  /** Nothing of the person stands in front: no arms, no hands, no head or hair. */
  occlusion: (parts) => ({ ...parts, scene: withoutFront(parts.scene) }),
  /** The old garment stays where it is. */
  removal: (parts) => ({
    ...parts,
    cleared: {
      ...parts.cleared,
      picture: parts.scene.photo,
      masks: { ...parts.cleared.masks, data: new Uint8Array(parts.cleared.masks.data.length) },
    },
  }),
}

function withoutFront(scene: Scene): Scene {
  const { layers, parts } = scene
  const nothing = (like: Plane): Plane => mapPlane(like, () => 0)
  const old = sceneMask(layers, 'old')
  return {
    ...scene,
    // Hands are found by their skin.
    parts: { ...parts, skin: nothing(parts.skin), front: nothing(parts.front), arms: [nothing(parts.arms[0]), nothing(parts.arms[1])] },
    layers: packScene({ old, arms: nothing(old), front: nothing(old), person: sceneMask(layers, 'person') }),
  }
}

async function pixelsOf(artifacts: ArtifactStore, { way: { drawable } }: Laid): Promise<GarmentPixels> {
  if (drawable.kind !== 'flat') throw new Error('The garments of this bench lie flat')
  const cutOut = await readPicture(artifacts, drawable.cutOut)
  if (cutOut.channels !== 4) throw new Error('A cut-out has an alpha channel')
  return { kind: 'flat', cutOut, anchors: (await readMeasure(artifacts, drawable.measure)).anchors }
}

/** A picture as a losslessly packed file. */
export async function pngOf({ width, height, data }: Rgb8): Promise<Buffer> {
  return await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer()
}
