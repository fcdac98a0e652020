import { type Job, progressOf, stageOf } from '../core/jobs.ts'
import { type Answer, type Exchange, type Groups, jsonAnswer, jsonBody, type Route } from '../core/wire.ts'
import { acceptJob, cancelJob, seedFor, WorkError, type World } from '../core/world.ts'
import { withFalKey } from './access.ts'
import { makeFalOutput } from './make-output.ts'
import { refuse } from './refuse.ts'
import { complaintsAbout, findEndpoint, withDefaults } from './schemas.ts'
import type { Webhooks } from './webhooks.ts'

const HOUR_MS = 3_600_000
const REQUEST = '^/(?<app>.+)/requests/(?<id>[^/]+)'

/** The queue: submit, status, its stream, result, cancel. */
export function queueRoutes(world: World, webhooks: Webhooks): readonly Route[] {
  const ofJob = (handle: (job: Job, exchange: Exchange) => Answer | Promise<Answer>): Route['handle'] =>
    withFalKey(world, (exchange, groups) => {
      const job = findJob(world, groups)
      return job === undefined ? refuse('not-found', 'Request not found') : handle(job, exchange)
    })
  const modelOf = ({ id }: Groups): string | null => world.jobs.get(id)?.model ?? null
  return [
    {
      method: 'GET',
      path: new RegExp(`${REQUEST}/status$`),
      operation: 'poll',
      modelOf,
      handle: ofJob((job, { query }) => tellStatus(world, job, query.get('logs'))),
    },
    {
      method: 'GET',
      path: new RegExp(`${REQUEST}/status/stream$`),
      operation: 'poll',
      modelOf,
      handle: ofJob((job) => ({ status: 200, events: stream(world, job) })),
    },
    { method: 'GET', path: new RegExp(`${REQUEST}$`), operation: 'result', modelOf, handle: ofJob((job) => tellResult(world, job)) },
    { method: 'PUT', path: new RegExp(`${REQUEST}/cancel$`), operation: 'cancel', modelOf, handle: ofJob((job) => cancel(world, job)) },
    {
      method: 'POST',
      path: /^\/(?<model>[^/]+\/.+)$/,
      operation: 'create',
      modelOf: ({ model }) => model,
      handle: withFalKey(world, (exchange, { model }, key) => submit(world, webhooks, { exchange, model, key })),
    },
  ]
}

/** The job, where the address is that of its app: two segments, three of workflows. */
function findJob(world: World, { app, id }: Groups): Job | undefined {
  const job = world.jobs.get(id)
  if (job === undefined || appOf(job.model) !== app) return undefined
  return job.faults.has('job-vanishes') && job.polls >= 1 ? undefined : job
}

/** Addresses of requests leave out what follows the app. */
export function appOf(model: string): string {
  return model
    .split('/')
    .slice(0, /^(comfy|workflows)\//.test(model) ? 3 : 2)
    .join('/')
}

function submit(
  world: World,
  webhooks: Webhooks,
  { exchange, model, key }: { readonly exchange: Exchange; readonly model: string; readonly key: string },
): Answer {
  const endpoint = findEndpoint(model)
  if (endpoint === undefined) return refuse('retired')
  const body = jsonBody(exchange)
  const complaints = complaintsAbout(endpoint, body)
  if (complaints.length > 0 && (body === undefined || world.falValidates === 'at-submit')) return jsonAnswer(422, { detail: complaints })
  const input = withDefaults(endpoint, body ?? {})
  const seed = seedFor(world, exchange, input['seed'])
  const id = world.nextId('fal')
  const job = acceptJob(world, { provider: 'fal', model, key, exchange, input, id }, (ledgerId) => {
    if (complaints.length > 0) throw new WorkError('validation', JSON.stringify(complaints))
    const expiresAt = exchange.faults.job.has('url-expires') ? 0 : expiryOf(world, exchange)
    const keep = (bytes: Buffer, mediaType: string): string =>
      `${world.origin}${world.files.keep('fal-cdn', { bytes, mediaType, ledgerId, expiresAt })}`
    return makeFalOutput(world, { model, input, seed, keep })
  })
  // Results that are not stored are kept for an hour (fal.ai/docs/inference-api/queue/result).
  if (exchange.headers['x-fal-store-io'] === '0') job.resultGoneAt = world.now() + HOUR_MS
  const webhook = exchange.query.get('fal_webhook')
  if (webhook !== null) webhooks.follow(job, webhook)
  const base = `${world.origin}/fal-queue/${appOf(model)}/requests/${id}`
  return jsonAnswer(
    200,
    {
      status: 'IN_QUEUE',
      request_id: id,
      gateway_request_id: id,
      queue_position: 0,
      response_url: base,
      status_url: `${base}/status`,
      cancel_url: `${base}/cancel`,
      logs: null,
      metrics: {},
    },
    { 'x-fal-request-id': id },
  )
}

/** When result files are gone: what the request asks for, else never. */
function expiryOf(world: World, { headers }: Exchange): number {
  const seconds = /"expiration_duration_seconds"\s*:\s*(\d+)/.exec(headers['x-fal-object-lifecycle-preference'] ?? '')?.[1]
  return seconds === undefined ? Number.POSITIVE_INFINITY : world.now() + Number(seconds) * 1000
}

async function statusOf(world: World, job: Job): Promise<Readonly<Record<string, unknown>> & { readonly status: string }> {
  job.polls += 1
  const base = `${world.origin}/fal-queue/${appOf(job.model)}/requests/${job.id}`
  const common = { request_id: job.id, response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` }
  if (job.faults.has('unknown-status') && job.polls >= 2) return { status: 'DEFERRED_BY_SCHEDULER', ...common }
  const stage = stageOf(job, world.now())
  if (stage === 'queued')
    return { status: 'IN_QUEUE', queue_position: job.faults.has('stuck-in-queue') ? 0 : Math.max(0, 2 - job.polls), ...common }
  const percent = Math.round(100 * progressOf(job, world.now()))
  const logs = [
    { message: `${percent}%|${'#'.repeat(percent / 5)}`, level: 'INFO', source: 'USER', timestamp: new Date(world.now()).toISOString() },
  ]
  if (stage === 'running') return { status: 'IN_PROGRESS', logs, ...common }
  if (stage === 'canceled')
    return { status: 'COMPLETED', logs, metrics: {}, error: 'Request was cancelled', error_type: 'client_cancelled', ...common }
  const outcome = await job.outcome()
  const failure =
    outcome.kind === 'succeeded'
      ? {}
      : { error: outcome.message, error_type: outcome.kind === 'moderated' ? 'content_policy_violation' : outcome.type }
  return { status: 'COMPLETED', logs, metrics: { inference_time: 1.25 }, ...failure, ...common }
}

async function tellStatus(world: World, job: Job, logs: string | null): Promise<Answer> {
  const told = await statusOf(world, job)
  const status = logs === '1' || !('logs' in told) ? told : { ...told, logs: null }
  return jsonAnswer(status.status === 'COMPLETED' ? 200 : 202, status, { 'x-fal-request-id': job.id })
}

async function* stream(world: World, job: Job): AsyncGenerator<unknown> {
  for (;;) {
    const status = await statusOf(world, job)
    yield status
    if (status.status === 'COMPLETED') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The result, or the error that stands in its place. */
export async function tellResult(world: World, job: Job): Promise<Answer> {
  const headers = { 'x-fal-request-id': job.id }
  const stage = stageOf(job, world.now())
  if (stage === 'canceled') return jsonAnswer(499, { detail: 'Request was cancelled', error_type: 'client_cancelled' }, headers)
  if (stage !== 'done') return jsonAnswer(400, { detail: 'Request is still in progress' }, headers)
  if (job.faults.has('result-expired') || (job.resultGoneAt ?? Number.POSITIVE_INFINITY) <= world.now())
    return refuse('not-found', 'Request not found')
  const outcome = await job.outcome()
  if (outcome.kind === 'succeeded') {
    if (job.faults.has('no-media'))
      return jsonAnswer(422, { detail: [{ loc: ['body'], msg: 'No media was generated.', type: 'no_media_generated' }] }, headers)
    return { ...jsonAnswer(200, outcome.output, headers), ...(job.input['sync_mode'] === true ? { delivers: job.ledgerId } : {}) }
  }
  if (outcome.kind === 'moderated') {
    return jsonAnswer(
      422,
      { detail: [{ loc: ['body', 'prompt'], msg: outcome.message, type: 'content_policy_violation', input: job.input['prompt'] }] },
      headers,
    )
  }
  if (outcome.type === 'validation') return jsonAnswer(422, { detail: JSON.parse(outcome.message) }, headers)
  if (outcome.type === 'internal_server_error') {
    return jsonAnswer(
      500,
      { detail: outcome.message, error_type: 'runner_server_error' },
      { ...headers, 'x-fal-error-type': 'runner_server_error', 'x-fal-retryable': 'false' },
    )
  }
  return jsonAnswer(422, { detail: [{ loc: ['body', 'image_url'], msg: outcome.message, type: outcome.type }] }, headers)
}

async function cancel(world: World, job: Job): Promise<Answer> {
  const stage = stageOf(job, world.now())
  if (job.faults.has('cancel-too-late')) {
    job.state = 'finished'
    await job.outcome()
    return jsonAnswer(400, { status: 'ALREADY_COMPLETED' })
  }
  if (stage === 'done' || stage === 'canceled') return jsonAnswer(400, { status: 'ALREADY_COMPLETED' })
  if (job.faults.has('cancel-ignored')) return jsonAnswer(202, { status: 'CANCELLATION_REQUESTED' })
  cancelJob(world, job)
  return jsonAnswer(202, { status: 'CANCELLATION_REQUESTED' })
}
