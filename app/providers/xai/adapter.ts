import type { StudioError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { type MicroUsd, microUsd } from '../../domain/money/money.ts'
import type { Polled, ProviderAdapter, ProviderCall, ProviderRequest, RemoteOutput, Submitted } from '../adapter.ts'
import { type AdapterTools, keptAs, withReplacement } from '../adapter-tools.ts'
import { type Asking, codeOfWords, failed, isOk, jsonOf, readAnswer, refusal } from '../answer.ts'
import { addressOf, inputsInOrder } from '../compose-input.ts'
import type { HttpAnswer } from '../http.ts'
import { outputAt, outputOf } from '../outputs.ts'
import { errorAnswer, imagesAnswer, operation, type VideoAnswer, videoAnswer, videoSubmit } from './wire.ts'

/** Pictures come with the answer. */
const SUBMIT_MS = 180_000
const POLL_MS = 3_000
/** `cost_in_usd_ticks` are 1e-10 dollars (recollection). */
const TICKS_PER_MICRO = 10_000

/** xAI: pictures answered at once as bytes, clips by name. Plain HTTP: its own client does not know clips. Nothing can be canceled or found again. */
export function createXaiAdapter(tools: AdapterTools): ProviderAdapter {
  const at = (path: string): string => `${tools.bases.xai}/v1/${path}`
  return {
    id: 'xai',
    submitsAreIdempotent: false,
    submit: async (request, call) => {
      const about = asking(call, 'submit')
      const isClip = request.task === 'image-to-video'
      const answer = await call.http.send({
        url: at(isClip ? 'videos/generations' : request.inputs.length > 0 ? 'images/edits' : 'images/generations'),
        method: 'POST',
        trust: 'configured',
        headers: keyOf(call),
        body: bodyOf(request),
        isPaid: true,
        timeoutMs: SUBMIT_MS,
      })
      if (!isOk(answer)) throw withReplacement(xaiRefusal(answer, about), tools, { provider: 'xai', model: request.model })
      if (!isClip) return picturesOf(answer, about)
      return { state: 'accepted', operation: { video: readAnswer(answer, videoSubmit, about).request_id }, pollInMs: POLL_MS }
    },
    poll: async (kept, call) => {
      const about = asking(call, 'poll')
      const url = at(`videos/${encodeURIComponent(keptAs(operation, kept).video)}`)
      const answer = await call.http.send({ url, method: 'GET', trust: 'configured', headers: keyOf(call) })
      // While it works: 202, with or without a body.
      if (answer.status === 202 && answer.text.trim() === '') return pending(null)
      if (!isOk(answer)) throw xaiRefusal(answer, about)
      return stateOf(readAnswer(answer, videoAnswer, about), about)
    },
    check: async (call) => {
      const answer = await call.http.send({ url: at('models'), method: 'GET', trust: 'configured', headers: keyOf(call) })
      if (!isOk(answer)) throw xaiRefusal(answer, asking(call, 'other'))
      return { account: null, balance: null, isCertain: true }
    },
  }
}

function keyOf(call: ProviderCall): Record<string, string> {
  return { authorization: `Bearer ${call.secret}` }
}

function asking(call: ProviderCall, purpose: Asking['purpose']): Asking {
  return { provider: 'xai', purpose, secret: call.secret }
}

function pending(progress: number | null): Polled {
  return { state: 'pending', progress, queuePosition: null, pollInMs: POLL_MS }
}

/** One picture goes in `image`, several in `images`; a clip's references in fields of their own. */
function bodyOf(request: ProviderRequest): Record<string, JsonValue> {
  const { model, task, prompt, form, parameters } = request
  const inputs = inputsInOrder(request)
  const common = { ...form.fixed, ...parameters, model, prompt }
  const at = (input: (typeof inputs)[number]) => ({ url: addressOf(input) })
  if (task === 'image-to-video') {
    const [first] = inputs.filter(({ role }) => role !== 'reference')
    const references = inputs.filter(({ role }) => role === 'reference')
    return {
      ...common,
      ...(first === undefined ? {} : { image: at(first) }),
      ...(references.length === 0 ? {} : { reference_images: references.map(at) }),
    }
  }
  const pictures = inputs.map((input) => ({ ...at(input), type: 'image_url' }))
  const [only] = pictures
  const given = pictures.length > 1 ? { images: pictures } : only === undefined ? {} : { image: only }
  return { ...common, ...given, response_format: 'b64_json' }
}

/** Blocked pictures come with status 200 and a mark. */
function picturesOf(answer: HttpAnswer, about: Asking): Submitted {
  const { data, usage } = readAnswer(answer, imagesAnswer, about)
  const fit = data.filter((one) => one.respect_moderation !== false)
  const outputs = fit.flatMap((one): RemoteOutput[] => {
    if (one.b64_json) return [outputOf(one.b64_json, null)]
    return one.url ? [outputAt(one.url)] : []
  })
  const costMicros = costOf(usage)
  const details = { mayBeBilled: true, ...(costMicros === null ? {} : { costMicros }) }
  if (outputs.length > 0) return { state: 'done', outputs, costMicros }
  if (data.length > fit.length) throw failed('provider.refused-content', about, { details: { ...details, stage: 'output' } })
  throw failed('provider.failed', about, { details: { ...details, reason: 'no-media' } })
}

function stateOf(answer: VideoAnswer, about: Asking): Polled {
  const url = answer.video?.url
  const message = answer.error?.message ?? undefined
  switch (answer.status) {
    case 'pending':
      // Told in hundredths.
      return pending(answer.progress === null || answer.progress === undefined ? null : Math.min(1, answer.progress / 100))
    case 'failed': {
      const isRefused = codeOfWords(`${answer.error?.code ?? ''} ${message ?? ''}`) === 'provider.refused-content'
      throw failed(isRefused ? 'provider.refused-content' : 'provider.failed', about, {
        message,
        details: { type: answer.error?.code ?? '' },
      })
    }
    case 'expired':
      throw failed('provider.result-gone', about, { message })
    default:
      if (answer.video?.respect_moderation === false)
        throw failed('provider.refused-content', about, { message, details: { stage: 'output' } })
      if (url) return { state: 'done', outputs: [outputAt(url, 'video/mp4')], costMicros: costOf(answer.usage) }
      if (answer.status === 'done') throw failed('provider.failed', about, { details: { reason: 'no-media' } })
      throw failed('provider.bad-response', about, { details: { reason: 'unknown-status', type: answer.status } })
  }
}

function costOf(usage: VideoAnswer['usage']): MicroUsd | null {
  const ticks = usage?.cost_in_usd_ticks
  return ticks === null || ticks === undefined ? null : microUsd.parse(Math.ceil(ticks / TICKS_PER_MICRO))
}

function xaiRefusal(answer: HttpAnswer, about: Asking): StudioError {
  const parsed = errorAnswer.safeParse(jsonOf(answer))
  if (!parsed.success) return refusal(answer, about)
  const { message, code } = parsed.data
  const isKey = answer.status === 400 && /incorrect api key|invalid api key/i.test(message)
  const words = [400, 403, 404, 422].includes(answer.status) ? codeOfWords(`${code ?? ''} ${message}`) : undefined
  return refusal(answer, about, { message, code: isKey ? 'provider.unauthorized' : words, details: code ? { type: code } : {} })
}
