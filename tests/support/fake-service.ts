import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { ProviderId } from '../../app/domain/cloud/tasks.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import type { Polled, ProviderAdapter, ProviderCall, RemoteOutput, Submitted } from '../../app/providers/adapter.ts'
import type { ProviderHttp } from '../../app/providers/http.ts'

/** One create that the service took: its ledger. */
interface Taken {
  readonly id: string
  readonly key: string
  readonly prompt: string
  costMicros: number
  polls: number
  isCanceled: boolean
}

type Failure = StudioError | Error

/** A service in memory that takes work, keeps its own ledger, and does what a test says at the next call. */
export interface FakeService {
  readonly adapter: ProviderAdapter
  readonly http: ProviderHttp
  readonly taken: Taken[]
  readonly calls: string[]
  /** What the next calls of a kind do instead; the first one is used up by each. */
  readonly next: {
    readonly submit: ('lose answer' | 'lose request' | Failure)[]
    readonly poll: Failure[]
    readonly download: ('html' | 'half' | Failure)[]
    readonly reconcile: ('unknown' | Failure)[]
  }
  /** Polls until work is done; Infinity for work that never ends. */
  pollsUntilDone: number
  /** Files of each result. */
  outputs: number
  answersAtOnce: boolean
  /** Resolves the submit that waits, when a test holds it. */
  hold: Promise<void> | undefined
}

export const PRICE = 40_000

export function fakeService(options: {
  readonly id: ProviderId
  readonly isIdempotent?: boolean
  readonly reconciles?: boolean
  readonly cancels?: boolean
  readonly takesAddresses?: boolean
}): FakeService {
  const { id, isIdempotent = false, reconciles = false, cancels = true, takesAddresses = false } = options
  const service: FakeService = {
    taken: [],
    calls: [],
    next: { submit: [], poll: [], download: [], reconcile: [] },
    pollsUntilDone: 1,
    outputs: 1,
    answersAtOnce: false,
    hold: undefined,
    http: {
      send: () => Promise.reject(new Error('The fake service is not asked over a wire')),
      download: (url, to) => download(service, url, to),
    },
    adapter: {
      id,
      submitsAreIdempotent: isIdempotent,
      submit: (request, call) => submit(service, request.prompt, { call, isIdempotent }),
      poll: (operation) => poll(service, String((operation as { id: string }).id)),
      check: () => Promise.resolve({ account: 'test', balance: null, isCertain: true }),
      ...(takesAddresses && {
        upload: (input) => {
          service.calls.push(`upload ${input.mediaType}`)
          return Promise.resolve({ url: `https://files.example/${input.hash}`, expiresAt: Date.now() + 86_400_000 * 365 * 100 })
        },
      }),
      ...(cancels && { cancel: (operation) => cancel(service, String((operation as { id: string }).id)) }),
      ...(reconciles && {
        reconcile: (request, _sent, call) => {
          service.calls.push('reconcile')
          const told = service.next.reconcile.shift()
          if (told instanceof Error) return Promise.reject(told)
          if (told === 'unknown') return Promise.resolve({ state: 'unknown' })
          const found = service.taken.find(({ key, prompt }) => key === call.idempotencyKey && prompt === request.prompt)
          return Promise.resolve(found === undefined ? { state: 'not-accepted' } : { state: 'accepted', operation: { id: found.id } })
        },
      }),
    },
  }
  return service
}

async function submit(
  service: FakeService,
  prompt: string,
  { call, isIdempotent }: { readonly call: ProviderCall; readonly isIdempotent: boolean },
): Promise<Submitted> {
  service.calls.push('submit')
  const told = service.next.submit.shift()
  if (told instanceof Error) throw told
  if (told === 'lose request') throw lost()
  const known = isIdempotent ? service.taken.find(({ key }) => key === call.idempotencyKey) : undefined
  const taken = known ?? { id: randomUUID(), key: call.idempotencyKey, prompt, costMicros: PRICE, polls: 0, isCanceled: false }
  if (known === undefined) service.taken.push(taken)
  await service.hold
  if (told === 'lose answer') throw lost()
  if (service.answersAtOnce)
    return { state: 'done', outputs: await outputsOf(service, taken.id, 'bytes'), costMicros: microUsd.parse(PRICE) }
  return { state: 'accepted', operation: { id: taken.id }, pollInMs: 0 }
}

const lost = (): StudioError => new StudioError('provider.outcome-unknown', 'The answer did not come')

async function poll(service: FakeService, id: string): Promise<Polled> {
  service.calls.push('poll')
  const told = service.next.poll.shift()
  if (told !== undefined) throw told
  const taken = service.taken.find((one) => one.id === id)
  if (taken === undefined) throw new StudioError('provider.result-gone', 'No such work')
  taken.polls++
  if (taken.polls < service.pollsUntilDone) return { state: 'pending', progress: 0.5, queuePosition: null, pollInMs: 1 }
  return { state: 'done', outputs: await outputsOf(service, id, 'url'), costMicros: microUsd.parse(taken.costMicros) }
}

function cancel(service: FakeService, id: string): Promise<'canceled' | 'too-late'> {
  service.calls.push('cancel')
  const taken = service.taken.find((one) => one.id === id)
  if (taken === undefined || taken.polls >= service.pollsUntilDone) return Promise.resolve('too-late')
  taken.isCanceled = true
  return Promise.resolve('canceled')
}

async function outputsOf(service: FakeService, id: string, kind: 'url' | 'bytes'): Promise<RemoteOutput[]> {
  return await Promise.all(
    Array.from({ length: service.outputs }, async (_, index): Promise<RemoteOutput> => {
      if (kind === 'url') return { kind, url: `https://files.example/${id}/${index}`, mediaType: null }
      return { kind, bytes: await pictureOf(`${id}/${index}`), mediaType: null }
    }),
  )
}

/** A picture that no other work has. */
export async function pictureOf(seed: string): Promise<Buffer> {
  const hue = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7)
  const background = { r: hue & 255, g: (hue >> 8) & 255, b: (hue >> 16) & 255 }
  return await sharp({ create: { width: 24, height: 32, channels: 3, background } })
    .png()
    .toBuffer()
}

async function download(service: FakeService, url: string, to: string): Promise<{ bytes: number; sha256: string }> {
  service.calls.push('download')
  const told = service.next.download.shift()
  if (told instanceof Error) throw told
  const picture = await pictureOf(url.replace('https://files.example/', ''))
  const bytes = told === 'html' ? Buffer.from('<!doctype html><title>Sign in</title>') : told === 'half' ? picture.subarray(0, 60) : picture
  await writeFile(to, bytes)
  return { bytes: bytes.byteLength, sha256: '' }
}
