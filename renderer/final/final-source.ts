import type { CloudModel } from '../../app/domain/cloud/model.ts'
import { planPictures } from '../../app/domain/final/plan-pictures.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { Tuck, WornGarment } from '../../app/domain/try-on.ts'
import { fitInputs, lacksInput } from '../create/plan/fit-inputs.ts'
import { draftOf } from '../try-on/draft-of.ts'
import { finalOf, finalWorkOf } from './final-of.ts'

/** Who wears what, and how. */
export interface Table {
  readonly personId: AssetId
  readonly garments: readonly WornGarment[]
  readonly tuck: Tuck
}

/** The draft on the stage, or of the final on the stage, where it is one of just what is on the table; null else. */
export function draftOnStage(job: JobSummary | null, table: Table): AssetId | null {
  const id = draftOf(job)?.draft.assetId ?? finalOf(job)?.draft?.assetId ?? null
  if (job === null || id === null) return null
  const made = job.payload as unknown as Pick<Table, 'personId' | 'garments'> & { readonly options?: { readonly tuck?: Tuck } }
  // A final of a draft that was there does not know how that was tucked.
  const isSameTuck = table.garments.length < 2 || (finalWorkOf(job)?.draftId ?? null) !== null || made.options?.tuck === table.tuck
  return made.personId === table.personId && isSameTuck && worn(made.garments) === worn(table.garments) ? id : null
}

const worn = (garments: readonly WornGarment[]): string =>
  garments.map(({ garmentId, garmentType, front }) => `${garmentId} ${garmentType} ${front}`).join()

/** Whether a model can make a final of what is on the table. */
export function makesFinal(model: CloudModel, { personId, garments }: Table): boolean {
  const pictures = garments.map(({ garmentId, garmentType }) => ({ garmentId, type: garmentType }))
  // A draft that is not made yet stands for itself: only how many pictures there are counts.
  const { inputs, unseen } = planPictures(model, { personId, garments: pictures, draftId: personId })
  const seesDraft = !unseen.includes('draft')
  const seesAll = !unseen.includes('person') && !unseen.includes('garment')
  return (seesDraft || seesAll) && fitInputs(model, inputs) !== null && !lacksInput(model, inputs)
}
