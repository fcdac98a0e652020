import type { ErrorCode } from '../../domain/errors.ts'
import type { ProviderState } from '../../ledger/provider-states.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import type { Candidate } from './work.ts'

/** How often a model may say that it takes nothing now before the next one is asked. */
const MOST_REFUSALS = 2

/** Refusals that another try of the same model would meet again. */
const FINAL: readonly ErrorCode[] = ['provider.model-retired', 'provider.refused-content', 'provider.bad-request', 'provider.bad-response']

/**
 * The model to ask now, or undefined where all have refused. Only refusals count: once a service has accepted, no other is asked. A job
 * of one model keeps it, and the queue decides how often it is tried.
 */
export function chooseCandidate(
  candidates: readonly Candidate[],
  past: readonly Pick<Submission, 'model' | 'state' | 'code'>[],
  stateOf: (candidate: Candidate) => Pick<ProviderState, 'isOn' | 'pause'>,
): Candidate | undefined {
  if (candidates.length === 1) return candidates[0]
  const open = candidates.filter((candidate) => !isUsedUp(candidate, past))
  // A service that is off or paused is passed over while another is not.
  return open.find((candidate) => stateOf(candidate).isOn && stateOf(candidate).pause === null) ?? open[0]
}

function isUsedUp({ model }: Candidate, past: readonly Pick<Submission, 'model' | 'state' | 'code'>[]): boolean {
  const refusals = past.filter((one) => one.model === model.id && one.state === 'refused' && one.code !== 'job.crashed')
  return refusals.length >= MOST_REFUSALS || refusals.some(({ code }) => FINAL.some((final) => final === code))
}
