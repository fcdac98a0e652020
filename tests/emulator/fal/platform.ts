import { type Job, stageOf } from '../core/jobs.ts'
import { type Answer, type Exchange, jsonAnswer, type Refusal, type Route } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { withFalKey } from './access.ts'
import { refuse } from './refuse.ts'
import { endpointNames, findEndpoint } from './schemas.ts'

const DAY_MS = 86_400_000

/** The platform API: prices, models, and requests of late. */
export function platformRoutes(world: World): readonly Route[] {
  const guard = (handle: (exchange: Exchange) => Answer | Promise<Answer>): Route['handle'] => withFalKey(world, handle, refusePlatform)
  return [
    { method: 'GET', path: /^(\/v1)?\/models\/pricing$/, operation: 'read', handle: guard((exchange) => tellPrices(world, exchange)) },
    { method: 'GET', path: /^(\/v1)?\/models$/, operation: 'read', handle: guard(tellModels) },
    {
      method: 'GET',
      path: /^(\/v1)?\/models\/requests\/by-endpoint$/,
      operation: 'read',
      handle: guard((exchange) => tellRequests(world, exchange)),
    },
  ]
}

function namesIn({ query }: Exchange): readonly string[] {
  return query.getAll('endpoint_id').flatMap((names) => names.split(','))
}

function tellPrices(world: World, exchange: Exchange): Answer {
  const names = namesIn(exchange)
  if (names.length === 0) return refusePlatform('bad-request', 'endpoint_id is required')
  const prices = names.flatMap((name) => {
    const price = findEndpoint(name) === undefined ? undefined : world.prices.unitOf('fal', name)
    return price === undefined ? [] : [{ endpoint_id: name, unit_price: price.usd, unit: price.unit, currency: 'USD' }]
  })
  return prices.length === 0
    ? refusePlatform('not-found', 'No prices for these endpoints')
    : jsonAnswer(200, { prices, has_more: false, next_cursor: null })
}

function tellModels(exchange: Exchange): Answer {
  const names = namesIn(exchange)
  const found = endpointNames().filter((name) => names.length === 0 || names.includes(name))
  return jsonAnswer(200, {
    models: found.map((name) => ({ endpoint_id: name, metadata: { display_name: name, status: 'active' } })),
    has_more: false,
    next_cursor: null,
  })
}

/**
 * Requests that have ended, newest first (fal.ai/docs/platform-apis/v1/models/requests/by-endpoint). Whether the real list has those that still run
 * is not documented; it is sorted by their end, so here they are left out: what is not in the list may still be running. By polls, asking for the
 * list is a poll of each, so that work nobody knows of comes to its end.
 */
async function tellRequests(world: World, exchange: Exchange): Promise<Answer> {
  const names = namesIn(exchange)
  if (names.length === 0) return refusePlatform('bad-request', 'endpoint_id is required')
  const asked = exchange.query.get('request_id')
  const since = Date.parse(exchange.query.get('start') ?? '') || world.now() - DAY_MS
  const jobs = [...world.jobs.values()].filter(
    ({ provider, model, id }) => provider === 'fal' && names.includes(model) && (asked === null || asked === id),
  )
  for (const job of jobs) job.polls += 1
  const ended = jobs.filter((job) => stageOf(job, world.now()) === 'done' && job.createdAt >= since).reverse()
  const limit = Math.min(100, Number(exchange.query.get('limit') ?? 50))
  const items = await Promise.all(
    ended.slice(0, limit).map((job) => itemOf(job, exchange.query.get('expand') === 'payloads' ? 'with-payloads' : 'plain')),
  )
  return jsonAnswer(200, { items, next_cursor: null, has_more: ended.length > limit })
}

async function itemOf(job: Job, shape: 'with-payloads' | 'plain'): Promise<object> {
  const outcome = await job.outcome()
  const at = new Date(job.createdAt).toISOString()
  const status_code = outcome.kind === 'succeeded' ? 200 : outcome.kind === 'moderated' ? 422 : 500
  const item = {
    request_id: job.id,
    endpoint_id: job.model,
    sent_at: at,
    started_at: at,
    ended_at: new Date(job.createdAt + 1_250).toISOString(),
    status_code,
    duration: 1.25,
  }
  return shape === 'plain' ? item : { ...item, json_input: job.input, json_output: outcome.kind === 'succeeded' ? outcome.output : null }
}

const PLATFORM_ERRORS: Readonly<Partial<Record<Refusal, readonly [number, string]>>> = {
  'bad-key': [401, 'authorization_error'],
  'bad-request': [400, 'validation_error'],
  'not-found': [404, 'not_found'],
  'rate-limit': [429, 'rate_limited'],
}

/** The platform API has errors of another shape than the queue; only the one of 401 was seen. */
export function refusePlatform(reason: Refusal, detail?: string): Answer {
  const [status, type] = PLATFORM_ERRORS[reason] ?? [refuse(reason).status, 'server_error']
  return jsonAnswer(status, {
    error: { type, message: detail ?? (reason === 'bad-key' ? 'Invalid API key or malformed Authorization header' : reason) },
  })
}
