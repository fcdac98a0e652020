import type { CloudModel } from '../../domain/cloud/model.ts'
import { StudioError } from '../../domain/errors.ts'
import type { FinalWork } from '../../domain/final/final-request.ts'
import { type JudgedFinal, judgeFinal } from '../../domain/final/judge-final.ts'
import { judgedGarments } from '../../domain/final/judged-garments.ts'
import type { ArtifactId, AssetId } from '../../domain/ids.ts'
import type { TruthReport } from '../../domain/truth-report.ts'
import { artifactOfPicture } from '../../library/assets.ts'
import { FINISHING_STAGES, type FinishedFinal, finishFinal } from '../../pipeline/finish-final.ts'
import { JUDGING_STAGES, judgeAgainstGarment } from '../../pipeline/judge-result.ts'
import { encodePng } from '../../pipeline/stages/encode-png.ts'
import type { Step } from '../../pipeline/step.ts'
import type { JobContext } from '../../queue/define-job.ts'
import type { JobServices, PlannedStage } from '../services.ts'
import type { KnownDraft } from './draft-for-final.ts'

/** A try with what is preserved put back, and how it is judged. */
export interface FinishedTry extends JudgedFinal {
  readonly finished: FinishedFinal
  readonly png: ArtifactId
  readonly keptPng: ArtifactId | null
  readonly truth: readonly { readonly garmentId: AssetId; readonly report: TruthReport }[]
}

/** What all tries of one final have in common. */
export interface FinalBench {
  readonly job: FinalWork
  readonly context: JobContext<JobServices>
  readonly model: CloudModel
  readonly draft: KnownDraft | null
}

/** Results are judged in the size that the truth meter was tuned for. */
const JUDGING_LONG_SIDE_PX = 1024

const PLAN: readonly PlannedStage[] = [...FINISHING_STAGES, encodePng.id, ...JUDGING_STAGES].map((id) => ({ id, share: 1 }))

/** Puts back what is preserved into a picture that a model made, and judges it. The same picture gives the same answer, remembered by its stages. */
export async function finishTry({ job, context, draft }: FinalBench, madeId: AssetId): Promise<FinishedTry> {
  const { services, signal } = context
  const { library, limits } = services
  const { step } = services.createStep({ plan: PLAN, signal, progress: context.progress })
  const made = await artifactOfPicture(library, madeId)
  const original = await artifactOfPicture(library, job.personId)
  const editMask = draft?.editMask ?? null
  const finished = await finishFinal(step, { original, made, editMask, preserve: job.preserve, limits })
  const { png } = await step(encodePng, { raster: finished.image })
  const kept = finished.kept === null ? null : await step(encodePng, { raster: finished.kept })
  const { truth, isSeen } = await judgeGarments(step, { job, draft, png, person: original, services })
  const problem = isSeen ? finished.problem : 'not-alike'
  const judged = judgeFinal(
    truth.map(({ report }) => report),
    { problem, threshold: job.qualityThreshold },
  )
  return { ...judged, finished, png, keptPng: kept?.png ?? null, truth }
}

async function judgeGarments(
  step: Step,
  seen: Pick<FinalBench, 'job' | 'draft'> & { readonly png: ArtifactId; readonly person: ArtifactId; readonly services: JobServices },
): Promise<{ readonly truth: FinishedTry['truth']; readonly isSeen: boolean }> {
  const { job, draft, png, person, services } = seen
  const types = job.garments.map(({ garmentType }, index) => draft?.types[index] ?? garmentType)
  const truth: { readonly garmentId: AssetId; readonly report: TruthReport }[] = []
  for (const index of judgedGarments(types)) {
    const worn = job.garments[index]
    if (worn === undefined) continue
    try {
      const report = await judgeAgainstGarment(step, {
        result: png,
        garment: await artifactOfPicture(services.library, worn.garmentId),
        person,
        garmentType: types[index] ?? 'auto',
        workingLongSide: JUDGING_LONG_SIDE_PX,
        limits: services.limits,
      })
      truth.push({ garmentId: worn.garmentId, report })
    } catch (thrown) {
      if (!(thrown instanceof StudioError)) throw thrown
      // Nobody is in the picture any more: whatever it is, it is no final of this photo.
      if (thrown.code === 'tryon.pose-failed') return { truth, isSeen: false }
      // A garment that cannot be looked at is not judged.
      if (thrown.code !== 'tryon.garment-failed') throw thrown
    }
  }
  return { truth, isSeen: true }
}
