import { setTimeout as sleep } from 'node:timers/promises'
import { videoOf } from '../compose/clip.ts'
import { sizeOf, upscaledPicture } from '../compose/picture.ts'
import { fitted } from '../compose/sizes.ts'
import type { MadeFile } from '../core/fresh-url.ts'
import { type Job, progressOf, stageOf } from '../core/jobs.ts'
import { loadPicture } from '../core/load-input.ts'
import { makePicture } from '../core/make-picture.ts'
import { fileRoute } from '../core/serve-file.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Refusal, type Service } from '../core/wire.ts'
import { acceptJob, cancelJob, seedFor, type World } from '../core/world.ts'
import { withBearer } from './bearer.ts'

type Input = Readonly<Record<string, unknown>>

const PREFIX = 'replicate'
/** Inputs, outputs and logs of predictions made over the API are removed after an hour. */
const KEPT_MS = 3_600_000

const PROBLEMS: Readonly<Record<Refusal, readonly [number, string, string]>> = {
  'bad-key': [401, 'Unauthenticated', 'You did not pass a valid authentication token'],
  'no-credit': [
    402,
    'Insufficient credit',
    'You have insufficient credit to run this model. Go to https://replicate.com/account/billing to purchase credit.',
  ],
  locked: [403, 'Forbidden', 'Your account has been suspended.'],
  'rate-limit': [429, 'Too many requests', 'Request was throttled. Your rate limit resets in ~30s.'],
  internal: [500, 'Internal server error', 'An unexpected error occurred.'],
  overloaded: [503, 'Service unavailable', 'The service is temporarily unavailable.'],
  'not-found': [404, 'Not found', 'The requested resource could not be found.'],
  retired: [404, 'Not found', 'The requested model is no longer available.'],
  'bad-request': [422, 'Input validation failed', 'The input is not valid.'],
}

function refuse(reason: Refusal, detail?: string): Answer {
  const [status, title, words] = PROBLEMS[reason]
  return jsonAnswer(status, { title, detail: detail ?? words, status })
}

/** Predictions, made and asked for; files. No webhooks here. */
export function replicateService(world: World): Service {
  const guard = (handle: Parameters<typeof withBearer>[2]) => withBearer(world, { provider: 'replicate', refuse }, handle)
  const find = (id: string): Job | undefined => {
    const job = world.jobs.get(id)
    return job?.provider !== 'replicate' || (job.faults.has('job-vanishes') && job.polls >= 1) ? undefined : job
  }
  const jobModel = ({ id }: Readonly<Record<string, string>>): string | null => world.jobs.get(id)?.model ?? null
  return {
    provider: 'replicate',
    prefix: PREFIX,
    refuse,
    routes: [
      {
        method: 'POST',
        path: /^(?:\/v1)?\/predictions$/,
        operation: 'create',
        modelOf: (_, exchange) => versionOf(exchange),
        handle: guard((exchange, _, key) => create(world, { exchange, key, model: versionOf(exchange) })),
      },
      {
        method: 'POST',
        path: /^(?:\/v1)?\/models\/(?<model>[^/]+\/[^/]+)\/predictions$/,
        operation: 'create',
        modelOf: ({ model }) => model,
        handle: guard((exchange, { model }, key) => create(world, { exchange, key, model })),
      },
      { method: 'GET', path: /^(?:\/v1)?\/predictions$/, operation: 'read', handle: guard(() => list(world)) },
      {
        method: 'GET',
        path: /^(?:\/v1)?\/predictions\/(?<id>[^/]+)$/,
        operation: 'poll',
        modelOf: jobModel,
        handle: guard(async (_, { id }) => {
          const job = find(id)
          if (job === undefined) return refuse('not-found')
          job.polls += 1
          return jsonAnswer(200, await predictionOf(world, job))
        }),
      },
      {
        method: 'POST',
        path: /^(?:\/v1)?\/predictions\/(?<id>[^/]+)\/cancel$/,
        operation: 'cancel',
        modelOf: jobModel,
        handle: guard(async (_, { id }) => {
          const job = find(id)
          return job === undefined ? refuse('not-found') : cancel(world, job)
        }),
      },
      { method: 'POST', path: /^(?:\/v1)?\/files$/, operation: 'upload', handle: guard((exchange) => takeFile(world, exchange)) },
      {
        method: 'GET',
        path: /^(?:\/v1)?\/account$/,
        operation: 'read',
        handle: guard(() => jsonAnswer(200, { type: 'user', username: 'emulated', name: 'Emulated Person' })),
      },
      fileRoute(world, PREFIX),
    ],
  }
}

function versionOf(exchange: Pick<Exchange, 'body'>): string {
  return String(jsonBody(exchange)?.['version'] ?? '')
}

async function create(
  world: World,
  { exchange, key, model }: { readonly exchange: Exchange; readonly key: string; readonly model: string },
): Promise<Answer> {
  const input = jsonBody(exchange)?.['input']
  if (!isRecord(input)) return refuse('bad-request', 'input: Expected an object')
  if (!/^([0-9a-f]{64}|[\w.-]+\/[\w.-]+(:[0-9a-f]{64})?)$/.test(model))
    return refuse('bad-request', "The specified version does not exist (or perhaps you don't have permission to use it?)")
  const seed = seedFor(world, exchange, input['seed'])
  const id = world.nextId('replicate').replaceAll('-', '').slice(0, 26)
  const job = acceptJob(world, { provider: 'replicate', model, key, exchange, input, id }, (ledgerId) =>
    output(world, { model, input, seed, ledgerId, isExpired: exchange.faults.job.has('url-expires') }),
  )
  const wait = /^wait(?:=(\d+))?$/.exec(exchange.headers['prefer'] ?? '')
  if (wait !== null && job.timeline.by === 'clock')
    await sleep(Math.min(Number(wait[1] ?? 60) * 1000, job.timeline.queueMs + job.timeline.runMs))
  return jsonAnswer(201, await predictionOf(world, job))
}

interface Work {
  readonly model: string
  readonly input: Input
  readonly seed: number
  readonly ledgerId: string
  readonly isExpired: boolean
}

/** One address; models are told apart by their names and by what they are given. */
async function output(world: World, { model, input, seed, ledgerId, isExpired }: Work): Promise<string> {
  const file = await makeFile(world, { model, input, seed })
  const expiresAt = isExpired ? 0 : world.now() + KEPT_MS
  return `${world.origin}${world.files.keep(PREFIX, { ...file, ledgerId, expiresAt })}`
}

const STABLE_VIDEO = '3f0457e4619daac51203dedb472816fd4af51f3149fa7a9e0b5ffcf1b8172438'
const PICTURES = ['input_image', 'image', 'human_img', 'first_frame_image', 'start_image', 'garm_img', 'image_input', 'input_images']

async function makeFile(world: World, { model, input, seed }: Pick<Work, 'model' | 'input' | 'seed'>): Promise<MadeFile> {
  const references = PICTURES.flatMap((name) => input[name] ?? [])
  if (model.endsWith(STABLE_VIDEO) || /video|i2v|kling|seedance|hailuo/.test(model)) {
    const frames = input['video_length'] === '14_frames_with_svd' ? 14 : 25
    const seconds =
      'video_length' in input || model.endsWith(STABLE_VIDEO)
        ? frames / Number(input['frames_per_second'] ?? 6)
        : Number(input['duration'] ?? 5)
    const still =
      references.length === 0
        ? await makePicture(world, { prompt: String(input['prompt'] ?? ''), references, seed, format: 'png' })
        : await loadPicture(world, references[0])
    return {
      mediaType: 'video/mp4',
      bytes: await videoOf({
        still,
        seconds,
        seed,
        ratio: String(input['aspect_ratio'] ?? ''),
        resolution: String(input['resolution'] ?? '480p'),
        maxSide: world.maxSide,
      }),
    }
  }
  if (/esrgan|upscale/.test(model)) {
    const base = await loadPicture(world, references[0])
    const size = await sizeOf(base)
    const factor = Number(input['scale'] ?? input['scale_factor'] ?? 2)
    return {
      mediaType: 'image/png',
      bytes: await upscaledPicture(base, fitted({ width: size.width * factor, height: size.height * factor }, world.maxSide), 'png'),
    }
  }
  const bytes = await makePicture(world, {
    prompt: String(input['prompt'] ?? ''),
    references,
    ratio: input['aspect_ratio'],
    seed,
    format: 'png',
  })
  return { mediaType: 'image/png', bytes }
}

async function predictionOf(world: World, job: Job): Promise<Input> {
  const url = `${world.origin}/replicate/v1/predictions/${job.id}`
  const stage = stageOf(job, world.now())
  const isOld = stage === 'done' && (job.faults.has('result-expired') || world.now() - job.createdAt > KEPT_MS)
  const common = {
    id: job.id,
    model: job.model,
    version: /^[0-9a-f]{64}$/.test(job.model) ? job.model : 'hidden',
    input: isOld ? {} : job.input,
    source: 'api',
    data_removed: isOld,
    created_at: new Date(job.createdAt).toISOString(),
    urls: { get: url, cancel: `${url}/cancel`, web: `https://replicate.com/p/${job.id}` },
  }
  const open = { ...common, output: null, error: null, metrics: {}, started_at: null, completed_at: null }
  if (job.faults.has('unknown-status') && job.polls >= 2) return { ...open, status: 'hibernating', logs: '' }
  if (stage === 'canceled') return { ...open, status: 'canceled', logs: '', completed_at: new Date(world.now()).toISOString() }
  if (stage === 'queued') return { ...open, status: 'starting', logs: '' }
  const percent = Math.round(100 * progressOf(job, world.now()))
  if (stage === 'running')
    return { ...open, status: 'processing', logs: ` ${percent}%|${'█'.repeat(percent / 10)}|`, started_at: common.created_at }
  const outcome = await job.outcome()
  const done = {
    ...open,
    started_at: common.created_at,
    completed_at: new Date(world.now()).toISOString(),
    logs: isOld ? '' : '100%|██████████|',
    metrics: { predict_time: 1.25, total_time: 2.5 },
  }
  if (outcome.kind === 'succeeded')
    return { ...done, status: 'succeeded', output: isOld || job.faults.has('no-media') ? null : outcome.output }
  const error = outcome.kind === 'moderated' ? 'NSFW content detected. Try running it again, or try a different prompt.' : outcome.message
  return { ...done, status: 'failed', error }
}

async function list(world: World): Promise<Answer> {
  const jobs = [...world.jobs.values()].filter(({ provider }) => provider === 'replicate').reverse()
  const results = await Promise.all(jobs.slice(0, 100).map((job) => predictionOf(world, job)))
  return jsonAnswer(200, { previous: null, next: null, results })
}

async function cancel(world: World, job: Job): Promise<Answer> {
  if (job.faults.has('cancel-too-late')) job.state = 'finished'
  else if (!job.faults.has('cancel-ignored') && stageOf(job, world.now()) !== 'done') cancelJob(world, job)
  return jsonAnswer(200, await predictionOf(world, job))
}

async function takeFile(world: World, { body, headers }: Exchange): Promise<Answer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } })
    .formData()
    .catch(() => undefined)
  const content = form?.get('content')
  if (!(content instanceof Blob)) return refuse('bad-request', 'content: This field is required')
  const bytes = Buffer.from(await content.arrayBuffer())
  const mediaType = content.type === '' ? 'application/octet-stream' : content.type
  const path = world.files.keep(PREFIX, { bytes, mediaType, expiresAt: world.now() + 24 * KEPT_MS })
  return jsonAnswer(201, {
    id: world.nextId('file'),
    name: 'content',
    content_type: mediaType,
    size: bytes.length,
    expires_at: new Date(world.now() + 24 * KEPT_MS).toISOString(),
    urls: { get: `${world.origin}${path}` },
  })
}
