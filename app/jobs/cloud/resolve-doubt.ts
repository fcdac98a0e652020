import { StudioError } from '../../domain/errors.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import type { Reconciled } from '../../providers/adapter.ts'
import { requestHashOf } from './prepare-inputs.ts'
import { leaveInDoubt, requestFor, resend, standBack } from './submit-work.ts'
import { type Candidate, callFor, candidatesOf, newWait, type Work } from './work.ts'

/** An idempotency key means the same work for a day at the services that honour one; a little less, to be on the safe side. */
const KEY_GOOD_FOR_MS = 23 * 60 * 60 * 1000

/**
 * Finds out what became of a submit whose answer was lost: sends it again where the service knows it by its key, else asks the service, else
 * a person. Never sends a second request that could be billed. Ends the run, but for an answer that came at once.
 */
export async function resolveDoubt(work: Work, submission: Submission): Promise<Submission> {
  const { cloud, context, now } = work
  const { id, state, intendedAt, provider } = submission
  if (state === 'intended') cloud.ledger.doubt(id)
  const adapter = cloud.adapter(provider)
  const isSameRequest = sameRequest(work, submission)
  if (adapter.submitsAreIdempotent && isSameRequest !== undefined && now() - intendedAt < KEY_GOOD_FOR_MS) {
    return await resend(work, { ...submission, state: 'unknown' }, await requestFor(work, isSameRequest))
  }
  if (adapter.reconcile === undefined || isSameRequest === undefined) return askAboutDoubt(work, submission)
  const dueAt = intendedAt + cloud.timing.reconcileAfterMs
  if (now() < dueAt) context.postpone({ until: dueAt, why: doubtOf(submission) })
  const found = await ask(work, { ...submission, state: 'unknown' }, isSameRequest)
  if (found.state === 'unknown') {
    const isOver = now() - intendedAt >= cloud.timing.reconcileForMs
    if (isOver) return askAboutDoubt(work, submission)
    context.postpone({ until: now() + cloud.timing.reconcileAfterMs, why: doubtOf(submission) })
  }
  if (found.state === 'accepted') {
    cloud.ledger.accept(id, { handle: found.operation })
    return context.suspend(newWait(id, now()), 0)
  }
  cloud.ledger.refuse(id, 'provider.unavailable')
  return context.postpone({ until: now() })
}

/** The model of the submission, if the same request can still be made; undefined where a picture or the registry has changed since. */
function sameRequest(work: Work, submission: Submission): Candidate | undefined {
  const candidate = candidatesOf(work).find(({ model }) => model.id === submission.model)
  if (candidate === undefined) return undefined
  try {
    return requestHashOf(work.job, candidate, work.context.services.library) === submission.requestHash ? candidate : undefined
  } catch {
    // A picture is gone: nobody can say any more what was asked for.
    return undefined
  }
}

async function ask(work: Work, submission: Submission, candidate: Candidate): Promise<Reconciled> {
  const { cloud } = work
  try {
    const request = await requestFor(work, candidate)
    const call = await callFor(work, submission)
    const found = await cloud.adapter(submission.provider).reconcile?.(request, { at: submission.intendedAt }, call)
    return found ?? { state: 'unknown' }
  } catch (thrown) {
    const error = StudioError.from(thrown)
    // The service cannot be asked now. The doubt stays, and so does its reserve.
    if (error.retryable) return leaveInDoubt(work, submission, error)
    return standBack(work, submission.provider, thrown)
  }
}

/** Nobody can tell: sending again may be billed twice, and the person is told how much. */
export function askAboutDoubt({ context }: Pick<Work, 'context'>, submission: Submission): never {
  return context.askPerson(doubtOf(submission))
}

function doubtOf({ provider, model, reserved, number }: Submission): StudioError {
  return new StudioError('provider.outcome-unknown', `It is not known whether ${provider} took the work`, {
    details: { provider, model, costMicros: reserved, submission: number },
  })
}
