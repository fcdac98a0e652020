import type { StudioError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { type MicroUsd, microsOf } from '../../domain/money/money.ts'
import type { Polled, ProviderAdapter, ProviderCall, ProviderInput, ProviderRequest } from '../adapter.ts'
import { type AdapterTools, keptAs, withReplacement } from '../adapter-tools.ts'
import { type Asking, codeOfWords, failed, isOk, jsonOf, readAnswer, refusal } from '../answer.ts'
import { addressOf, composeInput, inputsInOrder } from '../compose-input.ts'
import type { HttpAnswer } from '../http.ts'
import { outputAt } from '../outputs.ts'
import { errorAnswer, operation, organization, submitAnswer, type TaskAnswer, taskAnswer, uploadAnswer } from './wire.ts'

/** Mandatory in every request. */
const API_VERSION = '2024-11-06'
/** Runway asks for five seconds between polls at least. */
const POLL_MS = 6_000
const USD_PER_CREDIT = 0.01
/** Ephemeral uploads are kept for a day; a part of it, to be sure. */
const UPLOAD_MS = 20 * 3_600_000

/** Runway: clips and pictures as tasks. Plain HTTP: its client sends a create three times unless told, and adds no more than two headers. */
export function createRunwayAdapter(tools: AdapterTools): ProviderAdapter {
  const at = (path: string): string => `${tools.bases.runway}/v1/${path}`
  const ask = (path: string, call: ProviderCall) =>
    call.http.send({ url: at(path), method: 'GET', trust: 'configured', headers: keyOf(call) })
  return {
    id: 'runway',
    submitsAreIdempotent: false,
    upload: (input, call) => upload(at('uploads'), input, call),
    submit: async (request, call) => {
      const about = asking(call, 'submit')
      const answer = await call.http.send({
        url: at(request.form.endpoint ?? 'image_to_video'),
        method: 'POST',
        trust: 'configured',
        headers: keyOf(call),
        body: bodyOf(request),
        isPaid: true,
      })
      if (!isOk(answer)) throw withReplacement(runwayRefusal(answer, about), tools, { provider: 'runway', model: request.model })
      return { state: 'accepted', operation: { task: readAnswer(answer, submitAnswer, about).id }, pollInMs: POLL_MS }
    },
    poll: async (kept, call) => {
      const about = asking(call, 'poll')
      const answer = await ask(`tasks/${idOf(kept)}`, call)
      if (!isOk(answer)) throw runwayRefusal(answer, about)
      return stateOf(readAnswer(answer, taskAnswer, about), about)
    },
    cancel: async (kept, call) => {
      const about = asking(call, 'other')
      // The same call deletes a task that is finished, with what it made: look first.
      const now = await ask(`tasks/${idOf(kept)}`, call)
      if (now.status === 404) return 'too-late'
      if (!isOk(now)) throw runwayRefusal(now, about)
      if (['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(readAnswer(now, taskAnswer, about).status)) return 'too-late'
      const answer = await call.http.send({ url: at(`tasks/${idOf(kept)}`), method: 'DELETE', trust: 'configured', headers: keyOf(call) })
      if (answer.status === 404 || answer.status === 409) return 'too-late'
      if (!isOk(answer)) throw runwayRefusal(answer, about)
      return 'canceled'
    },
    check: async (call) => {
      const about = asking(call, 'other')
      const answer = await ask('organization', call)
      if (!isOk(answer)) throw runwayRefusal(answer, about)
      const { creditBalance } = readAnswer(answer, organization, about)
      return {
        account: null,
        balance: creditBalance === null || creditBalance === undefined ? null : `${creditBalance} credits`,
        isCertain: true,
      }
    },
  }
}

function idOf(kept: JsonValue): string {
  return encodeURIComponent(keptAs(operation, kept).task)
}

function keyOf(call: ProviderCall): Record<string, string> {
  return { authorization: `Bearer ${call.secret}`, 'x-runway-version': API_VERSION }
}

function asking(call: ProviderCall, purpose: Asking['purpose']): Asking {
  return { provider: 'runway', purpose, secret: call.secret }
}

/** A last frame makes the still one of a list; references have names that the prompt may call. */
function bodyOf(request: ProviderRequest): Record<string, JsonValue> {
  const body: Record<string, JsonValue> = { ...composeInput(request), model: request.model }
  const still = request.inputs.find(({ role }) => role === 'image')
  const last = request.inputs.find(({ role }) => role === 'last-frame')
  if (still !== undefined && last !== undefined) {
    body['promptImage'] = [
      { uri: addressOf(still), position: 'first' },
      { uri: addressOf(last), position: 'last' },
    ]
  }
  const references = request.form.inputs.some(({ field }) => field === 'referenceImages')
  if (references) body['referenceImages'] = inputsInOrder(request).map((input, at) => ({ uri: addressOf(input), tag: `picture${at + 1}` }))
  return body
}

async function upload(url: string, input: ProviderInput, call: ProviderCall): Promise<{ url: string; expiresAt: number }> {
  const about = asking(call, 'other')
  const filename = `${input.hash.slice(0, 16)}.${input.mediaType.split('/')[1]}`
  const first = await call.http.send({
    url,
    method: 'POST',
    trust: 'configured',
    headers: keyOf(call),
    body: { filename, type: 'ephemeral' },
  })
  if (!isOk(first)) throw runwayRefusal(first, about)
  const given = readAnswer(first, uploadAnswer, about)
  const body = new FormData()
  for (const [name, value] of Object.entries(given.fields)) body.set(name, value)
  body.set('file', new Blob([Uint8Array.from(input.bytes)], { type: input.mediaType }), filename)
  const second = await call.http.send({ url: given.uploadUrl, method: 'POST', trust: 'response', body })
  if (!isOk(second)) throw refusal(second, about)
  return { url: given.runwayUri, expiresAt: Date.now() + UPLOAD_MS }
}

/** @throws StudioError `provider.refused-content`, `provider.bad-request`, `provider.failed`, `provider.bad-response`, with `costMicros` where it is told. */
function stateOf(answer: TaskAnswer, about: Asking): Polled {
  const costMicros = costOf(answer)
  const outputs = (answer.output ?? []).map((url) => outputAt(url))
  const details = { type: answer.failureCode ?? answer.status, ...(costMicros === null ? {} : { costMicros }) }
  switch (answer.status) {
    case 'PENDING':
    case 'THROTTLED':
    case 'RUNNING':
      return { state: 'pending', progress: answer.progress ?? null, queuePosition: null, pollInMs: POLL_MS }
    case 'FAILED':
      throw failed(codeOfFailure(answer.failureCode ?? ''), about, { message: answer.failure ?? undefined, details })
    case 'CANCELLED':
      throw failed('provider.failed', about, { details: { ...details, reason: 'canceled' } })
    default:
      if (outputs.length > 0) return { state: 'done', outputs, costMicros }
      if (answer.status === 'SUCCEEDED') throw failed('provider.failed', about, { details: { ...details, reason: 'no-media' } })
      throw failed('provider.bad-response', about, { details: { ...details, reason: 'unknown-status' } })
  }
}

function costOf({ cost }: TaskAnswer): MicroUsd | null {
  return cost === null || cost === undefined ? null : microsOf(cost.credits * USD_PER_CREDIT)
}

function codeOfFailure(code: string): 'provider.refused-content' | 'provider.bad-request' | 'provider.failed' {
  if (code.startsWith('SAFETY')) return 'provider.refused-content'
  return code.startsWith('ASSET.INVALID') || code.startsWith('INPUT_PREPROCESSING') ? 'provider.bad-request' : 'provider.failed'
}

/** Too little credit is a 400 here, and a model that is gone is one of the issues of a 400. */
function runwayRefusal(answer: HttpAnswer, about: Asking): StudioError {
  const parsed = errorAnswer.safeParse(jsonOf(answer))
  if (!parsed.success) return refusal(answer, about)
  const { error, issues } = parsed.data
  const message = [error, ...(issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`)]
    .filter((part) => part !== '')
    .join('; ')
  const first = issues?.[0]
  const isModel = issues?.some(({ path }) => path.at(-1) === 'model') === true
  const words = answer.status === 400 ? codeOfWords(message) : undefined
  return refusal(answer, about, {
    message,
    code: isModel ? 'provider.model-retired' : words,
    details: first === undefined ? {} : { field: first.path.join('.') },
  })
}
