import type { FalClient } from '@fal-ai/client'
import type { Polled, ProviderAdapter, ProviderCall, ProviderRequest, RemoteOutput, Submitted } from '../adapter.ts'
import { type AdapterTools, keptAs, withReplacement } from '../adapter-tools.ts'
import { type Asking, failed, isOk, jsonOf, readAnswer, unreadable } from '../answer.ts'
import { type Cage, caged } from '../caged-fetch.ts'
import { composeInput } from '../compose-input.ts'
import type { HttpAnswer } from '../http.ts'
import { outputAt, progressIn } from '../outputs.ts'
import { codeOfErrorType, falFailure, falRefusal } from './errors.ts'
import { operationOf } from './operation.ts'
import { reconcileFal } from './reconcile.ts'
import {
  cancelAnswer,
  errorAnswer,
  type Operation,
  operation,
  type ResultAnswer,
  resultAnswer,
  type StatusAnswer,
  statusAnswer,
  submitAnswer,
} from './wire.ts'

/** What was sent and what was made is open to whoever knows its address, so fal is asked to keep neither for longer. */
const KEPT = { expiresIn: '7d' } as const
/** Uploads are trusted for a day less. */
const UPLOAD_MS = 6 * 24 * 60 * 60 * 1000

/**
 * fal.ai, through its queue. Submits and uploads go through fal's own client, which knows its addresses and headers, in a cage: its submit sends up to
 * four times and takes no word against it. Status, result and cancel are asked at the addresses that fal gave, as its documentation advises; the
 * client would build them anew from the name of the model.
 */
export function createFalAdapter(tools: AdapterTools): ProviderAdapter {
  const { falRest } = tools.bases
  return {
    id: 'fal',
    submitsAreIdempotent: false,
    upload: async (input, call) => {
      const { answer, value } = await caged({ ...cageOf(call, tools), mostRequests: 2 }, async (fetch) =>
        (await clientOf(fetch, call.secret)).storage.upload(new Blob([Uint8Array.from(input.bytes)], { type: input.mediaType }), {
          lifecycle: KEPT,
        }),
      )
      if (!isOk(answer)) throw falRefusal(answer, asking(call, 'other'))
      // The second answer is that of the store, and says nothing; the address was in the first.
      if (typeof value !== 'string') throw unreadable(answer, asking(call, 'other'))
      return { url: value, expiresAt: Date.now() + UPLOAD_MS }
    },
    submit: (request, call) => submit(request, call, tools),
    poll: (kept, call) => poll(keptAs(operation, kept), call),
    cancel: (kept, call) => cancel(keptAs(operation, kept), call),
    reconcile: (request, sent, call) => reconcileFal(request, { at: sent.at, bases: tools.bases }, call),
    check: async (call) => {
      // Prices are told to whoever has a key, and cost nothing: https://fal.ai/docs/platform-apis/v1/models/pricing
      const url = `${tools.bases.falApi}/v1/models/pricing?endpoint_id=fal-ai/flux/dev`
      const answer = await call.http.send({ url, method: 'GET', trust: 'configured', headers: keyOf(call) })
      if (!isOk(answer)) throw falRefusal(answer, asking(call, 'other'))
      return { account: null, balance: null, isCertain: true }
    },
  }

  function cageOf(call: ProviderCall, { bases }: AdapterTools): Omit<Cage, 'mostRequests'> {
    return {
      http: call.http,
      addressOf: (url) => {
        const { origin, pathname, search } = new URL(url)
        if (origin === 'https://queue.fal.run') return { url: `${bases.falQueue}${pathname}${search}`, trust: 'configured' }
        if (origin === 'https://rest.fal.ai') return { url: `${falRest}${pathname}${search}`, trust: 'configured' }
        return { url, trust: 'response' }
      },
    }
  }

  async function submit(request: ProviderRequest, call: ProviderCall, { bases }: AdapterTools): Promise<Submitted> {
    const input = composeInput(request)
    const about = asking(call, 'submit')
    try {
      const options = { input, abortSignal: call.signal, storageSettings: KEPT }
      const { webhookUrl } = call
      const { answer } = await caged({ ...cageOf(call, tools), isPaid: true, mostRequests: 1 }, async (fetch) =>
        (await clientOf(fetch, call.secret)).queue.submit(request.model, webhookUrl === undefined ? options : { ...options, webhookUrl }),
      )
      if (!isOk(answer)) throw falRefusal(answer, about)
      return {
        state: 'accepted',
        operation: operationOf(readAnswer(answer, submitAnswer, about), request.model, bases.falQueue),
        pollInMs: 1_500,
      }
    } catch (thrown) {
      throw withReplacement(thrown, tools, { provider: 'fal', model: request.model })
    }
  }
}

/** Loaded when it is needed: most studios start without a key. */
async function clientOf(fetch: typeof globalThis.fetch, secret: string): Promise<FalClient> {
  const { createFalClient } = await import('@fal-ai/client')
  return createFalClient({ credentials: secret, fetch, suppressLocalCredentialsWarning: true })
}

function keyOf(call: ProviderCall): Record<string, string> {
  return { authorization: `Key ${call.secret}`, accept: 'application/json' }
}

function asking(call: ProviderCall, purpose: Asking['purpose']): Asking {
  return { provider: 'fal', purpose, secret: call.secret }
}

async function poll(kept: Operation, call: ProviderCall): Promise<Polled> {
  const about = asking(call, 'poll')
  const url = new URL(kept.statusUrl)
  url.searchParams.set('logs', '1')
  const answer = await call.http.send({ url: url.href, method: 'GET', trust: 'configured', headers: keyOf(call) })
  if (!isOk(answer)) throw falRefusal(answer, about)
  const status = readAnswer(answer, statusAnswer, about)
  switch (status.status) {
    case 'IN_QUEUE': {
      const queuePosition = status.queue_position ?? null
      return { state: 'pending', progress: null, queuePosition, pollInMs: Math.min(15_000, 1_500 + 250 * (queuePosition ?? 0)) }
    }
    case 'IN_PROGRESS':
      return {
        state: 'pending',
        progress: progressIn((status.logs ?? []).map(({ message }) => message).join('\n')),
        queuePosition: null,
        pollInMs: 1_500,
      }
    default:
      return result(kept, status, call)
  }
}

/** COMPLETED is not success, and a word that is not known may be: the result is the truth. */
async function result(kept: Operation, status: StatusAnswer, call: ProviderCall): Promise<Polled> {
  const about = asking(call, 'poll')
  const answer = await call.http.send({ url: kept.responseUrl, method: 'GET', trust: 'configured', headers: keyOf(call) })
  if (!isOk(answer)) {
    if (isStillAtWork(answer)) return { state: 'pending', progress: null, queuePosition: null, pollInMs: 5_000 }
    throw falFailure(answer, about)
  }
  if (status.error !== undefined && status.error !== null) {
    throw failed(codeOfErrorType(status.error_type), about, { message: wordsOf(status.error), details: { type: status.error_type ?? '' } })
  }
  return { state: 'done', outputs: outputsOf(readAnswer(answer, resultAnswer, about), about), costMicros: null }
}

function isStillAtWork(answer: HttpAnswer): boolean {
  const parsed = errorAnswer.safeParse(jsonOf(answer))
  return parsed.success && typeof parsed.data.detail === 'string' && /still in progress/i.test(parsed.data.detail)
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Pictures that the safety checker blackened are not results. */
function outputsOf(answer: ResultAnswer, about: Asking): RemoteOutput[] {
  const ofNodes = Object.values(answer.outputs ?? {}).flatMap(({ images }) => images ?? [])
  const single = [answer.image, answer.video, answer.diffusers_lora_file].flatMap((one) => (one ? [one] : []))
  const all = [...(answer.images ?? []), ...single, ...ofNodes]
  const fit = all.filter((_, at) => answer.has_nsfw_concepts?.[at] !== true)
  if (fit.length === 0 && all.length > 0) throw failed('provider.refused-content', about, { details: { stage: 'output' } })
  if (fit.length === 0) throw failed('provider.failed', about, { details: { reason: 'no-media' } })
  return fit.map(({ url, content_type: mediaType }) => outputAt(url, mediaType ?? null))
}

/** fal only asks the runner to stop: what runs may finish, and be billed. */
async function cancel(kept: Operation, call: ProviderCall): Promise<'canceled' | 'too-late'> {
  const answer = await call.http.send({ url: kept.cancelUrl, method: 'PUT', trust: 'configured', headers: keyOf(call) })
  const parsed = cancelAnswer.safeParse(jsonOf(answer))
  if (parsed.success && ['ALREADY_COMPLETED', 'NOT_FOUND'].includes(parsed.data.status)) return 'too-late'
  if (isOk(answer)) return 'canceled'
  if (answer.status === 400 || answer.status === 404) return 'too-late'
  throw falRefusal(answer, asking(call, 'other'))
}
