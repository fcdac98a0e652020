import { type ErrorCode, StudioError } from '../../domain/errors.ts'
import { type MicroUsd, microUsd } from '../../domain/money/money.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import type { Polled } from '../../providers/adapter.ts'
import { type ArrivedOutput, heldOperationOf, storeArrived } from './stored-outputs.ts'
import { callFor, isLockedOut, type Wait, type Work } from './work.ts'

/** Looks in a row that may go wrong for reasons that no list of codes has, before a person is asked. */
export const MOST_FAILURES = 12

/** What a service has made, and what it says that it cost. */
export interface Finished {
  readonly outputs: readonly ArrivedOutput[]
  readonly costMicros: MicroUsd | null
}

/**
 * Looks what became of accepted work. Ends the run where it goes on; gives what was made where it is done. Nothing here sends anything that
 * could be billed.
 *
 * @throws StudioError what the service says that ended the work; the submission is closed then
 */
export async function followWork(work: Work, submission: Submission, wait: Wait): Promise<Finished> {
  const held = heldOperationOf(submission)
  if ('arrived' in held) return { outputs: held.arrived, costMicros: held.costMicros }
  const polled = await look(work, { submission, wait, handle: held.handle })
  if (polled.state === 'pending') return goOn(work, submission, { wait, polled })
  hitPoint('after-poll')
  if (polled.outputs.length === 0) {
    return endBadly(work, submission, new StudioError('provider.bad-response', 'The service says that it is done, and made nothing'))
  }
  const named = polled.outputs.filter((output) => output.kind !== 'bytes')
  if (named.length === polled.outputs.length) return { outputs: named, costMicros: polled.costMicros }
  // Bytes that came with the answer can be asked for again, but not for ever: they go to the disk before anything else.
  const stored = heldOperationOf(await storeArrived(work, submission, polled))
  return 'arrived' in stored ? { outputs: stored.arrived, costMicros: stored.costMicros } : work.context.suspend({ ...wait }, 0)
}

interface Looking {
  readonly submission: Submission
  readonly wait: Wait
  readonly handle: Parameters<ReturnType<Work['cloud']['adapter']>['poll']>[0]
}

async function look(work: Work, { submission, wait, handle }: Looking): Promise<Polled> {
  const { cloud, context } = work
  try {
    const call = await callFor(work, submission)
    return await cloud.adapter(submission.provider).poll(handle, { ...call, signal: context.signal })
  } catch (thrown) {
    // The host stops, or the job is cancelled: the runner knows what to write.
    if (context.signal.aborted) throw thrown
    const error = StudioError.from(thrown)
    if (isLockedOut(error)) return holdLooks(work, { submission, wait, error })
    if (ENDS.includes(error.code)) return endBadly(work, submission, error)
    return lookAgain(work, submission, { wait, error })
  }
}

/** The service's own word that the work has ended, and how. Anything else says nothing about work that is paid for: it is looked at again. */
const ENDS: readonly ErrorCode[] = [
  'provider.failed',
  'provider.refused-content',
  'provider.bad-request',
  'provider.model-retired',
  'provider.result-gone',
]

function goOn(
  work: Work,
  submission: Submission,
  { wait, polled }: { readonly wait: Wait; readonly polled: Extract<Polled, { state: 'pending' }> },
): never {
  const { context } = work
  const { deadlineMs } = work.cloud.timing
  askIfLonger(work, submission, { wait, limitMs: work.job.task === 'image-to-video' ? deadlineMs.clip : deadlineMs.picture })
  if (polled.progress !== null) context.progress(0.1 + 0.8 * polled.progress, 'generate')
  return context.suspend({ ...wait, failures: 0 }, Math.min(polled.pollInMs, work.cloud.timing.longestPollMs))
}

/** A look or a download that went wrong: later again, each pause twice as long, without ever sending the work again. */
export function lookAgain(
  work: Work,
  submission: Submission,
  { wait, error }: { readonly wait: Wait; readonly error: StudioError },
): never {
  const { cloud, context } = work
  const failures = wait.failures + 1
  // Not the deadline of the model: while the network is away nobody knows how far the work is.
  askIfLonger(work, submission, { wait, limitMs: cloud.timing.deadlineMs.unreachable })
  // Not a word about the work and not a network that is away: this will not pass by waiting.
  if (failures >= MOST_FAILURES && !error.retryable) context.askPerson(error)
  const asked = error.details['retryAfterMs']
  const { firstPauseMs, maxPauseMs } = cloud.timing
  const pauseMs = typeof asked === 'number' ? asked : Math.min(maxPauseMs, firstPauseMs * 2 ** Math.min(wait.failures, 20))
  return context.suspend({ ...wait, failures }, pauseMs, error)
}

/** The key is refused, or the keyring locked: the work goes on at the service, and is looked at when a person has put that right. */
export function holdLooks(
  work: Work,
  { submission, wait, error }: { readonly submission: Submission; readonly wait: Wait; readonly error: StudioError },
): never {
  const { cloud, context } = work
  cloud.states.pause(submission.provider, { code: error.code, message: error.message })
  // A locked account goes on to give out what it has finished, so its service is asked again by and by.
  if (error.code === 'provider.account-locked') return lookAgain(work, submission, { wait, error })
  return context.suspend({ ...wait }, 0, error)
}

/** Work that takes longer than its model ever does is for a person to judge: it may be waited for or given up, and is kept in the ledger. */
function askIfLonger(
  { context, now }: Work,
  { provider, model, reserved }: Submission,
  { wait: { since }, limitMs }: { readonly wait: Wait; readonly limitMs: number },
): void {
  if (now() - since <= limitMs) return
  const details = { provider, model, costMicros: reserved, waitedMs: now() - since }
  context.askPerson(new StudioError('provider.timeout', 'The service has not finished the work in time', { details }))
}

/** The end of a submission that was accepted and made nothing. @throws the error */
export function endBadly({ cloud }: Work, submission: Submission, error: StudioError): never {
  cloud.ledger.fail(submission.id, error.code, chargeOf(error, submission))
  throw error
}

/** Ends for which services send no bill, by what they document. Of all others it is taken that they do. */
const FREE: readonly ErrorCode[] = ['provider.failed', 'provider.unavailable', 'provider.timeout', 'provider.model-retired']

/** What is taken to be billed for work that ended badly: what the error says, else the estimate where a bill may come. */
export function chargeOf({ code, details }: StudioError, { estimate }: Submission): MicroUsd {
  const told = microUsd.safeParse(details['costMicros'])
  if (told.success) return told.data
  const mayBeBilled = details['mayBeBilled'] ?? !FREE.includes(code)
  return mayBeBilled === true ? estimate : microUsd.parse(0)
}
