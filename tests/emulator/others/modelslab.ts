import { videoOf } from '../compose/clip.ts'
import { type Job, stageOf } from '../core/jobs.ts'
import { loadPicture } from '../core/load-input.ts'
import { makePicture } from '../core/make-picture.ts'
import { fileRoute } from '../core/serve-file.ts'
import { type Answer, type Exchange, type Groups, jsonAnswer, jsonBody, type Refusal, type Service } from '../core/wire.ts'
import { acceptJob, isAcceptedKey, seedFor, type World } from '../core/world.ts'

type Body = Readonly<Record<string, unknown>>

const PREFIX = 'modelslab'
const DAY_MS = 86_400_000

const ERRORS: Readonly<Record<Refusal, readonly [number, string]>> = {
  // Seen with 200 as often as not; a client that trusts the status alone takes it for success.
  'bad-key': [200, 'Invalid API Key, Please check your API key'],
  'no-credit': [402, 'You have exhausted your credits. Please top up your wallet.'],
  locked: [403, 'Your account is suspended.'],
  'rate-limit': [429, 'Too many requests. You have reached the limit of queued requests of your plan.'],
  internal: [500, 'Something went wrong on our side.'],
  overloaded: [503, 'Servers are overloaded, try again later.'],
  'not-found': [404, 'Not found'],
  retired: [200, 'Invalid Model Id, or the model is not available any more'],
  'bad-request': [200, 'The request is not valid'],
}

function refuse(reason: Refusal, detail?: string): Answer {
  const [status, message] = ERRORS[reason]
  // Both spellings are on the wire.
  return jsonAnswer(status, {
    status: 'error',
    [reason === 'bad-key' ? 'messege' : 'message']: detail ?? message,
    ...(reason === 'rate-limit' ? { retry_after: 30 } : {}),
  })
}

/** Creates and fetches; the key is in the body. */
export function modelslabService(world: World): Service {
  const guard =
    (handle: (exchange: Exchange, groups: Groups, body: Body) => Answer | Promise<Answer>) =>
    (exchange: Exchange, groups: Groups): Answer | Promise<Answer> => {
      const body = jsonBody(exchange)
      const key = body?.['key']
      return body !== undefined && typeof key === 'string' && isAcceptedKey(world, 'modelslab', key)
        ? handle(exchange, groups, body)
        : refuse('bad-key')
    }
  return {
    provider: 'modelslab',
    prefix: PREFIX,
    refuse,
    routes: [
      {
        method: 'POST',
        path: /^(?:\/api)?\/v[67](?:\/image_editing)?\/base64_to_url$/,
        operation: 'upload',
        handle: guard((_, __, body) => takeBase64(world, body)),
      },
      {
        method: 'POST',
        path: /^(?:\/api)?\/v[67]\/(?:images|image_editing|video|video-fusion)\/fetch(?:\/(?<id>[^/]+))?$/,
        operation: 'poll',
        modelOf: ({ id }) => world.jobs.get(id)?.model ?? null,
        handle: guard((_, { id }, body) => fetchJob(world, id ?? String(body['id'] ?? body['request_id'] ?? ''))),
      },
      {
        method: 'POST',
        path: /^(?:\/api)?\/v[67]\/(?<kind>images\/text-to-image|images\/image-to-image|image_editing\/fashion|video-fusion\/image-to-video)$/,
        operation: 'create',
        modelOf: ({ kind }, exchange) => modelOf(kind, jsonBody(exchange) ?? {}),
        handle: guard((exchange, { kind }, body) => create(world, { exchange, kind, body })),
      },
      fileRoute(world, PREFIX),
    ],
  }
}

function modelOf(kind: string, body: Body): string {
  return kind === 'image_editing/fashion' ? 'fashion' : String(body['model_id'] ?? '')
}

async function create(
  world: World,
  { exchange, kind, body }: { readonly exchange: Exchange; readonly kind: string; readonly body: Body },
): Promise<Answer> {
  const model = modelOf(kind, body)
  if (model === '') return refuse('bad-request', 'The model_id field is required.')
  const references = [body['init_image'], body['cloth_image']].flat(1).filter((one) => typeof one === 'string')
  if (!kind.endsWith('text-to-image') && references.length === 0) return refuse('bad-request', 'The init_image field is required.')
  if (references.some((reference) => !/^https?:/.test(reference))) return refuse('bad-request', 'The init_image must be a valid URL.')
  const seed = seedFor(world, exchange, body['seed'])
  const { key, ...input } = body
  const id = String(1_000_000 + Number.parseInt(world.nextId('modelslab').slice(0, 6), 16))
  const job = acceptJob(world, { provider: 'modelslab', model, key: String(key), exchange, input, id }, async (ledgerId) => {
    const isVideo = kind.startsWith('video')
    const expiresAt = exchange.faults.job.has('url-expires') ? 0 : world.now() + DAY_MS
    const bytes = isVideo
      ? await videoOf({
          still: await loadPicture(world, references[0]),
          seconds: Number(body['duration'] ?? 5),
          seed,
          ratio: String(body['aspect_ratio'] ?? ''),
          resolution: String(body['resolution'] ?? '480p'),
          maxSide: world.maxSide,
        })
      : await makePicture(world, { prompt: String(body['prompt'] ?? ''), references, ratio: body['aspect_ratio'], seed, format: 'png' })
    return `${world.origin}${world.files.keep(PREFIX, { bytes, mediaType: isVideo ? 'video/mp4' : 'image/png', ledgerId, expiresAt })}`
  })
  return tell(world, job)
}

function fetchJob(world: World, id: string): Answer | Promise<Answer> {
  const job = world.jobs.get(id)
  if (job?.provider !== 'modelslab' || (job.faults.has('job-vanishes') && job.polls >= 1))
    return jsonAnswer(200, { status: 'error', message: 'Request not found' })
  job.polls += 1
  return tell(world, job)
}

async function tell(world: World, job: Job): Promise<Answer> {
  const common = { id: Number(job.id), ...(job.input['track_id'] === undefined ? {} : { track_id: job.input['track_id'] }) }
  const stage = stageOf(job, world.now())
  if (job.faults.has('unknown-status') && job.polls >= 2) return jsonAnswer(200, { ...common, status: 'parked', output: [] })
  if (stage !== 'done') {
    const family = /video|i2v/.test(job.model) ? 'v7/video-fusion' : 'v7/images'
    return jsonAnswer(200, {
      ...common,
      status: 'processing',
      eta: 10,
      message: 'Try to fetch request after seconds estimated',
      tip: '',
      fetch_result: `${world.origin}/modelslab/api/${family}/fetch/${job.id}`,
      output: [],
      meta: {},
    })
  }
  if (job.faults.has('result-expired')) return jsonAnswer(200, { status: 'error', message: 'Request not found' })
  const outcome = await job.outcome()
  if (outcome.kind === 'succeeded')
    return jsonAnswer(200, {
      ...common,
      status: 'success',
      generationTime: 1.25,
      output: job.faults.has('no-media') ? [] : [outcome.output],
      proxy_links: [],
      meta: {},
    })
  if (outcome.kind === 'moderated') return jsonAnswer(200, { ...common, status: 'error', message: 'nsfw_content_detected' })
  return jsonAnswer(200, { ...common, status: 'failed', messege: outcome.message })
}

function takeBase64(world: World, body: Body): Answer {
  const data = /^(?:data:(?<type>[^;,]+);base64,)?(?<base64>[\w+/=\s]+)$/.exec(
    String(body['init_image'] ?? body['base64_string'] ?? ''),
  )?.groups
  if (data === undefined) return refuse('bad-request', 'The init_image field must be base64.')
  const path = world.files.keep(PREFIX, {
    bytes: Buffer.from(data['base64'], 'base64'),
    mediaType: data['type'] ?? 'image/png',
    expiresAt: world.now() + DAY_MS,
  })
  return jsonAnswer(200, { status: 'success', output: [`${world.origin}${path}`] })
}
