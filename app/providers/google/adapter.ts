import type { GoogleGenAI } from '@google/genai'
import type { Polled, ProviderAdapter, ProviderCall, ProviderRequest, Submitted } from '../adapter.ts'
import { type AdapterTools, keptAs, withReplacement } from '../adapter-tools.ts'
import { type Asking, isOk, readAnswer } from '../answer.ts'
import { isAt } from '../bases.ts'
import { caged } from '../caged-fetch.ts'
import { googleRefusal } from './errors.ts'
import { contentOutputs, contentRequest } from './generate.ts'
import { interactionRequest, interactionState } from './interactions.ts'
import { contentAnswer, interaction, operation } from './wire.ts'

/** Pictures of 4K take up to two minutes. */
const SUBMIT_MS = 240_000

type InteractionBody = Parameters<GoogleGenAI['interactions']['create']>[0]

/**
 * Google Gemini with a developer's key. Words and pictures are answered at once (`generateContent`): a lost answer is lost. Clips are interactions in
 * the background. Submits go through Google's own client in a cage; its interactions send a create five times and heed only a word per call. What is
 * asked of an interaction later is plain HTTP, for fields that the client leaves out.
 *
 * Pictures go in the request itself (100 MB allowed, ours are under 8): the Files API would add two requests and two days of keeping.
 */
export function createGoogleAdapter(tools: AdapterTools): ProviderAdapter {
  const { google } = tools.bases
  const at = (path: string): string => `${google}/v1/${path}`
  return {
    id: 'google',
    submitsAreIdempotent: false,
    submit: async (request, call) => {
      try {
        return await (request.form.endpoint === 'interactions' ? startInteraction : generate)(request, call)
      } catch (thrown) {
        throw withReplacement(thrown, tools, { provider: 'google', model: request.model })
      }
    },
    poll: async (kept, call): Promise<Polled> => {
      const about = asking(call, 'poll')
      const { interaction: id } = keptAs(operation, kept)
      const answer = await call.http.send({
        url: at(`interactions/${encodeURIComponent(id)}`),
        method: 'GET',
        trust: 'configured',
        headers: keyOf(call),
      })
      if (!isOk(answer)) throw googleRefusal(answer, about)
      return interactionState(readAnswer(answer, interaction, about), about)
    },
    cancel: async (kept, call) => {
      const about = asking(call, 'other')
      const { interaction: id } = keptAs(operation, kept)
      const url = at(`interactions/${encodeURIComponent(id)}/cancel`)
      const answer = await call.http.send({ url, method: 'POST', trust: 'configured', headers: keyOf(call), body: {} })
      if (answer.status === 400 || answer.status === 404 || answer.status === 409) return 'too-late'
      if (!isOk(answer)) throw googleRefusal(answer, about)
      return readAnswer(answer, interaction, about).status === 'completed' ? 'too-late' : 'canceled'
    },
    downloadHeaders: (url, call) => (isAt(google, url) ? keyOf(call) : {}),
    check: async (call) => {
      const answer = await call.http.send({ url: at('models?pageSize=1'), method: 'GET', trust: 'configured', headers: keyOf(call) })
      if (!isOk(answer)) throw googleRefusal(answer, asking(call, 'other'))
      return { account: null, balance: null, isCertain: true }
    },
  }

  async function generate(request: ProviderRequest, call: ProviderCall): Promise<Submitted> {
    const about = asking(call, 'submit')
    const { answer } = await viaClient(call, (client) => client.models.generateContent(contentRequest(request)))
    if (!isOk(answer)) throw googleRefusal(answer, about)
    return { state: 'done', outputs: contentOutputs(readAnswer(answer, contentAnswer, about), request, about), costMicros: null }
  }

  async function startInteraction(request: ProviderRequest, call: ProviderCall): Promise<Submitted> {
    const about = asking(call, 'submit')
    // The client's type asks for literals of its own; the body is what its documentation shows.
    const body = interactionRequest(request) as unknown as InteractionBody
    const { answer } = await viaClient(call, (client) => client.interactions.create(body, { maxRetries: 0 }))
    if (!isOk(answer)) throw googleRefusal(answer, about)
    const { id } = readAnswer(answer, interaction, about)
    return { state: 'accepted', operation: { interaction: id }, pollInMs: 10_000 }
  }

  async function viaClient(call: ProviderCall, ask: (client: GoogleGenAI) => Promise<unknown>): ReturnType<typeof caged> {
    // Loaded when it is needed: it is two megabytes, and most studios start without a key.
    const { GoogleGenAI } = await import('@google/genai')
    const cage = {
      http: call.http,
      addressOf: (url: string) => ({ url, trust: 'configured' as const }),
      headers: keyOf(call),
      isPaid: true,
      timeoutMs: SUBMIT_MS,
      mostRequests: 1,
    }
    return caged(cage, (fetch) => ask(new GoogleGenAI({ apiKey: call.secret, httpOptions: { baseUrl: google, apiVersion: 'v1', fetch } })))
  }
}

function keyOf(call: ProviderCall): Record<string, string> {
  return { 'x-goog-api-key': call.secret }
}

function asking(call: ProviderCall, purpose: Asking['purpose']): Asking {
  return { provider: 'google', purpose, secret: call.secret }
}
