import { chargeFor } from '../charges.ts'
import { makePicture } from '../core/make-picture.ts'
import { fileRoute } from '../core/serve-file.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Refusal, type Service } from '../core/wire.ts'
import { acceptNow, seedFor, WorkError, type World } from '../core/world.ts'
import { withBearer } from './bearer.ts'

const PREFIX = 'together'
const HOUR_MS = 3_600_000

const ERRORS: Readonly<Record<Refusal, readonly [number, string, string]>> = {
  'bad-key': [401, 'invalid_request_error', 'Invalid API key provided.'],
  'no-credit': [402, 'credit_limit', 'Credit limit exceeded, please navigate to https://api.together.ai/settings/billing to upgrade.'],
  locked: [403, 'access_denied', 'Your account is disabled.'],
  'rate-limit': [429, 'rate_limit', 'You have reached the rate limit for this model.'],
  internal: [500, 'server_error', 'Internal server error'],
  overloaded: [503, 'service_unavailable', 'The server is currently overloaded with other requests.'],
  'not-found': [404, 'invalid_request_error', 'Not found'],
  retired: [404, 'invalid_request_error', 'Unable to access model. The model is no longer available.'],
  'bad-request': [422, 'invalid_request_error', 'The request is not valid.'],
}

function refuse(reason: Refusal, detail?: string): Answer {
  const [status, type, message] = ERRORS[reason]
  return jsonAnswer(status, {
    id: 'emulated',
    error: { message: detail ?? message, type, param: null, code: reason === 'bad-key' ? 'invalid_api_key' : null },
  })
}

/** Pictures, answered at once. The codes of errors are guessed; the shape is what the SDK reads. */
export function togetherService(world: World): Service {
  const guard = (handle: Parameters<typeof withBearer>[2]) => withBearer(world, { provider: 'together', refuse }, handle)
  return {
    provider: 'together',
    prefix: PREFIX,
    refuse,
    routes: [
      {
        method: 'POST',
        path: /^(?:\/v1)?\/images\/generations$/,
        operation: 'create',
        modelOf: (_, exchange) => String(jsonBody(exchange)?.['model'] ?? ''),
        handle: guard((exchange, _, key) => generate(world, exchange, key)),
      },
      {
        method: 'GET',
        path: /^(?:\/v1)?\/models$/,
        operation: 'read',
        handle: guard(() => jsonAnswer(200, [{ id: 'black-forest-labs/FLUX.1-schnell', object: 'model', type: 'image' }])),
      },
      fileRoute(world, PREFIX),
    ],
  }
}

async function generate(world: World, exchange: Exchange, key: string): Promise<Answer> {
  const input = jsonBody(exchange)
  const model = input?.['model']
  const prompt = input?.['prompt']
  if (input === undefined || typeof model !== 'string' || typeof prompt !== 'string')
    return refuse('bad-request', 'model and prompt are required')
  const loras = input['image_loras']
  if (Array.isArray(loras) && loras.some((lora) => !isRecord(lora) || typeof lora['path'] !== 'string'))
    return refuse('bad-request', 'image_loras.path is required')
  const ledgerId = acceptNow(world, { provider: 'together', model, key, exchange, input })
  const finish = (kind: 'succeeded' | 'failed' | 'moderated'): void =>
    world.ledger.finish(ledgerId, kind, chargeFor('together', { kind }, world.prices.costOf('together', model, input)))
  const { job: faults } = exchange.faults
  if (faults.has('moderated')) {
    finish('moderated')
    return refuse('bad-request', 'NSFW content detected in the prompt.')
  }
  if (faults.has('job-fails')) {
    finish('failed')
    return refuse('internal')
  }
  try {
    const data = faults.has('no-media') ? [] : await makeAll(world, { input, exchange, ledgerId })
    finish('succeeded')
    const isInline = input['response_format'] === 'base64'
    return {
      ...jsonAnswer(200, { id: world.nextId('together'), model, object: 'list', data }),
      ...(isInline ? { delivers: ledgerId } : {}),
    }
  } catch (thrown) {
    if (!(thrown instanceof WorkError)) throw thrown
    finish('failed')
    return refuse('bad-request', thrown.message)
  }
}

async function makeAll(
  world: World,
  {
    input,
    exchange,
    ledgerId,
  }: { readonly input: Readonly<Record<string, unknown>>; readonly exchange: Exchange; readonly ledgerId: string },
): Promise<readonly object[]> {
  const seed = seedFor(world, exchange, input['seed'])
  const format = input['output_format'] === 'png' ? 'png' : 'jpeg'
  const references = [input['image_url'], input['reference_images']].flat(1).filter((one) => typeof one === 'string')
  const size = { width: Number(input['width'] ?? 1024), height: Number(input['height'] ?? 768) }
  const data: object[] = []
  for (let index = 0; index < Math.min(4, Number(input['n'] ?? 1)); index += 1) {
    const bytes = await makePicture(world, { prompt: String(input['prompt']), references, size, seed: seed + index, format })
    if (input['response_format'] === 'base64') data.push({ index, type: 'b64_json', b64_json: bytes.toString('base64') })
    else
      data.push({
        index,
        type: 'url',
        url: `${world.origin}${world.files.keep(PREFIX, { bytes, mediaType: `image/${format}`, ledgerId, expiresAt: exchange.faults.job.has('url-expires') ? 0 : world.now() + HOUR_MS })}`,
      })
  }
  return data
}
