import type { StudioError } from '../../domain/errors.ts'
import { canonicalJson, type JsonValue } from '../../domain/json.ts'
import type { Polled, ProviderAdapter, ProviderCall, ProviderInput, ProviderRequest, Reconciled, RemoteOutput } from '../adapter.ts'
import { type AdapterTools, keptAs, withReplacement } from '../adapter-tools.ts'
import { type Asking, codeOfWords, failed, isOk, jsonOf, readAnswer, refusal } from '../answer.ts'
import { composeInput } from '../compose-input.ts'
import type { HttpAnswer } from '../http.ts'
import { outputAt, progressIn } from '../outputs.ts'
import { errorAnswer, fileAnswer, operation, type Prediction, prediction, predictions } from './wire.ts'

const HOUR_MS = 3_600_000
/** Files live for a day (recollection; `expires_at` wins). */
const UPLOAD_MS = 20 * HOUR_MS
/** Clocks of two machines, and the time between a send and its taking. */
const CLOCKS_MS = 60_000

/**
 * Replicate. Plain HTTP: its client cannot be kept from sending a create six times, and gives up slow jobs as if they were finished.
 */
export function createReplicateAdapter(tools: AdapterTools): ProviderAdapter {
  const at = (path: string): string => `${tools.bases.replicate}/v1/${path}`
  return {
    id: 'replicate',
    submitsAreIdempotent: false,
    upload: (input, call) => upload(at('files'), input, call),
    submit: async (request, call) => {
      const about = asking(call, 'submit')
      const { version } = request.form
      const answer = await call.http.send({
        url: version === undefined ? at(`models/${request.model}/predictions`) : at('predictions'),
        method: 'POST',
        trust: 'configured',
        headers: keyOf(call),
        body: { ...(version === undefined ? {} : { version }), input: composeInput(request) },
        isPaid: true,
      })
      if (!isOk(answer)) throw withReplacement(replicateRefusal(answer, about), tools, { provider: 'replicate', model: request.model })
      return { state: 'accepted', operation: { prediction: readAnswer(answer, prediction, about).id }, pollInMs: 2_000 }
    },
    poll: async (kept, call) => {
      const about = asking(call, 'poll')
      const answer = await call.http.send({
        url: at(`predictions/${idOf(kept)}`),
        method: 'GET',
        trust: 'configured',
        headers: keyOf(call),
      })
      if (!isOk(answer)) throw replicateRefusal(answer, about)
      return stateOf(readAnswer(answer, prediction, about), about)
    },
    cancel: async (kept, call) => {
      const about = asking(call, 'other')
      const answer = await call.http.send({
        url: at(`predictions/${idOf(kept)}/cancel`),
        method: 'POST',
        trust: 'configured',
        headers: keyOf(call),
        body: {},
      })
      if (answer.status === 404 || answer.status === 409 || answer.status === 422) return 'too-late'
      if (!isOk(answer)) throw replicateRefusal(answer, about)
      return ['succeeded', 'failed'].includes(readAnswer(answer, prediction, about).status) ? 'too-late' : 'canceled'
    },
    reconcile: (request, sent, call) => reconcile(request, { at: sent.at, url: at('predictions') }, call),
    check: async (call) => {
      const answer = await call.http.send({ url: at('predictions'), method: 'GET', trust: 'configured', headers: keyOf(call) })
      if (!isOk(answer)) throw replicateRefusal(answer, asking(call, 'other'))
      return { account: null, balance: null, isCertain: true }
    },
  }
}

function idOf(kept: JsonValue): string {
  return encodeURIComponent(keptAs(operation, kept).prediction)
}

function keyOf(call: ProviderCall): Record<string, string> {
  return { authorization: `Bearer ${call.secret}` }
}

function asking(call: ProviderCall, purpose: Asking['purpose']): Asking {
  return { provider: 'replicate', purpose, secret: call.secret }
}

async function upload(url: string, input: ProviderInput, call: ProviderCall): Promise<{ url: string; expiresAt: number }> {
  const about = asking(call, 'other')
  const body = new FormData()
  body.set(
    'content',
    new Blob([Uint8Array.from(input.bytes)], { type: input.mediaType }),
    `${input.hash.slice(0, 16)}.${input.mediaType.split('/')[1]}`,
  )
  const answer = await call.http.send({ url, method: 'POST', trust: 'configured', headers: keyOf(call), body })
  if (!isOk(answer)) throw replicateRefusal(answer, about)
  const { urls, expires_at: until } = readAnswer(answer, fileAnswer, about)
  const told = until ? Date.parse(until) : Number.NaN
  return { url: urls.get, expiresAt: Number.isNaN(told) ? Date.now() + UPLOAD_MS : told }
}

/** @throws StudioError `provider.refused-content`, `provider.result-gone`, `provider.failed`, `provider.bad-response` for words that are not known. */
function stateOf(answer: Prediction, about: Asking): Polled {
  const outputs = urlsIn(answer.output)
  switch (answer.status) {
    case 'starting':
    case 'processing':
      return { state: 'pending', progress: progressIn(answer.logs ?? ''), queuePosition: null, pollInMs: 2_000 }
    case 'failed': {
      const message = typeof answer.error === 'string' ? answer.error : JSON.stringify(answer.error ?? '')
      throw failed(codeOfWords(message) === 'provider.refused-content' ? 'provider.refused-content' : 'provider.failed', about, { message })
    }
    case 'canceled':
    case 'aborted':
      throw failed('provider.failed', about, { details: { reason: 'canceled' } })
    default:
      if (answer.data_removed === true) throw failed('provider.result-gone', about, { details: { reason: 'data-removed' } })
      if (outputs.length > 0) return { state: 'done', outputs, costMicros: null }
      if (answer.status === 'succeeded') throw failed('provider.failed', about, { details: { reason: 'no-media' } })
      throw failed('provider.bad-response', about, { details: { reason: 'unknown-status', type: answer.status } })
  }
}

/** Models give an address, a list of them, or an object that holds some. */
function urlsIn(output: unknown): RemoteOutput[] {
  if (typeof output === 'string') return /^(https?|data):/.test(output) ? [outputAt(output)] : []
  if (typeof output !== 'object' || output === null) return []
  return Object.values(output).flatMap(urlsIn)
}

/**
 * Looks through what was made lately for the same model and input. Replicate forgets inputs after an hour, so an older submit cannot be told; nor can
 * one of two that are equal.
 */
async function reconcile(
  request: ProviderRequest,
  { at, url }: { readonly at: number; readonly url: string },
  call: ProviderCall,
): Promise<Reconciled> {
  const about = asking(call, 'other')
  if (Date.now() - at > HOUR_MS - CLOCKS_MS) return { state: 'unknown' }
  const answer = await call.http.send({ url, method: 'GET', trust: 'configured', headers: keyOf(call) })
  if (!isOk(answer)) throw replicateRefusal(answer, about)
  const { results, next } = readAnswer(answer, predictions, about)
  const since = results.filter((one) => Date.parse(one.created_at ?? '') >= at - CLOCKS_MS)
  const wanted = canonicalJson(composeInput(request))
  const same = since.filter((one) => isOfModel(one, request) && canonicalJson(one.input) === wanted)
  const [only] = same
  if (only !== undefined) return same.length === 1 ? { state: 'accepted', operation: { prediction: only.id } } : { state: 'unknown' }
  const isPageTooShort = since.length === results.length && typeof next === 'string'
  const isInputHidden = since.some((one) => isOfModel(one, request) && (one.input === undefined || one.data_removed === true))
  return { state: isPageTooShort || isInputHidden ? 'unknown' : 'not-accepted' }
}

function isOfModel({ model, version }: Prediction, request: ProviderRequest): boolean {
  if (request.form.version !== undefined && version) return version === request.form.version
  return model === null || model === undefined || model === request.model
}

function replicateRefusal(answer: HttpAnswer, about: Asking): StudioError {
  const parsed = errorAnswer.safeParse(jsonOf(answer))
  if (!parsed.success) return refusal(answer, about)
  const { title, detail, invalid_fields: fields } = parsed.data
  const message = detail ?? title ?? undefined
  const isRetired =
    answer.status === 422 &&
    about.purpose === 'submit' &&
    /version|model/i.test(message ?? '') &&
    /exist|permission|disabled|archived/i.test(message ?? '')
  return refusal(answer, about, {
    message,
    code: isRetired ? 'provider.model-retired' : undefined,
    details: { ...resetOf(message), ...(fields?.[0] === undefined ? {} : { field: fields[0].field }) },
  })
}

/** "Your rate limit resets in ~30s." */
function resetOf(message: string | undefined): Record<string, number> {
  const seconds = /resets in ~?(\d+)s/.exec(message ?? '')?.[1]
  return seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 }
}
