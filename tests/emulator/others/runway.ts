import { videoOf } from '../compose/clip.ts'
import { createFreshUrls, type MadeFile } from '../core/fresh-url.ts'
import { type Job, progressOf, stageOf } from '../core/jobs.ts'
import { loadPicture } from '../core/load-input.ts'
import { makePicture, readSize } from '../core/make-picture.ts'
import { fileRoute } from '../core/serve-file.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Refusal, type Route, type Service } from '../core/wire.ts'
import { acceptJob, cancelJob, seedFor, type World } from '../core/world.ts'
import { withBearer } from './bearer.ts'
import { issuesOf } from './runway-rules.ts'

type Input = Readonly<Record<string, unknown>>

const PREFIX = 'runway'
const VERSION = '2024-11-06'
const DAY_MS = 86_400_000

const ERRORS: Readonly<Record<Refusal, readonly [number, string]>> = {
  'bad-key': [401, 'The API key you provided is not valid.'],
  'no-credit': [400, 'You do not have enough credits to run this task.'],
  locked: [403, 'Your organization is disabled.'],
  'rate-limit': [429, 'You have reached your daily generation limit.'],
  internal: [500, 'Internal server error'],
  overloaded: [503, 'The service is overloaded. Try again later.'],
  'not-found': [404, 'Not found'],
  retired: [400, 'Validation of body failed'],
  'bad-request': [400, 'Validation of body failed'],
}

function refuse(reason: Refusal, detail?: string): Answer {
  const [status, error] = ERRORS[reason]
  const issues =
    reason === 'retired'
      ? {
          issues: [{ path: ['model'], message: 'Invalid discriminator value', code: 'invalid_union_discriminator' }],
          docUrl: 'https://docs.dev.runwayml.com/api',
        }
      : {}
  return jsonAnswer(status, { error: detail ?? error, ...issues })
}

/** Tasks and uploads. Credits are dollars times a hundred. */
export function runwayService(world: World): Service {
  const guard: Guard = (handle) =>
    withBearer(world, { provider: 'runway', refuse }, (exchange, groups, key) =>
      exchange.headers['x-runway-version'] === VERSION
        ? handle(exchange, groups, key)
        : refuse('bad-request', `The X-Runway-Version header must be ${VERSION}`),
    )
  /** Files behind `runway://` names. */
  const uploads = new Map<string, string>()
  const organization = { tier: { maxMonthlyCreditSpend: 100_000, models: {} }, creditBalance: 50_000, usage: { models: {} } }
  return {
    provider: 'runway',
    prefix: PREFIX,
    refuse,
    routes: [
      {
        method: 'POST',
        path: /^(?:\/v1)?\/(?<kind>image_to_video|text_to_image|text_to_video)$/,
        operation: 'create',
        modelOf: (_, exchange) => String(jsonBody(exchange)?.['model'] ?? ''),
        handle: guard((exchange, { kind }, key) => create(world, { exchange, key, kind, uploads })),
      },
      ...taskRoutes(world, guard),
      {
        method: 'POST',
        path: /^(?:\/v1)?\/uploads$/,
        operation: 'upload',
        handle: guard((exchange) => begin(world, exchange, uploads)),
      },
      {
        method: 'POST',
        path: /^(?<file>\/files\/.+)$/,
        operation: 'upload',
        handle: (exchange, { file }) => takeFile(world, exchange, file),
      },
      { method: 'GET', path: /^(?:\/v1)?\/organization$/, operation: 'read', handle: guard(() => jsonAnswer(200, organization)) },
      fileRoute(world, PREFIX),
    ],
  }
}

type Guard = (handle: Parameters<typeof withBearer>[2]) => Route['handle']

function taskRoutes(world: World, guard: Guard): readonly Route[] {
  const freshUrl = createFreshUrls(world, PREFIX, DAY_MS)
  const find = (id: string): Job | undefined => {
    const job = world.jobs.get(id)
    return job?.provider !== 'runway' || (job.faults.has('job-vanishes') && job.polls >= 1) ? undefined : job
  }
  const path = /^(?:\/v1)?\/tasks\/(?<id>[^/]+)$/
  const modelOf: Route['modelOf'] = ({ id }) => world.jobs.get(id)?.model ?? null
  return [
    {
      method: 'GET',
      path,
      operation: 'poll',
      modelOf,
      handle: guard(async (_, { id }) => {
        const job = find(id)
        if (job === undefined) return refuse('not-found')
        job.polls += 1
        return jsonAnswer(200, await taskOf(world, job, freshUrl))
      }),
    },
    { method: 'DELETE', path, operation: 'cancel', modelOf, handle: guard((_, { id }) => remove(world, find(id))) },
  ]
}

interface Create {
  readonly exchange: Exchange
  readonly key: string
  readonly kind: string
  readonly uploads: ReadonlyMap<string, string>
}

function create(world: World, { exchange, key, kind, uploads }: Create): Answer {
  const input = jsonBody(exchange)
  const issues = issuesOf(kind, input)
  if (input === undefined || issues.length > 0)
    return jsonAnswer(400, { error: 'Validation of body failed', issues, docUrl: 'https://docs.dev.runwayml.com/api' })
  const model = String(input['model'])
  const seed = seedFor(world, exchange, input['seed'])
  const id = world.nextId('runway')
  acceptJob(world, { provider: 'runway', model, key, exchange, input, id }, () => makeFile(world, { kind, input, seed, uploads }))
  return jsonAnswer(200, { id, estimatedCost: { credits: creditsOf(world.prices.costOf('runway', model, input)) } })
}

async function makeFile(
  world: World,
  { kind, input, seed, uploads }: Pick<Create, 'kind' | 'uploads'> & { readonly input: Input; readonly seed: number },
): Promise<MadeFile> {
  const references = [input['promptImage'], input['referenceImages']].flat(1).flatMap((one) => (isRecord(one) ? one['uri'] : (one ?? [])))
  const resolved = references.map((reference) => uploads.get(String(reference)) ?? reference)
  const size = readSize(input['ratio']) ?? { width: 1280, height: 720 }
  const prompt = String(input['promptText'] ?? '')
  if (kind === 'text_to_image')
    return { mediaType: 'image/png', bytes: await makePicture(world, { prompt, references: resolved, size, seed, format: 'png' }) }
  const still =
    resolved.length === 0
      ? await makePicture(world, { prompt, references: [], size, seed, format: 'png' })
      : await loadPicture(world, resolved[0])
  const bytes = await videoOf({
    still,
    seconds: Number(input['duration'] ?? 5),
    seed,
    ratio: `${size.width}:${size.height}`,
    resolution: `${Math.min(size.width, size.height)}p`,
    maxSide: world.maxSide,
  })
  return { mediaType: 'video/mp4', bytes }
}

async function taskOf(world: World, job: Job, freshUrl: (job: Job, file: MadeFile) => string): Promise<Input> {
  const common = { id: job.id, createdAt: new Date(job.createdAt).toISOString() }
  const stage = stageOf(job, world.now())
  if (job.faults.has('unknown-status') && job.polls >= 2) return { ...common, status: 'PREEMPTED' }
  if (stage === 'queued') return { ...common, status: job.polls === 1 ? 'PENDING' : 'THROTTLED' }
  if (stage === 'running') return { ...common, status: 'RUNNING', progress: progressOf(job, world.now()) }
  if (stage === 'canceled') return { ...common, status: 'CANCELLED', cost: { credits: 0 } }
  const outcome = await job.outcome()
  if (outcome.kind === 'succeeded') {
    const cost = { credits: creditsOf(world.prices.costOf('runway', job.model, job.input)) }
    return { ...common, status: 'SUCCEEDED', output: job.faults.has('no-media') ? [] : [freshUrl(job, outcome.output as MadeFile)], cost }
  }
  const failureCode =
    outcome.kind === 'moderated'
      ? 'SAFETY.INPUT.TEXT'
      : outcome.type === 'internal_server_error'
        ? 'INTERNAL.BAD_OUTPUT.CODE01'
        : 'ASSET.INVALID'
  return { ...common, status: 'FAILED', failure: outcome.message, failureCode, cost: { credits: 0 } }
}

/** Stops a task; a finished one is deleted with what it made. */
async function remove(world: World, job: Job | undefined): Promise<Answer> {
  if (job === undefined) return refuse('not-found')
  if (job.faults.has('cancel-too-late')) {
    job.state = 'finished'
    await job.outcome()
  }
  if (stageOf(job, world.now()) === 'done') world.jobs.delete(job.id)
  else if (!job.faults.has('cancel-ignored')) cancelJob(world, job)
  return { status: 204 }
}

function begin(world: World, exchange: Exchange, uploads: Map<string, string>): Answer {
  const name = jsonBody(exchange)?.['filename']
  if (typeof name !== 'string') return refuse('bad-request')
  const url = `${world.origin}${world.files.reserve(PREFIX, name)}`
  const runwayUri = `runway://${world.nextId('upload')}`
  uploads.set(runwayUri, url)
  return jsonAnswer(200, { uploadUrl: url, fields: { key: name, policy: 'emulated' }, runwayUri })
}

async function takeFile(world: World, { body, headers }: Exchange, file: string): Promise<Answer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } })
    .formData()
    .catch(() => undefined)
  const content = form?.get('file')
  if (form?.get('policy') !== 'emulated' || !(content instanceof Blob))
    return { status: 403, bytes: Buffer.from('<Error><Code>AccessDenied</Code></Error>'), headers: { 'content-type': 'application/xml' } }
  return world.files.put(`/${PREFIX}${file}`, Buffer.from(await content.arrayBuffer()), content.type)
    ? { status: 204 }
    : refuse('not-found')
}

function creditsOf(micros: number): number {
  return micros / 10_000
}
