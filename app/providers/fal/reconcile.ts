import { z } from 'zod'
import { canonicalJson, type JsonValue } from '../../domain/json.ts'
import type { ProviderCall, ProviderRequest, Reconciled } from '../adapter.ts'
import { isOk, readAnswer } from '../answer.ts'
import type { ProviderBases } from '../bases.ts'
import { composeInput } from '../compose-input.ts'
import { falRefusal } from './errors.ts'
import { operationOf } from './operation.ts'

/** Clocks of two machines, and the time between a send and its taking. */
const CLOCKS_MS = 60_000
const MOST = 100

/** https://fal.ai/docs/platform-apis/v1/models/requests/by-endpoint */
const requestsAnswer = z.object({
  items: z.array(
    z.object({
      request_id: z.string().min(1),
      sent_at: z.string().nullish().catch(null),
      json_input: z.record(z.string(), z.unknown()).nullish().catch(null),
    }),
  ),
})

/**
 * Looks through the requests of late for the same model and input. The list is sorted by their end, and whether those that still run are in it is not
 * documented: what is not found is unknown, and may be found later. So are equals.
 */
export async function reconcileFal(
  request: ProviderRequest,
  { at, bases }: { readonly at: number; readonly bases: ProviderBases },
  call: ProviderCall,
): Promise<Reconciled> {
  const about = { provider: 'fal', purpose: 'other', secret: call.secret } as const
  const query = new URLSearchParams({
    endpoint_id: request.model,
    start: new Date(at - CLOCKS_MS).toISOString(),
    expand: 'payloads',
    limit: String(MOST),
  })
  const answer = await call.http.send({
    url: `${bases.falApi}/v1/models/requests/by-endpoint?${query}`,
    method: 'GET',
    trust: 'configured',
    headers: { authorization: `Key ${call.secret}` },
  })
  if (!isOk(answer)) throw falRefusal(answer, about)
  const sent = composeInput(request)
  const same = readAnswer(answer, requestsAnswer, about).items.filter(
    ({ sent_at: when, json_input: input }) => Date.parse(when ?? '') >= at - CLOCKS_MS && input != null && holds(input, sent),
  )
  const [only] = same
  if (only === undefined || same.length > 1) return { state: 'unknown' }
  return { state: 'accepted', operation: operationOf({ request_id: only.request_id }, request.model, bases.falQueue) }
}

/** Whether a kept input has all that was sent; fal may have filled in the rest. */
function holds(kept: Readonly<Record<string, unknown>>, sent: Readonly<Record<string, JsonValue>>): boolean {
  return Object.entries(sent).every(([name, value]) => canonicalJson(kept[name]) === canonicalJson(value))
}
