import { analyseGarment } from '../pipeline/stages/analyse-garment.ts'
import { analysePerson } from '../pipeline/stages/analyse-person.ts'
import { barePerson } from '../pipeline/stages/bare-person.ts'
import { checkQuality } from '../pipeline/stages/check-quality.ts'
import { clearPerson } from '../pipeline/stages/clear-person.ts'
import { composeDraft } from '../pipeline/stages/compose-draft.ts'
import { encodeResult } from '../pipeline/stages/encode-result.ts'
import { estimatePose } from '../pipeline/stages/estimate-pose.ts'
import { fitGarment } from '../pipeline/stages/fit-garment.ts'
import { loadPhoto } from '../pipeline/stages/load-photo.ts'
import { prepareGarment } from '../pipeline/stages/prepare-garment.ts'
import { segmentPerson } from '../pipeline/stages/segment-person.ts'
import type { PlannedStage } from './services.ts'

/** A stage with its share of the time of a warm draft of one garment, and how often it runs for each garment. */
interface DraftStage extends PlannedStage {
  readonly eachTimes?: number
}

const STAGES: readonly DraftStage[] = [
  // Once for the person, once for each garment.
  { id: loadPhoto.id, share: 0.06, times: 1, eachTimes: 1 },
  { id: estimatePose.id, share: 0.09 },
  { id: segmentPerson.id, share: 0.11 },
  { id: prepareGarment.id, share: 0.2, times: 0, eachTimes: 1 },
  { id: analysePerson.id, share: 0.15 },
  { id: clearPerson.id, share: 0.07 },
  { id: analyseGarment.id, share: 0.04, times: 0, eachTimes: 1 },
  { id: fitGarment.id, share: 0.03, times: 0, eachTimes: 1 },
  { id: composeDraft.id, share: 0.15, times: 0, eachTimes: 1 },
  { id: checkQuality.id, share: 0.02, times: 0, eachTimes: 1 },
  { id: encodeResult.id, share: 0.08 },
]

/** Share of joining what was taken off, which only an outfit needs. */
const BARE_SHARE = 0.04

/** The stages of a draft as they are shown, with their usual share of its time. */
export function draftPlan(garments: number): PlannedStage[] {
  const stages = STAGES.map(({ id, share, times = 1, eachTimes = 0 }) => ({
    id,
    share: (share * (times + eachTimes * garments)) / (times + eachTimes),
    times: times + eachTimes * garments,
  }))
  const outfit = garments === 1 ? [] : [{ id: barePerson.id, share: BARE_SHARE, times: 1 }]
  const place = stages.findIndex(({ id }) => id === clearPerson.id) + 1
  const all = stages.toSpliced(place, 0, ...outfit)
  const total = all.reduce((sum, { share }) => sum + share, 0)
  return all.map((stage) => ({ ...stage, share: stage.share / total }))
}
