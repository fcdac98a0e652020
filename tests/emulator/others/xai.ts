import { chargeFor } from '../charges.ts'
import { videoOf } from '../compose/clip.ts'
import { SIDES } from '../compose/sizes.ts'
import { createFreshUrls, type MadeFile } from '../core/fresh-url.ts'
import { type Job, progressOf, stageOf } from '../core/jobs.ts'
import { loadPicture } from '../core/load-input.ts'
import { makePicture } from '../core/make-picture.ts'
import { fileRoute } from '../core/serve-file.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Refusal, type Service } from '../core/wire.ts'
import { acceptJob, acceptNow, seedFor, WorkError, type World } from '../core/world.ts'
import { withBearer } from './bearer.ts'

type Input = Readonly<Record<string, unknown>>

const PREFIX = 'xai'
const HOUR_MS = 3_600_000
const IMAGE_MODELS = ['grok-imagine-image', 'grok-imagine-image-quality']
const VIDEO_MODELS = ['grok-imagine-video', 'grok-imagine-video-1.5']
/** Units of `cost_in_usd_ticks` in a millionth of a dollar: 1e-10 USD each [recollection]. */
const TICKS_PER_MICRO = 10_000

const ERRORS: Readonly<Record<Refusal, readonly [number, string, string]>> = {
  'bad-key': [
    400,
    'Client specified an invalid argument',
    'Incorrect API key provided. You can obtain an API key from https://console.x.ai.',
  ],
  'no-credit': [
    403,
    'The caller does not have permission to execute the specified operation',
    'Your team has used all of its available credits.',
  ],
  locked: [403, 'The caller does not have permission to execute the specified operation', 'Your team is blocked.'],
  'rate-limit': [429, 'Some resource has been exhausted', 'Too many requests for this model.'],
  internal: [500, 'Internal error', 'Internal error'],
  overloaded: [503, 'The service is currently unavailable', 'Service temporarily unavailable.'],
  'not-found': [404, 'Some requested entity was not found', 'Not found'],
  retired: [404, 'Some requested entity was not found', 'The model does not exist or your team does not have access to it.'],
  'bad-request': [422, 'Client specified an invalid argument', 'The request is not valid.'],
}

function refuse(reason: Refusal, detail?: string): Answer {
  const [status, code, error] = ERRORS[reason]
  return jsonAnswer(status, { code, error: detail ?? error })
}

/** Pictures at once, videos to be asked for. */
export function xaiService(world: World): Service {
  const guard = (handle: Parameters<typeof withBearer>[2]) => withBearer(world, { provider: 'xai', refuse }, handle)
  const modelOf = (_: unknown, exchange: Pick<Exchange, 'body'>): string => String(jsonBody(exchange)?.['model'] ?? '')
  const freshUrl = createFreshUrls(world, PREFIX, HOUR_MS)
  return {
    provider: 'xai',
    prefix: PREFIX,
    refuse,
    routes: [
      {
        method: 'POST',
        path: /^(?:\/v1)?\/images\/(generations|edits)$/,
        operation: 'create',
        modelOf,
        handle: guard((exchange, _, key) => createImages(world, exchange, key)),
      },
      {
        method: 'POST',
        path: /^(?:\/v1)?\/videos\/(generations|edits|extensions)$/,
        operation: 'create',
        modelOf,
        handle: guard((exchange, _, key) => createVideo(world, exchange, key)),
      },
      {
        method: 'GET',
        path: /^(?:\/v1)?\/videos\/(?<id>[^/]+)$/,
        operation: 'poll',
        modelOf: ({ id }) => world.jobs.get(id)?.model ?? null,
        handle: guard((_, { id }) => {
          const job = world.jobs.get(id)
          if (job?.provider !== 'xai' || (job.faults.has('job-vanishes') && job.polls >= 1)) return refuse('not-found')
          job.polls += 1
          return tellVideo(world, job, freshUrl)
        }),
      },
      {
        method: 'GET',
        path: /^(?:\/v1)?\/models$/,
        operation: 'read',
        handle: guard(() =>
          jsonAnswer(200, {
            object: 'list',
            data: [...IMAGE_MODELS, ...VIDEO_MODELS].map((id) => ({ id, object: 'model', owned_by: 'xai' })),
          }),
        ),
      },
      {
        method: 'GET',
        path: /^(?:\/v1)?\/api-key$/,
        operation: 'read',
        handle: guard(() => jsonAnswer(200, { name: 'Emulated', api_key_blocked: false, api_key_disabled: false, team_blocked: false })),
      },
      fileRoute(world, PREFIX),
    ],
  }
}

function picturesOf(input: Input): readonly unknown[] {
  return [input['image'], input['images'], input['reference_images']].flat(1).flatMap((one) => (isRecord(one) ? (one['url'] ?? []) : []))
}

async function createImages(world: World, exchange: Exchange, key: string): Promise<Answer> {
  const input = jsonBody(exchange)
  const model = String(input?.['model'] ?? '')
  if (input === undefined || typeof input['prompt'] !== 'string') return refuse('bad-request', 'prompt is required')
  if (!IMAGE_MODELS.includes(model)) return refuse('retired')
  const ledgerId = acceptNow(world, { provider: 'xai', model, key, exchange, input })
  const cost = world.prices.costOf('xai', model, input)
  const finish = (kind: 'succeeded' | 'failed' | 'moderated'): void => world.ledger.finish(ledgerId, kind, chargeFor('xai', { kind }, cost))
  const { job: faults } = exchange.faults
  const usage = { cost_in_usd_ticks: cost * TICKS_PER_MICRO }
  if (faults.has('moderated')) {
    finish('moderated')
    return jsonAnswer(200, { data: [{ url: null, revised_prompt: '', respect_moderation: false }], usage })
  }
  if (faults.has('job-fails')) {
    finish('failed')
    return refuse('internal')
  }
  try {
    const data = faults.has('no-media') ? [] : await makeAll(world, { input, exchange, ledgerId })
    finish('succeeded')
    return { ...jsonAnswer(200, { data, usage }), ...(input['response_format'] === 'b64_json' ? { delivers: ledgerId } : {}) }
  } catch (thrown) {
    if (!(thrown instanceof WorkError)) throw thrown
    finish('failed')
    return refuse('bad-request', thrown.message)
  }
}

async function makeAll(
  world: World,
  { input, exchange, ledgerId }: { readonly input: Input; readonly exchange: Exchange; readonly ledgerId: string },
): Promise<readonly object[]> {
  const seed = seedFor(world, exchange, undefined)
  const data: object[] = []
  for (let index = 0; index < Math.min(10, Number(input['n'] ?? 1)); index += 1) {
    const bytes = await makePicture(world, {
      prompt: String(input['prompt']),
      references: picturesOf(input),
      ratio: input['aspect_ratio'],
      side: SIDES[String(input['resolution'])] ?? 1024,
      seed: seed + index,
      format: 'jpeg',
    })
    const common = { revised_prompt: input['prompt'], respect_moderation: true }
    if (input['response_format'] === 'b64_json') data.push({ b64_json: bytes.toString('base64'), ...common })
    else
      data.push({
        url: `${world.origin}${world.files.keep(PREFIX, { bytes, mediaType: 'image/jpeg', ledgerId, expiresAt: exchange.faults.job.has('url-expires') ? 0 : world.now() + HOUR_MS })}`,
        ...common,
      })
  }
  return data
}

function createVideo(world: World, exchange: Exchange, key: string): Answer {
  const input = jsonBody(exchange)
  const model = String(input?.['model'] ?? '')
  if (input === undefined || typeof input['prompt'] !== 'string') return refuse('bad-request', 'prompt is required')
  if (!VIDEO_MODELS.includes(model)) return refuse('retired')
  if (input['resolution'] === '1080p' && model !== 'grok-imagine-video-1.5')
    return refuse('bad-request', 'resolution 1080p is not supported by this model')
  const seed = seedFor(world, exchange, undefined)
  const id = world.nextId('xai')
  acceptJob(world, { provider: 'xai', model, key, exchange, input, id }, async (): Promise<MadeFile> => {
    const [reference] = picturesOf(input)
    const still =
      reference === undefined
        ? await makePicture(world, {
            prompt: String(input['prompt']),
            references: [],
            ratio: input['aspect_ratio'] ?? '16:9',
            seed,
            format: 'png',
          })
        : await loadPicture(world, reference)
    const bytes = await videoOf({
      still,
      seconds: Number(input['duration'] ?? 5),
      seed,
      ratio: String(input['aspect_ratio'] ?? ''),
      resolution: String(input['resolution'] ?? '480p'),
      maxSide: world.maxSide,
    })
    return { bytes, mediaType: 'video/mp4' }
  })
  return jsonAnswer(200, { request_id: id })
}

async function tellVideo(world: World, job: Job, freshUrl: (job: Job, file: MadeFile) => string): Promise<Answer> {
  const stage = stageOf(job, world.now())
  if (job.faults.has('unknown-status') && job.polls >= 2) return jsonAnswer(200, { status: 'deferred' })
  // While it waits the body may be empty.
  if (stage === 'queued') return { status: 202 }
  if (stage !== 'done') return jsonAnswer(202, { status: 'pending', progress: Math.round(100 * progressOf(job, world.now())) })
  const outcome = await job.outcome()
  if (job.faults.has('result-expired')) return jsonAnswer(200, { status: 'expired' })
  if (outcome.kind === 'failed') return jsonAnswer(200, { status: 'failed', error: { code: 'internal_error', message: outcome.message } })
  const usage = { cost_in_usd_ticks: world.prices.costOf('xai', job.model, job.input) * TICKS_PER_MICRO }
  if (outcome.kind === 'moderated')
    return jsonAnswer(200, { status: 'done', video: { url: null, duration: 0, respect_moderation: false }, model: job.model, usage })
  const url = job.faults.has('no-media') ? null : freshUrl(job, outcome.output as MadeFile)
  return jsonAnswer(200, {
    status: 'done',
    video: { url, duration: Number(job.input['duration'] ?? 5), respect_moderation: true },
    model: job.model,
    usage,
  })
}
