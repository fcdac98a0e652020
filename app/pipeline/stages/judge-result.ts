import { z } from 'zod'
import { GARMENT_REGIONS, type GarmentRegion } from '../../domain/garment-region.ts'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { fitInside, type Plane, type Size } from '../../domain/raster.ts'
import { truthMeasure } from '../../domain/truth-report.ts'
import { fitStrategy, garmentType } from '../../domain/try-on.ts'
import { type Body, cropBody, measureBody } from '../../raster/body/body.ts'
import { findFramingProblem } from '../../raster/body/framing.ts'
import { necklineMiddle } from '../../raster/body/neckline-middle.ts'
import { findParts } from '../../raster/body/parts.ts'
import { cropPlane, cropRgb, personCrop } from '../../raster/body/person-crop.ts'
import { measureWornExtent } from '../../raster/drape/worn-texture.ts'
import { coveredBy, layFlat } from '../../raster/fit/lay-garment.ts'
import { fitWorn } from '../../raster/fit/worn-fit.ts'
import { resizePlane, resizeRgb } from '../../raster/resample.ts'
import type { ClothFrame } from '../../raster/truth/cloth-patch.ts'
import { type ExpectedLay, expectLay, expectNeckline } from '../../raster/truth/expected-lay.ts'
import { judgeTruth } from '../../raster/truth/judge-truth.ts'
import { measureTruth, type ShownGarment, type TruthFacts } from '../../raster/truth/measure-truth.ts'
import { necklineOf } from '../../raster/truth/shown-extent.ts'
import { readAlpha, readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage, type StageContext } from '../stage.ts'
import { readMeasure } from '../stored-fit.ts'
import { readScene, readSceneFacts, storedScene } from '../stored-scene.ts'
import { fittable } from './fit-garment.ts'

/** Smaller than for a draft: lengths need no clean edge, and GrabCut takes most of the time. */
const JUDGING_LONG_SIDE = 320

const input = z.object({
  /** The result, 3 or 4 channels. */
  image: artifactId,
  /** The pose model's mask of the person in it, any size. */
  mask: artifactId,
  pose: poseEstimate,
  /** The garment's photo and the mask of its cut-out, same size; without a mask the picture is a cut-out and has it as alpha. */
  garmentImage: artifactId,
  garmentMask: artifactId.nullable(),
  type: garmentType,
  strategy: fitStrategy,
  garment: fittable,
  /** The person of the result before, where that photo is known. */
  before: storedScene.nullable(),
})

/**
 * Compares what a person wears in a result with the photo of the garment. The same look at people as in a draft finds the clothes of the
 * result, and the same proportions say where this garment should lie and end; whether it does is read from the pixels.
 */
export const judgeResult = defineStage<Services>()({
  id: 'judge-result',
  version: 5,
  lane: 'pixels',
  models: [],
  input,
  output: z.object({ measures: z.array(truthMeasure) }),
  errors: ['asset.blob-missing', 'asset.blob-damaged'],
  async run(asked, context) {
    return { measures: judgeTruth(await measureResult(asked, context)) }
  },
})

type JudgeInput = z.output<typeof input>

/** What is measured of a result, before it is judged. */
export async function measureResult(
  { image, mask, pose, garmentImage, garmentMask, before, ...known }: JudgeInput,
  { services, signal, progress }: StageContext<Services>,
): Promise<TruthFacts> {
  const { artifacts } = services
  const region = GARMENT_REGIONS[known.type]
  const picture = await readRgb(artifacts, image)
  signal.throwIfAborted()
  const shown = lookAtWearer({ picture, mask: await readMask(artifacts, mask), pose, region })
  progress(0.5)
  signal.throwIfAborted()
  const garmentAlpha = garmentMask === null ? await readAlpha(artifacts, garmentImage) : await readMask(artifacts, garmentMask)
  const wanted = { image: await readRgb(artifacts, garmentImage), mask: garmentAlpha, region }
  const oldHem = before === null ? null : (await readSceneFacts(artifacts, before)).oldHem
  const isFramed = findFramingProblem(shown.body, known.type, { crop: shown.crop, picture }) === null
  const { oldUpper: cloth, skin, scale } = shown.parts
  const oldFront = necklineMiddle(shown.body, { cloth, skin, scale })
  const lay = isFramed ? await expectedLay(services, shown.body, { ...known, region, wanted, oldHem, oldFront }) : null
  signal.throwIfAborted()
  return measureTruth(wanted, shown, lay)
}

/** The clothes of a result, found as the old garment of a person is. */
function lookAtWearer(result: {
  readonly picture: ShownGarment['image']
  readonly mask: Plane
  readonly pose: z.output<typeof poseEstimate>
  readonly region: GarmentRegion
}): ShownGarment & { readonly crop: ReturnType<typeof personCrop> } {
  const { picture, pose, region } = result
  const whole = resizePlane(result.mask, picture)
  const crop = personCrop(pose, whole, { picture, region })
  const image = cropRgb(picture, crop)
  const mask = cropPlane(whole, crop)
  const body = measureBody(cropBody(pose, crop), image, { mask, scale: 1 })
  const size = fitInside(image, JUDGING_LONG_SIDE)
  const parts = findParts(body, {
    image: resizeRgb(image, size),
    scale: size.width / image.width,
    mask,
    wantsLower: region === 'upper' ? 'upper-only' : 'with-lower',
  })
  return { image, body, parts, crop }
}

interface Expectation {
  readonly garment: z.output<typeof fittable>
  readonly type: z.output<typeof garmentType>
  readonly strategy: z.output<typeof fitStrategy>
  readonly region: GarmentRegion
  readonly wanted: { readonly image: Size; readonly mask: Plane }
  /** Where the top ended that was worn before, torso lengths. */
  readonly oldHem: number | null
  /** Middle of the neckline that the result shows, in shoulder widths from the spine. */
  readonly oldFront: number | null
}

/** Where the garment should lie, from its photo's pixels to those of the wearer's crop. */
async function expectedLay({ artifacts }: Services, body: Body, expectation: Expectation): Promise<ExpectedLay | null> {
  const { garment, type, strategy, region, wanted, oldHem, oldFront } = expectation
  if (garment.kind === 'worn') {
    const wearer = await readScene(artifacts, garment.wearer)
    const mask = cropPlane(wanted.mask, wearer.crop)
    const isCovered = coveredBy(mask)
    const fit = fitWorn(body, wearer.body, { extent: measureWornExtent(wearer, mask, region), oldFront, isCovered })
    const lay = expectLay(body, fit, isCovered)
    if (lay === null) return null
    const neckline = region === 'lower' ? null : necklineOf(wearer.body, wearer.parts)
    return { ...lay, extent: { ...lay.extent, neckline }, garment: movedFrame(lay.garment, { scale: 1, ...wearer.crop }) }
  }
  const measure = await readMeasure(artifacts, garment.measure)
  const isCovered = coveredBy(await readMask(artifacts, garment.silhouette))
  const fit = layFlat(body, { type, strategy, ...measure, sleeves: garment.sleeves, oldHem, waist: 'covered', isCovered })
  const lay = expectLay(body, fit, isCovered)
  if (lay === null) return null
  const isTrusted = strategy !== 'stiff'
  const neckline = isTrusted ? expectNeckline(body, lay, measure.anchors) : null
  const scale = wanted.image.width / measure.anchors.size.width
  return { ...lay, extent: { ...lay.extent, isTrusted, neckline }, garment: movedFrame(lay.garment, { scale, x: 0, y: 0 }) }
}

function movedFrame(
  { origin, across, down }: ClothFrame,
  { scale, x, y }: { readonly scale: number; readonly x: number; readonly y: number },
): ClothFrame {
  return {
    origin: [origin[0] * scale + x, origin[1] * scale + y],
    across: [across[0] * scale, across[1] * scale],
    down: [down[0] * scale, down[1] * scale],
  }
}
