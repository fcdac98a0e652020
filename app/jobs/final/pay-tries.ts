import type { Asset } from '../../domain/asset.ts'
import { type ErrorCode, StudioError } from '../../domain/errors.ts'
import { type ComposedTry, composeTry } from '../../domain/final/compose-try.ts'
import type { FinalWork } from '../../domain/final/final-request.ts'
import type { FinalResult } from '../../domain/final/final-result.ts'
import type { FinalRules } from '../../domain/final/final-rules.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import { type DoneWork, doneBefore, doWork } from '../cloud/do-work.ts'
import type { Work } from '../cloud/work.ts'
import { type FinalBench, type FinishedTry, finishTry } from './finish-try.ts'
import { phased } from './phased.ts'

/** A paid try, finished and judged. */
export interface PaidTry extends FinishedTry {
  readonly composed: ComposedTry
  readonly submission: Submission
  readonly made: Asset
}

export interface PaidTries {
  readonly tries: readonly [PaidTry, ...PaidTry[]]
  readonly stopped: FinalResult['stopped']
  readonly stoppedCode: string | null
}

/**
 * Pays for tries until one is good, none is left, or money or the service says no. What was sent is read from the ledger: a submission that is
 * done is a try whatever the job remembers, one that is open is gone on with, and only then a new one is sent. So a run that comes back after a
 * crash walks through the tries it had, which stages remember, to the one that is not finished.
 *
 * @throws StudioError what ended the first try
 */
export async function payTries(bench: FinalBench, rules: FinalRules): Promise<PaidTries> {
  const first = await payTry(bench, rules, [])
  const tries: [PaidTry, ...PaidTry[]] = [first]
  for (;;) {
    if (tries.some(({ verdict }) => verdict === 'ok')) return { tries, stopped: 'good', stoppedCode: null }
    if (tries.length > bench.job.maxRetries) return { tries, stopped: 'retries', stoppedCode: null }
    const before = refusalAfter(bench, tries.length)
    if (before !== null) return { tries, stopped: 'refused', stoppedCode: before }
    try {
      tries.push(await payTry(bench, rules, tries))
    } catch (thrown) {
      const code = endsRetries(bench, thrown)
      return { tries, stopped: code === 'money.cap-reached' ? 'budget' : 'refused', stoppedCode: code }
    }
  }
}

async function payTry(bench: FinalBench, rules: FinalRules, earlier: readonly PaidTry[]): Promise<PaidTry> {
  const { job, context, model, draft } = bench
  const { cloud, library } = context.services
  const composed = composeTry(job, {
    model,
    rules,
    template: job.template,
    pictures: {
      personId: job.personId,
      garments: job.garments.map(({ garmentId, garmentType }, index) => ({ garmentId, type: draft?.types[index] ?? garmentType })),
      draftId: draft?.asset.id ?? null,
    },
    index: earlier.length,
    faults: [...new Set(earlier.flatMap(({ faults }) => faults))],
  })
  const request = { ...composed.request, name: `${nameOf(job)} as made ${earlier.length + 1}` }
  const share = 0.8 / (job.maxRetries + 1)
  const from = 0.2 + share * earlier.length
  const work: Work = { job: request, context: phased(context, [from, from + 0.7 * share]), cloud, now: () => library.clock.now() }
  const done = doneSubmissions(bench)[earlier.length]
  const { submission, assets } = done === undefined ? await doWork(work) : doneBefore(work, done)
  const [made] = assets
  if (made === undefined) throw new StudioError('provider.bad-response', 'The service made no picture')
  const finished = await finishTry({ ...bench, context: phased(context, [from + 0.7 * share, from + share]) }, made.id)
  return { ...finished, composed, submission, made }
}

function doneSubmissions({ context }: FinalBench): DoneWork['submission'][] {
  return context.services.cloud.ledger.ofJob(context.jobId).filter(({ state }) => state === 'done')
}

/** Why a try after the first was refused in an earlier run, so that it is not paid for once more. */
function refusalAfter({ context }: FinalBench, tries: number): string | null {
  const { ledger } = context.services.cloud
  if (ledger.openOf(context.jobId) !== undefined) return null
  const all = ledger.ofJob(context.jobId)
  const lastDone = all.findLastIndex(({ state }) => state === 'done')
  const isCaughtUp = all.filter(({ state }) => state === 'done').length === tries
  const refusal = isCaughtUp ? all.slice(lastDone + 1).find(({ state }) => state === 'failed' || state === 'abandoned') : undefined
  return refusal === undefined ? null : (refusal.code ?? 'provider.failed')
}

/**
 * The code of an error that ends further tries while the best so far is kept. What ends only this run, and what may pass and has tries of the
 * queue left, goes on up.
 */
function endsRetries({ context }: FinalBench, thrown: unknown): ErrorCode {
  const isOpen = context.services.cloud.ledger.openOf(context.jobId) !== undefined
  if (!(thrown instanceof StudioError) || context.signal.aborted || isOpen) throw thrown
  if (thrown.code !== 'money.cap-reached' && !thrown.code.startsWith('provider.')) throw thrown
  if (thrown.retryable && context.attempt < MOST_ATTEMPTS) throw thrown
  return thrown.code
}

/** Runs of the queue that may fail and be tried again. */
export const MOST_ATTEMPTS = 5

/** What a final is called: the person in the garments. */
export function nameOf({ names }: Pick<FinalWork, 'names'>): string {
  const stem = (name: string, length: number): string => name.replace(/\.[^.]+$/, '').slice(0, length)
  return `${stem(names.person, 60)} in ${names.garments.map((name) => stem(name, 60 / names.garments.length)).join(', ')}`
}
