import { stageOf } from '../core/jobs.ts'
import { type Answer, type Exchange, jsonAnswer, type Route } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { unitPriceOf } from '../prices.ts'
import { withFalKey } from './access.ts'
import { refuse } from './refuse.ts'
import { endpointNames, findEndpoint } from './schemas.ts'

/** The platform API: prices, models, and requests of late. The path of the last is guessed. */
export function platformRoutes(world: World): readonly Route[] {
  return [
    { method: 'GET', path: /^(\/v1)?\/models\/pricing$/, operation: 'read', handle: withFalKey(world, tellPrices) },
    { method: 'GET', path: /^(\/v1)?\/models$/, operation: 'read', handle: withFalKey(world, tellModels) },
    {
      method: 'GET',
      path: /^(\/v1)?\/models\/requests\/by-endpoint$/,
      operation: 'read',
      handle: withFalKey(world, (exchange) => tellRequests(world, exchange)),
    },
  ]
}

function namesIn({ query }: Exchange): readonly string[] {
  return query.getAll('endpoint_id').flatMap((names) => names.split(','))
}

function tellPrices(exchange: Exchange): Answer {
  const names = namesIn(exchange)
  if (names.length === 0) return refuse('bad-request', 'endpoint_id is needed')
  const prices = names.flatMap((name) => {
    const price = findEndpoint(name) === undefined ? undefined : unitPriceOf('fal', name)
    return price === undefined ? [] : [{ endpoint_id: name, unit_price: price.usd, unit: price.unit, currency: 'USD' }]
  })
  return prices.length === 0
    ? refuse('not-found', 'No prices for these endpoints')
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

function tellRequests(world: World, exchange: Exchange): Answer {
  const names = namesIn(exchange)
  const jobs = [...world.jobs.values()].filter(({ provider, model }) => provider === 'fal' && names.includes(model))
  const items = jobs.reverse().map((job) => ({
    request_id: job.id,
    endpoint_id: job.model,
    started_at: new Date(job.createdAt).toISOString(),
    sent_at: new Date(job.createdAt).toISOString(),
    status_code: stageOf(job, world.now()) === 'done' ? 200 : null,
    ...(exchange.query.get('expand') === 'payloads' ? { json_input: job.input } : {}),
  }))
  return jsonAnswer(200, { items, has_more: false, next_cursor: null })
}
