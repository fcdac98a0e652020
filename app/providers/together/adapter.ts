import type { StudioError } from '../../domain/errors.ts'
import type { ProviderAdapter, ProviderCall, ProviderRequest, RemoteOutput, Submitted } from '../adapter.ts'
import { type AdapterTools, withReplacement } from '../adapter-tools.ts'
import { type Asking, codeOfWords, failed, isOk, jsonOf, readAnswer, refusal } from '../answer.ts'
import { composeInput } from '../compose-input.ts'
import type { HttpAnswer } from '../http.ts'
import { outputAt, outputOf } from '../outputs.ts'
import { errorAnswer, imagesAnswer } from './wire.ts'

/** An answer comes when the pictures are made. */
const SUBMIT_MS = 180_000

/**
 * Together AI: pictures, answered at once, so there is nothing to poll, cancel or find again: a lost answer is a lost picture. Bytes are asked for
 * rather than addresses, whose lifetime is not documented. Plain HTTP: the service's client sends a create three times and adds nothing else.
 */
export function createTogetherAdapter(tools: AdapterTools): ProviderAdapter {
  const { together } = tools.bases
  return {
    id: 'together',
    submitsAreIdempotent: false,
    submit: (request, call) => submit(request, call, tools),
    poll: () => Promise.reject(new TypeError('Together answers at once')),
    check: async (call) => {
      const answer = await call.http.send({ url: `${together}/v1/models`, method: 'GET', trust: 'configured', headers: keyOf(call) })
      if (!isOk(answer)) throw togetherRefusal(answer, { provider: 'together', purpose: 'other', secret: call.secret })
      return { account: null, balance: null, isCertain: true }
    },
  }
}

function keyOf(call: ProviderCall): Record<string, string> {
  return { authorization: `Bearer ${call.secret}` }
}

async function submit(request: ProviderRequest, call: ProviderCall, tools: AdapterTools): Promise<Submitted> {
  const about: Asking = { provider: 'together', purpose: 'submit', secret: call.secret }
  const answer = await call.http.send({
    url: `${tools.bases.together}/v1/images/generations`,
    method: 'POST',
    trust: 'configured',
    headers: keyOf(call),
    body: { ...composeInput(request), model: request.model, response_format: 'base64' },
    isPaid: true,
    timeoutMs: SUBMIT_MS,
  })
  if (!isOk(answer)) throw withReplacement(togetherRefusal(answer, about), tools, { provider: 'together', model: request.model })
  const outputs = readAnswer(answer, imagesAnswer, about).data.flatMap((one): RemoteOutput[] => {
    if (one.b64_json) return [outputOf(one.b64_json, null)]
    return one.url ? [outputAt(one.url)] : []
  })
  if (outputs.length === 0) throw failed('provider.failed', about, { details: { reason: 'no-media', mayBeBilled: true } })
  return { state: 'done', outputs, costMicros: null }
}

function togetherRefusal(answer: HttpAnswer, about: Asking): StudioError {
  const parsed = errorAnswer.safeParse(jsonOf(answer))
  if (!parsed.success) return refusal(answer, about)
  const { message, code, type } = parsed.data.error
  const isAboutRequest = answer.status === 400 || answer.status === 422 || answer.status === 404
  return refusal(answer, about, {
    message,
    code: isAboutRequest ? codeOfWords(`${code ?? ''} ${type ?? ''} ${message}`) : undefined,
    details: code === null || code === undefined ? {} : { type: String(code) },
  })
}
