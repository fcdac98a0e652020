import { StudioError } from '../domain/errors.ts'
import { GARMENT_REGIONS } from '../domain/garment-region.ts'
import type { ArtifactId } from '../domain/ids.ts'
import { type TruthReport, worstVerdict } from '../domain/truth-report.ts'
import type { GarmentType } from '../domain/try-on.ts'
import type { ImageLimits } from '../platform/config.ts'
import { TRUSTED } from '../raster/garment/trust.ts'
import { analyseGarment } from './stages/analyse-garment.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import { judgeResult } from './stages/judge-result.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { type PreparedGarment, prepareGarment } from './stages/prepare-garment.ts'
import { segmentPerson } from './stages/segment-person.ts'
import type { Step } from './step.ts'
import type { StoredScene } from './stored-scene.ts'

export interface JudgeRequest {
  /** Bytes of a picture that should show the garment on somebody. */
  readonly result: ArtifactId
  readonly garment: ArtifactId
  /** The photo the result was made from; null where there is none. */
  readonly person: ArtifactId | null
  readonly garmentType: GarmentType | 'auto'
  /** Long side of the working pictures, pixels. */
  readonly workingLongSide: number
  readonly limits?: ImageLimits
}

/** The stages that every judging runs, for progress. */
export const JUDGING_STAGES = [loadPhoto.id, estimatePose.id, prepareGarment.id, analyseGarment.id, judgeResult.id] as const

/**
 * Judges how true a result is to a garment. The garment's chain and the person's are those of a draft, so after one they are
 * remembered; only the result is looked at anew.
 *
 * @throws StudioError `tryon.pose-failed` where the result shows nobody, `tryon.garment-failed`, and what the stages declare for files.
 */
export async function judgeAgainstGarment(step: Step, request: JudgeRequest): Promise<TruthReport> {
  const [known, shown] = await Promise.all([knowGarment(step, request), findWearer(step, request)])
  const { prepared, ...garment } = known
  const before = GARMENT_REGIONS[prepared.type] === 'upper' ? await findScene(step, request) : null
  const { measures } = await step(judgeResult, { ...shown, ...garment, type: prepared.type, before })
  return { verdict: worstVerdict(measures.map(({ verdict }) => verdict)), garment: { type: prepared.type, kind: prepared.kind }, measures }
}

async function knowGarment(step: Step, { garment, garmentType, workingLongSide, limits }: JudgeRequest) {
  const photo = await step(loadPhoto, { source: garment, longSide: workingLongSide, ...(limits ? { limits } : {}) })
  const prepared = await step(prepareGarment, { image: photo.image, garmentType })
  const pictures = { garmentImage: photo.image, garmentMask: prepared.mask, prepared }
  if (prepared.wearer) return { ...pictures, strategy: 'body-to-body' as const, garment: await wornGarment(step, photo.image, prepared) }
  const { cutOut, type, sleeves } = prepared
  const { upright, measure, silhouette, confidence } = await step(analyseGarment, { cutOut, type, sleeves })
  // What is measured was turned upright, so that is what the result is compared with.
  const turned = upright === cutOut ? {} : { garmentImage: upright, garmentMask: null }
  return {
    ...pictures,
    ...turned,
    strategy: confidence >= TRUSTED ? ('lofted-strips' as const) : ('stiff' as const),
    garment: { kind: 'flat' as const, measure, silhouette, sleeves },
  }
}

async function wornGarment(step: Step, image: ArtifactId, { wearer, mask, type }: PreparedGarment) {
  if (wearer === null) throw new RangeError('Nobody wears this garment')
  const { pose, personMask } = wearer
  const { scene } = await step(analysePerson, { image, mask: personMask, pose, region: GARMENT_REGIONS[type] })
  return { kind: 'worn' as const, wearer: scene, mask }
}

async function findWearer(step: Step, { result, workingLongSide, limits }: JudgeRequest) {
  const photo = await step(loadPhoto, { source: result, longSide: workingLongSide, ...(limits ? { limits } : {}) })
  const { people } = await step(estimatePose, { image: photo.image, effort: 'quick', maxPeople: 1 })
  const [found] = people
  if (found === undefined) {
    throw new StudioError('tryon.pose-failed', 'The result shows nobody who could wear the garment', {
      details: { reason: 'no-person', people: 0 },
      stage: estimatePose.id,
    })
  }
  return { image: photo.image, mask: found.poseMask, pose: found.pose }
}

/** The person before, as a draft looks at them: a top may be drawn a little longer to end over the old hem. Null for nobody. */
async function findScene(step: Step, { person, workingLongSide, limits }: JudgeRequest): Promise<StoredScene | null> {
  if (person === null) return null
  const photo = await step(loadPhoto, { source: person, longSide: workingLongSide, ...(limits ? { limits } : {}) })
  const { people } = await step(estimatePose, { image: photo.image })
  const [found, ...others] = people
  if (found === undefined) return null
  const { mask } = await step(segmentPerson, {
    image: photo.image,
    poseMask: found.poseMask,
    otherPoseMasks: others.map(({ poseMask }) => poseMask),
  })
  return (await step(analysePerson, { image: photo.image, mask, pose: found.pose, region: 'upper' })).scene
}
