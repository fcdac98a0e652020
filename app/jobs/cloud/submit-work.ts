import { priceOf } from '../../domain/cloud/price.ts'
import { StudioError } from '../../domain/errors.ts'
import { jsonValue } from '../../domain/json.ts'
import { eveningOf, nextClosing, nextOpening } from '../../domain/money/window.ts'
import { ANALYSIS_SCHEMA } from '../../domain/prompting/garment-analysis.ts'
import type { NewSubmission } from '../../ledger/ledger.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import { getPicture } from '../../library/assets.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import type { ProviderCall, ProviderInput, ProviderRequest, Submitted } from '../../providers/adapter.ts'
import { chooseCandidate } from './choose-candidate.ts'
import { slotOf } from './cloud-services.ts'
import { chargeOf } from './follow-work.ts'
import { prepareInputs, requestHashOf } from './prepare-inputs.ts'
import { stopWork } from './stop-work.ts'
import { storeArrived } from './stored-outputs.ts'
import { type Candidate, callFor, candidatesOf, isLockedOut, modelNamed, newWait, type Work } from './work.ts'

/**
 * Sends the work of a job to a service, once: price, reserve and intent, request, handle. Ends the run in any case but one: a service that
 * answered at once has its files on the disk, and the submission is given back to be kept.
 *
 * @throws StudioError what the service refused with, for the queue to try again or to fail; `money.cap-reached`, `money.price-unknown`
 */
export async function submitWork(work: Work): Promise<Submission> {
  const { job, context } = work
  const candidate = nextCandidate(work)
  const { provider } = candidate.model
  if (slotOf(provider) !== context.slot) context.postpone({ until: work.now(), slot: slotOf(provider) })
  waitForTurn(work, candidate)
  const { library } = context.services
  const inputs = job.inputs
    .map(({ assetId }) => getPicture(library, assetId))
    .map(({ width, height }) => ({ widthPx: width, heightPx: height }))
  const price = priceOf(candidate.model, { parameters: candidate.choice.parameters, inputs })
  const request = await requestFor(work, candidate)
  const intent = await reserve(work, {
    jobId: context.jobId,
    provider,
    model: candidate.model.id,
    task: job.task,
    brand: job.brand,
    requestHash: requestHashOf(job, candidate, library),
    reserve: price.worstCaseMicros,
    estimate: price.micros,
    jobLimit: job.maxMicros,
    night: eveningBudget(work),
  })
  return await sendOnce(work, intent, request)
}

/** The model to ask now; the first where all have refused, since a person or the queue has asked for another try. */
function nextCandidate(work: Work): Candidate {
  const { job, cloud } = work
  return openCandidate(work) ?? candidatesOf(work)[0] ?? { choice: job.choice, model: modelNamed(cloud, job.choice.model) }
}

function openCandidate(work: Work): Candidate | undefined {
  const { cloud, context } = work
  return chooseCandidate(candidatesOf(work), cloud.ledger.ofJob(context.jobId), ({ model }) => cloud.states.get(model.provider))
}

/** Puts the job off where its window is closed, its service may not be used, or it is not its turn. */
function waitForTurn({ job, context, cloud, now }: Work, { model }: Candidate): void {
  const opening = job.window === null ? now() : nextOpening(job.window, now(), cloud.ledger.today().zone)
  if (opening > now()) context.postpone({ until: opening })
  const { isOn, pause } = cloud.states.get(model.provider)
  // The slot admits nothing then; this run was claimed in the moment before.
  if (!isOn || pause !== null) context.postpone({ until: now() })
  const waitMs = cloud.pacer.take(model.provider, cloud.catalogue.facts(model.provider))
  if (waitMs > 0) context.postpone({ until: now() + waitMs })
}

/** What models that look at garments are to answer. */
const ANSWER_SCHEMA = jsonValue.parse(ANALYSIS_SCHEMA)

/** The request in the adapter's words, its pictures uploaded where the service takes addresses. Costs nothing. */
export async function requestFor(work: Work, { choice, model }: Candidate): Promise<ProviderRequest> {
  const { job, context } = work
  const { library, limits } = context.services
  context.progress(0.02, 'prepare')
  const prepared = await prepareInputs(job.inputs, model, { library, limits })
  const inputs: ProviderInput[] = []
  for (const input of prepared) inputs.push(await withRemote(work, model.provider, input))
  const { prompt, negativePrompt, task } = job
  const looks = task === 'analyse-garment' ? { answerSchema: ANSWER_SCHEMA } : {}
  return { model: model.model, form: model.form, task, prompt, negativePrompt, inputs, parameters: choice.parameters, ...looks }
}

async function withRemote(work: Work, provider: Submission['provider'], input: ProviderInput): Promise<ProviderInput> {
  const { cloud, context } = work
  const adapter = cloud.adapter(provider)
  if (adapter.upload === undefined) return input
  const known = cloud.remoteFiles.find(provider, input.hash)
  if (known !== null) return { ...input, remote: known }
  context.progress(0.05, 'upload')
  try {
    const uploaded = await adapter.upload(input, await cloud.call(provider, { idempotencyKey: input.hash, signal: context.signal }))
    cloud.remoteFiles.remember(provider, input.hash, uploaded)
    return { ...input, remote: uploaded.url }
  } catch (thrown) {
    return standBack(work, provider, thrown)
  }
}

/** Writes reserve and intent. An evening whose budget is spent goes on in the next one. */
async function reserve(work: Work, wanted: NewSubmission): Promise<Submission> {
  try {
    return await work.cloud.ledger.intend(wanted)
  } catch (thrown) {
    const { job, context, cloud, now } = work
    const isNightSpent = thrown instanceof StudioError && thrown.code === 'money.cap-reached' && thrown.details['scope'] === 'night'
    if (!isNightSpent || job.window?.hours == null) throw thrown
    const { zone } = cloud.ledger.today()
    return context.postpone({ until: nextOpening(job.window, nextClosing(job.window, now(), zone), zone), why: thrown })
  }
}

function eveningBudget({ job, cloud, now }: Work): NewSubmission['night'] {
  if (job.window?.budgetMicros == null) return null
  return { day: eveningOf(job.window, now(), cloud.ledger.today().zone), limit: job.window.budgetMicros }
}

/** The request goes on the wire once. Whatever comes back, or does not, is on the disk before anything else happens. */
async function sendOnce(work: Work, intent: Submission, request: ProviderRequest): Promise<Submission> {
  const { context, cloud } = work
  const call = await callOrRelease(work, intent)
  cloud.sending.add(context.jobId)
  try {
    const answer = await submit(work, { intent, request, call })
    return await takeAnswer(work, intent, answer)
  } finally {
    await endSending(work)
  }
}

/** Cancelled while the request was on the wire: it was let come to its end, and is given up now that its outcome is known. */
async function endSending({ cloud, context }: Work): Promise<void> {
  cloud.sending.delete(context.jobId)
  if (context.isCancelled()) await stopWork(cloud, context.jobId)
}

/**
 * The same request once more, under the same key, for a service that takes a key for the same work. What this send is refused with says
 * nothing of the first one, so the doubt stays then.
 */
export async function resend(work: Work, doubtful: Submission, request: ProviderRequest): Promise<Submission> {
  const { cloud, context } = work
  cloud.sending.add(context.jobId)
  try {
    const answer = await submitAgain(work, doubtful, request)
    return await takeAnswer(work, doubtful, answer)
  } finally {
    await endSending(work)
  }
}

async function submitAgain(work: Work, doubtful: Submission, request: ProviderRequest): Promise<Submitted> {
  const { cloud, context } = work
  try {
    const call = await callFor(work, doubtful)
    context.remoteBegins()
    hitPoint('before-send')
    return await cloud.adapter(doubtful.provider).submit(request, call)
  } catch (thrown) {
    const error = StudioError.from(thrown)
    if (isLockedOut(error)) return standBack(work, doubtful.provider, error)
    if (error.retryable || error.code === 'provider.outcome-unknown') return leaveInDoubt(work, doubtful, error)
    return context.askPerson(error)
  }
}

async function callOrRelease(work: Work, intent: Submission): Promise<ProviderCall> {
  try {
    return await callFor(work, intent)
  } catch (thrown) {
    work.cloud.ledger.refuse(intent.id, StudioError.from(thrown).code)
    return standBack(work, intent.provider, thrown)
  }
}

interface Sending {
  readonly intent: Submission
  readonly request: ProviderRequest
  readonly call: ProviderCall
}

async function submit(work: Work, { intent, request, call }: Sending): Promise<Submitted> {
  const { context, cloud } = work
  context.progress(0.1, 'submit')
  context.remoteBegins()
  hitPoint('before-send')
  try {
    const answer = await cloud.adapter(intent.provider).submit(request, call)
    hitPoint('after-send')
    return answer
  } catch (thrown) {
    const error = StudioError.from(thrown)
    const isTold = error.code.startsWith('provider.') && error.code !== 'provider.outcome-unknown'
    if (!isTold) return leaveInDoubt(work, intent, error)
    if (error.details['mayBeBilled'] === true) {
      // It looked at the work and refused it, or made nothing of it: that is the end of this submission, and it may stand on the bill.
      cloud.ledger.fail(intent.id, error.code, chargeOf(error, intent))
      throw error
    }
    cloud.ledger.refuse(intent.id, error.code)
    return afterRefusal(work, { intent, request, error })
  }
}

/** The answer was lost. What became of the request is found out in the next run, where the service can tell. */
export function leaveInDoubt({ cloud, context, now }: Work, { id, state }: Submission, error: StudioError): never {
  if (state !== 'unknown') cloud.ledger.doubt(id)
  const why = new StudioError('provider.outcome-unknown', error.message, { details: error.details, cause: error })
  return context.postpone({ until: now() + cloud.timing.reconcileAfterMs, why })
}

/** Nothing was taken. Another model, the same one later, or the queue's own judgement. */
function afterRefusal(
  work: Work,
  { intent, request, error }: Pick<Sending, 'intent' | 'request'> & { readonly error: StudioError },
): never {
  const { cloud, context, now } = work
  const cached = request.inputs.filter(({ remote }) => remote !== null)
  const wasRefusedBefore = cloud.ledger.ofJob(context.jobId).some(({ id, code }) => id !== intent.id && code === error.code)
  if (error.code === 'provider.bad-request' && cached.length > 0 && !wasRefusedBefore) {
    // The service may have lost what was uploaded earlier; it says so in no common way. Uploaded anew, it is asked once more.
    for (const { hash } of cached) cloud.remoteFiles.forget(intent.provider, hash)
    context.postpone({ until: now(), why: error })
  }
  const retryAfterMs = error.details['retryAfterMs']
  if (typeof retryAfterMs === 'number') cloud.pacer.slowDown(intent.provider, retryAfterMs)
  if (isLockedOut(error)) return standBack(work, intent.provider, error)
  const next = openCandidate(work)
  if (next !== undefined && next.model.id !== intent.model) {
    context.postpone({ until: now(), slot: slotOf(next.model.provider), why: error })
  }
  throw error
}

/**
 * A refused key or a locked account holds back all work of its service, and this job waits with the rest, or goes to another service where it
 * may. @throws any other error as it is
 */
export function standBack(work: Work, provider: Submission['provider'], thrown: unknown): never {
  const { cloud, context, now } = work
  const error = StudioError.from(thrown)
  if (!isLockedOut(error)) throw thrown
  cloud.states.pause(provider, { code: error.code, message: error.message })
  return context.postpone({ until: now(), slot: slotOf(nextCandidate(work).model.provider), why: error })
}

async function takeAnswer(work: Work, intent: Submission, submitted: Submitted): Promise<Submission> {
  const { cloud, context, now } = work
  if (submitted.state === 'done') return await storeArrived(work, intent, submitted)
  const { operation, pollInMs } = submitted
  cloud.ledger.accept(intent.id, { handle: operation })
  hitPoint('after-accept')
  return context.suspend(newWait(intent.id, now()), Math.min(pollInMs, cloud.timing.longestPollMs))
}
