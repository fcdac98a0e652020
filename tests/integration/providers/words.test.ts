import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../app/domain/errors.ts'
import type { JsonValue } from '../../../app/domain/json.ts'
import type { ProviderCall } from '../../../app/providers/adapter.ts'
import { createAdapters } from '../../../app/providers/adapters.ts'
import { PROVIDER_BASES, type ProviderBases } from '../../../app/providers/bases.ts'
import { composeInput } from '../../../app/providers/compose-input.ts'
import { createProviderHttp } from '../../../app/providers/http-client.ts'
import { type CloudProvider, errorOf, registry, requestOf } from '../../support/cloud.ts'

/** A server that answers everything with what a service's documentation or a bug report shows; the emulator speaks in one voice only. */
let server: Server
let origin: string
let answers: { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().once('end', () => {
      const {
        status,
        body,
        headers = {},
      } = answers.length > 1 ? (answers.shift() ?? { status: 500, body: '' }) : (answers[0] ?? { status: 500, body: '' })
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const SECRET = 'sesame-sesame-sesame'

function adapterOf(provider: CloudProvider) {
  const bases = Object.fromEntries(Object.keys(PROVIDER_BASES).map((name) => [name, origin])) as unknown as ProviderBases
  const open = createProviderHttp({ openOrigins: () => new Set([origin]), loopback: 'allowed' })
  const signal = new AbortController().signal
  const call: ProviderCall = { signal, http: open(signal), secret: SECRET, idempotencyKey: '6f0c1f0e-2f5e-4f3f-9f61-0d7d1f0a9a01' }
  return { adapter: createAdapters({ bases, replacementOf: (of, model) => registry.replacementOf(of, model) })[provider], call }
}

async function submit(id: string, ...given: typeof answers) {
  answers = given
  const { adapter, call } = adapterOf(id.split(':')[0] as CloudProvider)
  return adapter.submit(await requestOf(id), call)
}

async function poll(provider: CloudProvider, operation: JsonValue, ...given: typeof answers) {
  answers = given
  const { adapter, call } = adapterOf(provider)
  return adapter.poll(operation, call)
}

interface Case {
  readonly what: string
  readonly id: string
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
  readonly code: ErrorCode
  readonly details?: object
}

const rpc = (code: number, status: string, message: string, details: object[] = []) => ({ error: { code, message, status, details } })
const invalidKey = rpc(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
  { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
])
const G = 'google:gemini-3-pro-image'

const REFUSALS: readonly Case[] = [
  {
    what: 'fal names the field',
    id: 'fal:flux-dev',
    status: 422,
    body: { detail: [{ loc: ['body', 'image_size'], msg: 'Input should be valid', type: 'enum' }] },
    code: 'provider.bad-request',
    details: { field: 'image_size', type: 'enum', said: 'image_size: Input should be valid' },
  },
  {
    what: 'fal refuses the content by type',
    id: 'fal:flux-dev',
    status: 422,
    body: { detail: [{ loc: ['body', 'prompt'], msg: 'no', type: 'content_policy_violation' }] },
    code: 'provider.refused-content',
  },
  {
    what: 'fal locks an account',
    id: 'fal:flux-dev',
    status: 403,
    body: { detail: 'User is locked. Reason: Admin lock. Please contact support@fal.ai' },
    code: 'provider.account-locked',
  },
  {
    what: 'fal tops up',
    id: 'fal:flux-dev',
    status: 403,
    body: { detail: 'User is locked. Reason: TOP_UP.' },
    code: 'provider.account-locked',
  },
  { what: 'fal forbids', id: 'fal:flux-dev', status: 403, body: { detail: 'Forbidden' }, code: 'provider.unauthorized' },
  {
    what: 'fal has no runner: it may have been queued',
    id: 'fal:flux-dev',
    status: 503,
    body: { detail: 'No runner', error_type: 'runner_scheduling_failure' },
    code: 'provider.outcome-unknown',
  },
  {
    what: 'fal repeats the key',
    id: 'fal:flux-dev',
    status: 401,
    body: { detail: `Invalid key ${SECRET}` },
    code: 'provider.unauthorized',
    details: { said: 'Invalid key [redacted]' },
  },
  {
    what: 'Gemini hides a key in a 400',
    id: G,
    status: 400,
    body: invalidKey,
    code: 'provider.unauthorized',
    details: { type: 'API_KEY_INVALID' },
  },
  {
    what: 'Gemini wraps an error in the text of another',
    id: G,
    status: 400,
    body: { error: { code: 400, status: 'Bad Request', message: JSON.stringify(invalidKey) } },
    code: 'provider.unauthorized',
  },
  {
    what: 'Gemini says when to come back',
    id: G,
    status: 429,
    body: rpc(429, 'RESOURCE_EXHAUSTED', 'Quota', [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2.5s' }]),
    code: 'provider.rate-limited',
    details: { retryAfterMs: 2_500 },
  },
  {
    what: 'Gemini asks for billing',
    id: G,
    status: 400,
    body: rpc(400, 'FAILED_PRECONDITION', 'Please enable billing on your project.'),
    code: 'provider.account-locked',
  },
  {
    what: 'Gemini is not for this place',
    id: G,
    status: 400,
    body: rpc(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    code: 'provider.bad-request',
  },
  {
    what: 'Gemini is overloaded: nobody documents that nothing was taken',
    id: G,
    status: 503,
    body: rpc(503, 'UNAVAILABLE', 'The model is overloaded.'),
    code: 'provider.outcome-unknown',
  },
  {
    what: 'Replicate is throttled',
    id: 'replicate:flux-schnell',
    status: 429,
    body: { detail: 'Request was throttled. Your rate limit resets in ~30s.' },
    code: 'provider.rate-limited',
    details: { retryAfterMs: 30_000 },
  },
  {
    what: 'Replicate wants money',
    id: 'replicate:flux-schnell',
    status: 402,
    body: { title: 'Insufficient credit', detail: 'You have insufficient credit to run this model.' },
    code: 'provider.account-locked',
  },
  {
    what: 'Replicate has no such version',
    id: 'replicate:stable-video-diffusion',
    status: 422,
    body: {
      title: 'Invalid version or not permitted',
      detail: 'The specified version does not exist (or perhaps you don’t have permission to use it?)',
    },
    code: 'provider.model-retired',
  },
  {
    what: 'Runway names the field',
    id: 'runway:gen4-turbo',
    status: 400,
    body: { error: 'Validation of body failed', issues: [{ path: ['ratio'], message: 'Invalid', code: 'invalid_value' }] },
    code: 'provider.bad-request',
    details: { field: 'ratio' },
  },
  {
    what: 'Runway knows no such model',
    id: 'runway:gen4-turbo',
    status: 400,
    body: { error: 'Validation of body failed', issues: [{ path: ['model'], message: 'Invalid discriminator value' }] },
    code: 'provider.model-retired',
  },
  {
    what: 'Together has no such model',
    id: 'together:flux-schnell',
    status: 404,
    body: { error: { message: 'Unable to access model x. Please visit', type: 'invalid_request_error', code: 'model_not_available' } },
    code: 'provider.model-retired',
  },
  {
    what: 'Together refuses the content',
    id: 'together:flux-schnell',
    status: 422,
    body: { error: { message: 'NSFW content detected in the prompt', type: 'invalid_request_error', code: null } },
    code: 'provider.refused-content',
  },
  {
    what: 'ModelsLab errs with 200',
    id: 'modelslab:nano-banana-pro',
    status: 200,
    body: { status: 'error', message: 'Invalid API Key' },
    code: 'provider.unauthorized',
  },
  {
    what: 'ModelsLab misspells',
    id: 'modelslab:nano-banana-pro',
    status: 200,
    body: { status: 'failed', messege: 'Your wallet balance is low, recharge' },
    code: 'provider.account-locked',
  },
  {
    what: 'ModelsLab says when to come back',
    id: 'modelslab:nano-banana-pro',
    status: 429,
    body: { status: 'error', message: 'Rate limit exceeded', retry_after: 30 },
    code: 'provider.rate-limited',
    details: { retryAfterMs: 30_000 },
  },
  {
    what: 'ModelsLab tells fields',
    id: 'modelslab:nano-banana-pro',
    status: 200,
    body: { status: 'error', message: { prompt: ['The prompt field is required.'] } },
    code: 'provider.bad-request',
  },
  {
    what: 'xAI, first shape',
    id: 'xai:grok-imagine-image',
    status: 400,
    body: { code: 'Client specified an invalid argument', error: 'Incorrect API key provided: xa***. You can obtain an API key' },
    code: 'provider.unauthorized',
  },
  {
    what: 'xAI, second shape',
    id: 'xai:grok-imagine-image',
    status: 404,
    body: {
      error: { message: 'The model grok-x does not exist or your team does not have access to it.', type: 'x', param: null, code: null },
    },
    code: 'provider.model-retired',
  },
  {
    what: 'a date to come back at',
    id: 'xai:grok-imagine-image',
    status: 429,
    body: '',
    headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() },
    code: 'provider.rate-limited',
  },
]

describe('a refusal', () => {
  it.each(REFUSALS)('$what', async ({ id, status, body, headers, code, details = {} }) => {
    const error = await errorOf(submit(id, { status, body, ...(headers === undefined ? {} : { headers }) }))
    expect(error.toShape()).toMatchObject({ code, details: { status, ...details } })
    expect(JSON.stringify(error.toShape())).not.toContain(SECRET)
    if (headers !== undefined) expect(error.details['retryAfterMs']).toBeGreaterThan(50_000)
  })
})

describe('a refusal of Gemini with status 200', () => {
  const candidate = (more: object) => ({ candidates: [{ content: { role: 'model' }, ...more }] })
  it.each([
    [
      'of the prompt',
      { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } },
      'provider.refused-content',
      { stage: 'input', mayBeBilled: true },
    ],
    [
      'of the picture',
      candidate({ finishReason: 'IMAGE_SAFETY', finishMessage: 'Unable to show the picture' }),
      'provider.refused-content',
      { stage: 'output', said: 'Unable to show the picture' },
    ],
    [
      'that only talks',
      { candidates: [{ content: { parts: [{ text: 'Here is an idea' }] }, finishReason: 'STOP' }] },
      'provider.failed',
      { reason: 'only-words', said: 'Here is an idea' },
    ],
    [
      'that only thinks',
      {
        candidates: [
          { content: { parts: [{ thought: true, inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }, finishReason: 'NO_IMAGE' },
        ],
      },
      'provider.failed',
      { reason: 'no-media' },
    ],
    ['that ends early', candidate({ finishReason: 'MAX_TOKENS' }), 'provider.failed', { type: 'MAX_TOKENS' }],
  ] as const)('%s', async (_, body, code, details) => {
    expect((await errorOf(submit(G, { status: 200, body }))).toShape()).toMatchObject({ code, details })
  })

  it('of words that are no JSON', async () => {
    const error = await errorOf(
      submit('google:gemini-3.8-flash', {
        status: 200,
        body: { candidates: [{ content: { parts: [{ text: '{"category": "dre' }] }, finishReason: 'MAX_TOKENS' }] },
      }),
    )
    expect([error.code, error.details['reason']]).toEqual(['provider.failed', 'only-words'])
  })
})

describe('pictures of which some are unfit', () => {
  it('xAI: those that are fit are given, with what it cost', async () => {
    const body = {
      data: [
        { b64_json: 'AAAA', respect_moderation: true },
        { b64_json: 'BBBB', respect_moderation: false },
      ],
      usage: { cost_in_usd_ticks: 400_000_001 },
    }
    const answer = await submit('xai:grok-imagine-image', { status: 200, body })
    expect(answer).toMatchObject({ state: 'done', costMicros: 40_001, outputs: [{ kind: 'bytes' }] })
  })

  it('fal: blackened ones are not results', async () => {
    const kept = { requestId: 'r', statusUrl: `${origin}/s`, responseUrl: `${origin}/r`, cancelUrl: `${origin}/c` }
    const result = (flags: boolean[]) => [
      { status: 200, body: { status: 'COMPLETED' } },
      { status: 200, body: { images: [{ url: 'https://a/1' }, { url: 'https://a/2' }], has_nsfw_concepts: flags } },
    ]
    expect(await poll('fal', kept, ...result([true, false]))).toMatchObject({ outputs: [{ url: 'https://a/2' }] })
    expect((await errorOf(poll('fal', kept, ...result([true, true])))).code).toBe('provider.refused-content')
  })
})

describe('what services say of their jobs', () => {
  const kept = () => ({ requestId: 'r', statusUrl: `${origin}/s`, responseUrl: `${origin}/r`, cancelUrl: `${origin}/c` })

  it('fal: weights of a training, out of an archive that was uploaded', async () => {
    const { adapter, call } = adapterOf('fal')
    answers = [{ status: 200, body: { request_id: 'r-2' } }]
    const zip = {
      role: 'archive',
      hash: 'a'.repeat(64),
      mediaType: 'application/zip',
      bytes: new Uint8Array([80, 75]),
      remote: 'https://v3.fal.media/a.zip',
    } as const
    const { model } = registry.resolve('fal:flux-lora-training')
    const request = {
      model: model.model,
      form: model.form,
      task: 'train-style',
      prompt: '',
      negativePrompt: '',
      inputs: [zip],
      parameters: { trigger_word: 'drp' },
    } as const
    expect(composeInput(request)).toEqual({ images_data_url: 'https://v3.fal.media/a.zip', trigger_word: 'drp' })
    expect(await adapter.submit(request, call)).toMatchObject({ state: 'accepted' })
    const weights = {
      diffusers_lora_file: { url: 'https://a/lora.safetensors', content_type: 'application/octet-stream' },
      config_file: { url: 'https://a/c.json' },
    }
    const done = await poll('fal', kept(), { status: 200, body: { status: 'COMPLETED' } }, { status: 200, body: weights })
    expect(done).toEqual({
      state: 'done',
      costMicros: null,
      outputs: [{ kind: 'url', url: 'https://a/lora.safetensors', mediaType: 'application/octet-stream' }],
    })
  })

  it('fal: a place in the queue and progress out of the log', async () => {
    expect(await poll('fal', kept(), { status: 202, body: { status: 'IN_QUEUE', queue_position: 12_000 } })).toEqual({
      state: 'pending',
      progress: null,
      queuePosition: 12_000,
      pollInMs: 15_000,
    })
    const logs = [{ message: ' 12%|#   | 3/25' }, { message: ' 37%|###  | 9/25' }]
    expect(await poll('fal', kept(), { status: 202, body: { status: 'IN_PROGRESS', logs } })).toMatchObject({ progress: 0.37 })
  })

  it('fal: an error beside COMPLETED, even with a result', async () => {
    const error = await errorOf(
      poll(
        'fal',
        kept(),
        { status: 200, body: { status: 'COMPLETED', error: 'it broke', error_type: 'no_media_generated' } },
        { status: 200, body: { images: [] } },
      ),
    )
    expect(error).toMatchObject({ code: 'provider.failed', details: { said: 'it broke', type: 'no_media_generated' } })
  })

  it('fal: a word that nobody knows for work that goes on', async () => {
    expect(
      await poll(
        'fal',
        kept(),
        { status: 200, body: { status: 'PAUSED' } },
        { status: 400, body: { detail: 'Request is still in progress' } },
      ),
    ).toMatchObject({ state: 'pending' })
  })

  it('fal: a gateway in front of the result is a bad moment', async () => {
    const error = await errorOf(poll('fal', kept(), { status: 200, body: { status: 'COMPLETED' } }, { status: 502, body: '<html>' }))
    expect([error.code, error.retryable]).toEqual(['provider.unavailable', true])
  })

  it('fal: addresses at other hosts are not given the key', async () => {
    const answer = await submit('fal:face-detailer', {
      status: 200,
      body: { request_id: 'r-1', status_url: 'https://evil.example/s', response_url: `${origin}/own`, cancel_url: 'no address' },
    })
    const base = `${origin}/comfy/opj161/face-detailer/requests/r-1`
    expect(answer).toMatchObject({ operation: { statusUrl: `${base}/status`, responseUrl: `${origin}/own`, cancelUrl: `${base}/cancel` } })
  })

  it('Runway: why it refused, and what it took for it', async () => {
    const task = (more: object) => ({ status: 200, body: { id: 't', status: 'FAILED', ...more } })
    expect(
      await errorOf(poll('runway', { task: 't' }, task({ failure: 'no', failureCode: 'SAFETY.INPUT.TEXT', cost: { credits: 0 } }))),
    ).toMatchObject({ code: 'provider.refused-content', details: { costMicros: 0, type: 'SAFETY.INPUT.TEXT' } })
    expect((await errorOf(poll('runway', { task: 't' }, task({ failureCode: 'ASSET.INVALID' })))).code).toBe('provider.bad-request')
    expect((await errorOf(poll('runway', { task: 't' }, task({ failureCode: 'INTERNAL.BAD_OUTPUT.CODE01' })))).code).toBe('provider.failed')
    expect(await poll('runway', { task: 't' }, { status: 200, body: { status: 'THROTTLED' } })).toMatchObject({
      state: 'pending',
      pollInMs: 6_000,
    })
  })

  it('Replicate: results that were cleared away, and NSFW', async () => {
    const prediction = (more: object) => ({ status: 200, body: { id: 'p', ...more } })
    expect(
      (await errorOf(poll('replicate', { prediction: 'p' }, prediction({ status: 'succeeded', output: null, data_removed: true })))).code,
    ).toBe('provider.result-gone')
    expect(
      (
        await errorOf(
          poll('replicate', { prediction: 'p' }, prediction({ status: 'failed', error: 'NSFW content detected. Try running it again' })),
        )
      ).code,
    ).toBe('provider.refused-content')
    expect((await errorOf(poll('replicate', { prediction: 'p' }, prediction({ status: 'aborted' })))).details['reason']).toBe('canceled')
    expect(
      await poll(
        'replicate',
        { prediction: 'p' },
        prediction({ status: 'succeeded', output: { video: 'https://a/1', mask: ['https://a/2'] } }),
      ),
    ).toMatchObject({ outputs: [{ url: 'https://a/1' }, { url: 'https://a/2' }] })
  })

  it('Gemini: an interaction that was refused', async () => {
    const error = await errorOf(
      poll(
        'google',
        { interaction: 'i' },
        { status: 200, body: { id: 'i', status: 'failed', errors: [{ message: 'blocked by safety settings' }] } },
      ),
    )
    expect(error.code).toBe('provider.refused-content')
    expect((await errorOf(poll('google', { interaction: 'i' }, { status: 200, body: { id: 'i', status: 'budget_exceeded' } }))).code).toBe(
      'provider.account-locked',
    )
  })

  it('what was kept by another version is said to be', async () => {
    for (const provider of ['fal', 'google', 'replicate', 'runway', 'modelslab', 'xai'] as const) {
      expect((await errorOf(poll(provider, { from: 'another version' }))).code).toBe('job.payload-outdated')
    }
  })
})
