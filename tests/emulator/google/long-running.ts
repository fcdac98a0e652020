import { stillOf, videoOf } from '../compose/clip.ts'
import { stageOf } from '../core/jobs.ts'
import { loadPicture } from '../core/load-input.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Route } from '../core/wire.ts'
import { acceptJob, seedFor, type World } from '../core/world.ts'
import { withGoogleKey } from './access.ts'
import { refuse } from './refuse.ts'

/** Veo's operations, as they were until the models were shut down: only a model named `veo-emulated` is still there. */
export function longRunningRoutes(world: World): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/v1(?:beta|alpha)?\/models\/(?<model>[^/:]+):predictLongRunning$/,
      operation: 'create',
      modelOf: ({ model }) => model,
      handle: withGoogleKey(world, (exchange, { model }, key) => create(world, { exchange, model, key })),
    },
    {
      method: 'GET',
      path: /^\/v1(?:beta|alpha)?\/(?<name>models\/[^/]+\/operations\/(?<id>[^/]+))$/,
      operation: 'poll',
      modelOf: ({ id }) => world.jobs.get(id)?.model ?? null,
      handle: withGoogleKey(world, (_, { name, id }) => tell(world, name, id)),
    },
  ]
}

function create(
  world: World,
  { exchange, model, key }: { readonly exchange: Exchange; readonly model: string; readonly key: string },
): Answer {
  if (model !== 'veo-emulated')
    return refuse('retired', `models/${model} is no longer available. Please update your code to use a newer model.`)
  const body = jsonBody(exchange)
  const [instance] = Array.isArray(body?.['instances']) ? body['instances'].filter(isRecord) : []
  if (instance === undefined) return refuse('bad-request', 'instances is required')
  const parameters = isRecord(body?.['parameters']) ? body['parameters'] : {}
  const { image } = instance
  const id = world.nextId('operation')
  const seed = seedFor(world, exchange, parameters['seed'])
  acceptJob(world, { provider: 'google', model, key, exchange, input: parameters, id }, async (ledgerId) => {
    const still = isRecord(image)
      ? await loadPicture(world, image['bytesBase64Encoded'])
      : await stillOf(String(instance['prompt'] ?? ''), seed)
    const bytes = await videoOf({
      still,
      seconds: Number(parameters['durationSeconds'] ?? 8),
      seed,
      ratio: String(parameters['aspectRatio'] ?? '16:9'),
      resolution: String(parameters['resolution'] ?? '720p'),
      maxSide: world.maxSide,
    })
    return `${world.origin}${world.files.keep('google', { bytes, mediaType: 'video/mp4', ledgerId })}`
  })
  return jsonAnswer(200, { name: `models/${model}/operations/${id}` })
}

async function tell(world: World, name: string, id: string): Promise<Answer> {
  const job = world.jobs.get(id)
  if (job === undefined) return refuse('not-found')
  job.polls += 1
  if (stageOf(job, world.now()) !== 'done') return jsonAnswer(200, { name })
  const outcome = await job.outcome()
  if (outcome.kind === 'failed') return jsonAnswer(200, { name, done: true, error: { code: 13, message: outcome.message } })
  const blocked = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['The video was filtered out because it violated a policy.'] }
  const generateVideoResponse = outcome.kind === 'moderated' ? blocked : { generatedSamples: [{ video: { uri: outcome.output } }] }
  return jsonAnswer(200, {
    name,
    done: true,
    response: { '@type': 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse', generateVideoResponse },
  })
}
