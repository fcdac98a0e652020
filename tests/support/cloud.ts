import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { checkRequest } from '../../app/domain/cloud/check-request.ts'
import { createRegistry } from '../../app/domain/cloud/registry.ts'
import type { CloudTask, InputRole, ProviderId } from '../../app/domain/cloud/tasks.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { JsonValue } from '../../app/domain/json.ts'
import type { Polled, ProviderAdapter, ProviderCall, ProviderInput, ProviderRequest, RemoteOutput } from '../../app/providers/adapter.ts'
import { createAdapters } from '../../app/providers/adapters.ts'
import { originsOf, readBases } from '../../app/providers/bases.ts'
import type { ProviderHttp } from '../../app/providers/http.ts'
import { createProviderHttp } from '../../app/providers/http-client.ts'
import { builtInRegistry } from '../../app/providers/registry.ts'
import { createUploadMemory, withAddresses } from '../../app/providers/uploads.ts'
import { environmentFor } from '../emulator/bases.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'

/** The day that tests take for today, so that models do not retire under them. */
export const TODAY = '2026-11-20'
export const registry = createRegistry(builtInRegistry(), TODAY)

export type CloudProvider = Exclude<ProviderId, 'local'>

/** The studio's adapters in front of an emulator, as a studio has them. */
export interface Cloud extends AsyncDisposable {
  readonly emulator: Emulator
  readonly adapters: Readonly<Record<CloudProvider, ProviderAdapter>>
  readonly http: (signal?: AbortSignal) => ProviderHttp
  /** @param more.timeoutMs for what hangs on purpose: on a busy machine everything else takes its time. */
  call(
    provider: CloudProvider,
    more?: { readonly secret?: string; readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): ProviderCall
}

export async function startCloud(options: { readonly timeoutMs?: number } = {}): Promise<Cloud> {
  const emulator = await startEmulator()
  emulator.control.maxSide(96)
  const { bases, loopback } = readBases(environmentFor(emulator.bases))
  const all = Object.keys(emulator.keys) as CloudProvider[]
  const open = createProviderHttp({ openOrigins: () => originsOf(all, bases), loopback })
  const http = (signal = new AbortController().signal): ProviderHttp => hurried(open(signal), options.timeoutMs)
  return {
    emulator,
    adapters: createAdapters({ bases, replacementOf: (provider, model) => registry.replacementOf(provider, model) }),
    http,
    call: (provider, { secret = emulator.keys[provider], signal = new AbortController().signal, timeoutMs } = {}) => ({
      signal,
      http: hurried(http(signal), timeoutMs),
      secret,
      idempotencyKey: '6f0c1f0e-2f5e-4f3f-9f61-0d7d1f0a9a01',
    }),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

/** Tests of hangs do not wait as long as a person does. */
function hurried(http: ProviderHttp, timeoutMs: number | undefined): ProviderHttp {
  if (timeoutMs === undefined) return http
  return {
    send: (request) => http.send({ ...request, timeoutMs }),
    download: (url, to, limits) => http.download(url, to, { ...limits, timeoutMs }),
  }
}

/** A small picture that differs by its seed. */
export async function pictureOf(role: InputRole, seed = 1): Promise<ProviderInput> {
  const background = { r: (seed * 53) % 256, g: (seed * 97) % 256, b: (seed * 151) % 256 }
  const bytes = await sharp({ create: { width: 360, height: 480, channels: 3, background } })
    .png()
    .toBuffer()
  return { role, hash: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/png', bytes, remote: null }
}

/** A request of a model of the registry that it would take: its first task, one picture in each slot that wants one. */
export async function requestOf(
  id: string,
  more: {
    readonly task?: CloudTask
    readonly roles?: readonly InputRole[]
    readonly parameters?: Readonly<Record<string, JsonValue>>
    readonly prompt?: string
  } = {},
): Promise<ProviderRequest> {
  const { model } = registry.resolve(id)
  const task = more.task ?? model.tasks[0] ?? 'edit-image'
  const prompt = model.form.promptField === null ? '' : (more.prompt ?? 'a woman in a red linen dress, studio light')
  const wanted = model.form.inputs.filter(({ min }) => min > 0).map(({ role }) => role)
  const first = model.form.inputs[0]?.role
  const roles = more.roles ?? (wanted.length === 0 && model.form.minInputs > 0 && first !== undefined ? [first] : wanted)
  const inputs = await Promise.all(roles.map((role, at) => pictureOf(role, at + 1)))
  const parameters = checkRequest(model, { task, prompt, parameters: more.parameters ?? {}, inputs })
  const answerSchema = {
    type: 'object',
    properties: { category: { type: 'string' }, colours: { type: 'array', items: { type: 'string' } } },
    required: ['category'],
  }
  const looks = task === 'analyse-garment' ? { answerSchema } : {}
  return { model: model.model, form: model.form, task, prompt, negativePrompt: '', inputs, parameters, ...looks }
}

/** Asks until there is an end, without waiting. */
export async function pollToEnd(adapter: ProviderAdapter, operation: JsonValue, call: ProviderCall): Promise<readonly RemoteOutput[]> {
  for (let tries = 0; tries < 12; tries++) {
    const polled: Polled = await adapter.poll(JSON.parse(JSON.stringify(operation)) as JsonValue, call)
    if (polled.state === 'done') return polled.outputs
  }
  throw new Error('it did not end')
}

/** What a request makes, from submit to its files. */
export async function make(adapter: ProviderAdapter, request: ProviderRequest, call: ProviderCall): Promise<readonly RemoteOutput[]> {
  const addressed = await withAddresses(request, { adapter, memory: createUploadMemory(), call, now: Date.now })
  const submitted = await adapter.submit(addressed, call)
  return submitted.state === 'done' ? submitted.outputs : pollToEnd(adapter, submitted.operation, call)
}

/** The error that work ends in; a failure of the test where it does not. */
export async function errorOf(work: Promise<unknown>): Promise<StudioError> {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}
