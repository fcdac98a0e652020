import type { ErrorCode, StudioError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { Polled, ProviderAdapter, ProviderCall, ProviderInput, ProviderRequest, Submitted } from '../adapter.ts'
import { type AdapterTools, keptAs, withReplacement } from '../adapter-tools.ts'
import { type Asking, codeOfWords, failed, isOk, jsonOf, readAnswer, refusal, unreadable } from '../answer.ts'
import { isAt } from '../bases.ts'
import { composeInput, dataUri } from '../compose-input.ts'
import type { HttpAnswer } from '../http.ts'
import { outputAt } from '../outputs.ts'
import { type Answer, type Operation, operation, uploadAnswer, answer as wireAnswer } from './wire.ts'

/** Files are deleted after about a day. */
const UPLOAD_MS = 20 * 3_600_000
const SUBMIT_MS = 180_000

/**
 * ModelsLab. The key is a field of the body, so bodies are never logged. Errors come with status 200 as often as not. Every question is a POST.
 * `track_id` carries our own name of the submit; no documented call looks it up, so there is no reconcile, and no cancel.
 */
export function createModelslabAdapter(tools: AdapterTools): ProviderAdapter {
  const at = (path: string): string => `${tools.bases.modelslab}/api/${path}`
  const post = (url: string, call: ProviderCall, more: Record<string, JsonValue> = {}): Promise<HttpAnswer> =>
    call.http.send({ url, method: 'POST', trust: 'configured', body: { ...more, key: call.secret } })
  return {
    id: 'modelslab',
    submitsAreIdempotent: false,
    upload: async (input: ProviderInput, call) => {
      const about = asking(call, 'other')
      const given = await post(at('v6/image_editing/base64_to_url'), call, { init_image: dataUri(input) })
      const uploaded = uploadAnswer.safeParse(jsonOf(given))
      if (!isOk(given) || !uploaded.success) throw modelslabRefusal(given, about)
      return { url: uploaded.data.output[0] ?? '', expiresAt: Date.now() + UPLOAD_MS }
    },
    submit: async (request, call): Promise<Submitted> => {
      const about = asking(call, 'submit')
      const given = await call.http.send({
        url: at(request.form.endpoint ?? 'v7/images/text-to-image'),
        method: 'POST',
        trust: 'configured',
        body: bodyOf(request, call),
        isPaid: true,
        timeoutMs: SUBMIT_MS,
      })
      try {
        const said = readOk(given, about)
        const state = stateOf(said, about)
        if (state.state === 'done') return state
        return { state: 'accepted', operation: operationOf(said, tools, about, given), pollInMs: state.pollInMs }
      } catch (thrown) {
        throw withReplacement(thrown, tools, { provider: 'modelslab', model: request.model })
      }
    },
    poll: async (kept, call): Promise<Polled> => {
      const about = asking(call, 'poll')
      const { fetchUrl, id } = keptAs(operation, kept)
      return stateOf(readOk(await post(fetchUrl, call, { request_id: id }), about), about)
    },
    check: async (call) => {
      // No call looks at a key: one for a job that never was is refused for its key first, and costs nothing.
      const about = asking(call, 'other')
      const given = await post(at('v6/images/fetch'), call, { request_id: '0' })
      if (isOk(given) || given.status === 404 || given.status === 400) {
        const said = wireAnswer.safeParse(jsonOf(given))
        if (said.success && codeOfMessage(wordsOf(said.data)) === 'provider.unauthorized') throw modelslabRefusal(given, about)
        return { account: null, balance: null, isCertain: false }
      }
      throw modelslabRefusal(given, about)
    },
  }
}

function asking(call: ProviderCall, purpose: Asking['purpose']): Asking {
  return { provider: 'modelslab', purpose, secret: call.secret }
}

function bodyOf(request: ProviderRequest, call: ProviderCall): Record<string, JsonValue> {
  return { ...composeInput(request), model_id: request.model, track_id: call.idempotencyKey, key: call.secret }
}

/** An answer that is none of their errors. */
function readOk(given: HttpAnswer, about: Asking): Answer {
  if (!isOk(given)) throw modelslabRefusal(given, about)
  const said = readAnswer(given, wireAnswer, about)
  if (said.status === 'error' || said.status === 'failed') throw modelslabRefusal(given, about)
  return said
}

function stateOf(said: Answer, about: Asking): Polled {
  const outputs = [...(said.output ?? []), ...((said.output ?? []).length === 0 ? (said.proxy_links ?? []) : [])].map((url) =>
    outputAt(url),
  )
  switch (said.status) {
    case 'processing':
    case 'queued':
      return {
        state: 'pending',
        progress: null,
        queuePosition: null,
        pollInMs: Math.min(30_000, Math.max(3_000, ((said.eta ?? 5) * 1000) / 2)),
      }
    default:
      if (outputs.length > 0) return { state: 'done', outputs, costMicros: null }
      // `success` whose files are still to come.
      if (said.status === 'success' && (said.fetch_result ?? null) !== null)
        return { state: 'pending', progress: null, queuePosition: null, pollInMs: 3_000 }
      if (said.status === 'success') throw failed('provider.failed', about, { details: { reason: 'no-media', mayBeBilled: true } })
      throw failed(about.purpose === 'submit' ? 'provider.outcome-unknown' : 'provider.bad-response', about, {
        details: { reason: 'unknown-status', type: said.status },
      })
  }
}

/** The address is only taken at our own host: it is given the key. */
function operationOf({ id, fetch_result: url }: Answer, tools: AdapterTools, about: Asking, given: HttpAnswer): Operation {
  if (id === null || id === undefined) throw unreadable(given, about)
  const { modelslab } = tools.bases
  const own = url !== null && url !== undefined && isAt(modelslab, url) ? url : `${modelslab}/api/v6/images/fetch`
  return { id: String(id), fetchUrl: own }
}

function wordsOf({ message, messege, error }: Answer): string {
  const told = message ?? messege ?? error ?? ''
  return typeof told === 'string' ? told : JSON.stringify(told)
}

/** They have no codes; sentences are all there is. */
function codeOfMessage(words: string): ErrorCode | undefined {
  if (/(invalid|wrong|incorrect|missing) .{0,10}(api.?)?key|unauthori[sz]ed/i.test(words)) return 'provider.unauthorized'
  if (/rate.?limit|too many|try again later|queue .{0,20}(full|limit)/i.test(words)) return 'provider.rate-limited'
  if (/subscription|wallet|recharge/i.test(words)) return 'provider.account-locked'
  return codeOfWords(words)
}

/** An error, with any status. With 200 and words that mean nothing to us: of a submit a bad request, of a job its failure. */
function modelslabRefusal(given: HttpAnswer, about: Asking): StudioError {
  const parsed = wireAnswer.safeParse(jsonOf(given))
  if (!parsed.success) return isOk(given) ? unreadable(given, about) : refusal(given, about)
  const message = wordsOf(parsed.data)
  const retry = parsed.data.retry_after
  const otherwise: ErrorCode | undefined = isOk(given)
    ? about.purpose === 'submit'
      ? 'provider.bad-request'
      : 'provider.failed'
    : undefined
  const isServerError = given.status >= 500
  const isGone = about.purpose === 'poll' && /not found|expired|not exist/i.test(message)
  return refusal(given, about, {
    message,
    code: isServerError ? undefined : isGone ? 'provider.result-gone' : (codeOfMessage(message) ?? otherwise),
    details: retry === null || retry === undefined ? {} : { retryAfterMs: retry * 1000 },
  })
}
