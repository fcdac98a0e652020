import { stillOf, videoOf } from '../compose/clip.ts'
import { SIDES } from '../compose/sizes.ts'
import type { MadeFile } from '../core/fresh-url.ts'
import { type Job, stageOf } from '../core/jobs.ts'
import { loadPicture } from '../core/load-input.ts'
import { makePicture } from '../core/make-picture.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Route } from '../core/wire.ts'
import { acceptJob, cancelJob, seedFor, type World } from '../core/world.ts'
import { withGoogleKey } from './access.ts'
import { refusalOfModel } from './models.ts'
import { refuse } from './refuse.ts'

type Json = Readonly<Record<string, unknown>>

const PATH = '^/v1(?:beta|alpha)?/interactions'
const DAY_MS = 86_400_000

/** Interactions: videos and pictures that are worked on in the background, found again by their id. */
export function interactionRoutes(world: World): readonly Route[] {
  const modelOf = ({ id }: Readonly<Record<string, string>>): string | null => world.jobs.get(id)?.model ?? null
  const find = (id: string): Job | undefined => {
    const job = world.jobs.get(id)
    return job?.provider !== 'google' || (job.faults.has('job-vanishes') && job.polls >= 1) ? undefined : job
  }
  return [
    {
      method: 'POST',
      path: new RegExp(`${PATH}$`),
      operation: 'create',
      modelOf: (_, exchange) => String(jsonBody(exchange)?.['model'] ?? ''),
      handle: withGoogleKey(world, (exchange, _, key) => create(world, exchange, key)),
    },
    {
      method: 'GET',
      path: new RegExp(`${PATH}/(?<id>[^/]+)$`),
      operation: 'poll',
      modelOf,
      handle: withGoogleKey(world, (_, { id }) => {
        const job = find(id)
        if (job === undefined) return refuse('not-found')
        job.polls += 1
        return tell(world, job)
      }),
    },
    {
      method: 'POST',
      path: new RegExp(`${PATH}/(?<id>[^/]+)/cancel$`),
      operation: 'cancel',
      modelOf,
      handle: withGoogleKey(world, (_, { id }) => {
        const job = find(id)
        if (job === undefined) return refuse('not-found')
        if (job.input['background'] !== true) return refuse('bad-request', 'Only background interactions can be cancelled.')
        if (job.faults.has('cancel-too-late')) job.state = 'finished'
        else if (!job.faults.has('cancel-ignored') && stageOf(job, world.now()) !== 'done') cancelJob(world, job)
        return tell(world, job)
      }),
    },
    {
      method: 'DELETE',
      path: new RegExp(`${PATH}/(?<id>[^/]+)$`),
      operation: 'cancel',
      modelOf,
      handle: withGoogleKey(world, (_, { id }) => (world.jobs.delete(id) ? jsonAnswer(200, {}) : refuse('not-found'))),
    },
  ]
}

async function create(world: World, exchange: Exchange, key: string): Promise<Answer> {
  const body = jsonBody(exchange)
  const model = String(body?.['model'] ?? '')
  const gone = refusalOfModel(model)
  if (gone !== undefined) return gone
  if (body === undefined || body['input'] === undefined) return refuse('bad-request', 'input is required')
  const format = isRecord(body['response_format']) ? body['response_format'] : {}
  const seed = seedFor(world, exchange, undefined)
  const id = world.nextId('interaction')
  const input = { ...body, ...format, imageSize: format['image_size'] }
  const job = acceptJob(world, { provider: 'google', model, key, exchange, input, id }, () => makeFile(world, { body, format, seed }))
  // What is not worked on in the background is answered when it is done.
  if (body['background'] !== true) job.state = 'finished'
  return tell(world, job)
}

async function makeFile(
  world: World,
  { body, format, seed }: { readonly body: Json; readonly format: Json; readonly seed: number },
): Promise<MadeFile> {
  const content = Array.isArray(body['input']) ? body['input'].filter(isRecord) : []
  const nested = content.flatMap((step) => (Array.isArray(step['content']) ? step['content'].filter(isRecord) : [step]))
  const prompt =
    typeof body['input'] === 'string' ? body['input'] : nested.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('\n')
  const references = nested.flatMap(({ type, data, uri, mime_type }) =>
    type !== 'image' ? [] : typeof data === 'string' ? [`data:${String(mime_type)};base64,${data}`] : [uri],
  )
  if (format['type'] !== 'video') {
    const bytes = await makePicture(world, {
      prompt,
      references,
      ratio: format['aspect_ratio'],
      side: SIDES[String(format['image_size'] ?? '1K')] ?? 1024,
      seed,
      format: 'jpeg',
    })
    return { bytes, mediaType: 'image/jpeg' }
  }
  const still = references.length === 0 ? await stillOf(prompt, seed) : await loadPicture(world, references[0])
  const ratio = String(format['aspect_ratio'] ?? '16:9')
  const bytes = await videoOf({
    still,
    seconds: Number.parseFloat(String(format['duration'] ?? '5')) || 5,
    seed,
    ratio,
    resolution: String(format['resolution'] ?? '720p'),
    maxSide: world.maxSide,
  })
  return { bytes, mediaType: 'video/mp4' }
}

async function tell(world: World, job: Job): Promise<Answer> {
  const common = {
    id: job.id,
    object: 'interaction',
    model: job.model,
    created: new Date(job.createdAt).toISOString(),
    updated: new Date(world.now()).toISOString(),
    role: 'model',
  }
  if (job.faults.has('unknown-status') && job.polls >= 2) return jsonAnswer(200, { ...common, status: 'suspended', steps: [] })
  const stage = stageOf(job, world.now())
  if (stage === 'canceled') return jsonAnswer(200, { ...common, status: 'cancelled', steps: [] })
  if (stage !== 'done') return jsonAnswer(200, { ...common, status: stage === 'queued' ? 'queued' : 'in_progress', steps: [] })
  if (job.faults.has('result-expired')) return refuse('not-found')
  const outcome = await job.outcome()
  if (outcome.kind !== 'succeeded') {
    const code = outcome.kind === 'moderated' ? 'SAFETY' : 'INTERNAL'
    return jsonAnswer(200, { ...common, status: 'failed', steps: [], errors: [{ code, message: outcome.message }] })
  }
  const usage = { total_input_tokens: 278, total_output_tokens: 1290, total_tokens: 1568 }
  if (job.faults.has('no-media'))
    return jsonAnswer(200, {
      ...common,
      status: 'completed',
      steps: [{ type: 'model_output', content: [{ type: 'text', text: 'I can help with that.' }] }],
      usage,
    })
  const { content, delivers } = contentOf(world, job, outcome.output as MadeFile)
  return {
    ...jsonAnswer(200, { ...common, status: 'completed', steps: [{ type: 'model_output', content: [content] }], usage }),
    ...delivers,
  }
}

/** The file inside of the answer, or its address where that was asked for. */
function contentOf(world: World, job: Job, { bytes, mediaType }: MadeFile): { readonly content: object; readonly delivers: object } {
  const type = mediaType.startsWith('video') ? 'video' : 'image'
  if (job.input['delivery'] !== 'uri')
    return { content: { type, mime_type: mediaType, data: bytes.toString('base64') }, delivers: { delivers: job.ledgerId } }
  const expiresAt = job.faults.has('url-expires') ? 0 : world.now() + DAY_MS
  const path = world.files.keep('google', { bytes, mediaType, ledgerId: job.ledgerId, expiresAt })
  return { content: { type, mime_type: mediaType, uri: `${world.origin}${path}` }, delivers: {} }
}
