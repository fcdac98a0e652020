import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../app/domain/errors.ts'
import type { JsonValue } from '../../../app/domain/json.ts'
import type { Submitted } from '../../../app/providers/adapter.ts'
import type { FaultName } from '../../emulator/core/fault-table.ts'
import { type Cloud, type CloudProvider, errorOf, make, pollToEnd, requestOf, startCloud } from '../../support/cloud.ts'

/** One model of each way in which the services answer. */
const WAYS = [
  { provider: 'fal', id: 'fal:nano-banana-pro', isAtOnce: false },
  { provider: 'google', id: 'google:gemini-3-pro-image', isAtOnce: true },
  { provider: 'google', id: 'google:gemini-omni-1.1-flash', isAtOnce: false },
  { provider: 'replicate', id: 'replicate:flux-schnell', isAtOnce: false },
  { provider: 'runway', id: 'runway:gen4-turbo', isAtOnce: false },
  { provider: 'together', id: 'together:flux-schnell', isAtOnce: true },
  { provider: 'modelslab', id: 'modelslab:nano-banana-pro', isAtOnce: false },
  { provider: 'xai', id: 'xai:grok-imagine-image', isAtOnce: true },
  { provider: 'xai', id: 'xai:grok-imagine-video', isAtOnce: false },
] as const satisfies readonly { provider: CloudProvider; id: string; isAtOnce: boolean }[]

/** How long what hangs on purpose is waited for. */
const HANG_MS = 300
const hangs = (fault: FaultName): boolean => /hang|slow/.test(fault)
let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud[Symbol.asyncDispose]())
beforeEach(() => cloud.emulator.control.reset())

const creates = (): number => cloud.emulator.control.requests().filter(({ operation }) => operation === 'create').length
const accepted = (): number => cloud.emulator.control.ledger().length

async function submitWith(way: (typeof WAYS)[number], fault: FaultName): Promise<Submitted> {
  const request = await requestOf(way.id)
  const adapter = cloud.adapters[way.provider]
  const call = cloud.call(way.provider)
  const inputs = await Promise.all(
    request.inputs.map(async (input) => ({ ...input, remote: (await adapter.upload?.(input, call))?.url ?? null })),
  )
  cloud.emulator.control.fault({ name: fault, provider: way.provider, times: 'always', delayMs: 5_000 })
  return adapter.submit({ ...request, inputs }, hangs(fault) ? cloud.call(way.provider, { timeoutMs: HANG_MS }) : call)
}

interface SubmitFault {
  readonly fault: FaultName
  readonly code: ErrorCode
  /** Creates that the service took. */
  readonly taken: 0 | 1
}

/** What a submit ends in. Whatever may have been taken is unknown, whatever the service says of the rest. */
const SUBMITS: readonly SubmitFault[] = [
  { fault: 'reset-before-accept', code: 'provider.outcome-unknown', taken: 0 },
  { fault: 'hang-before-accept', code: 'provider.outcome-unknown', taken: 0 },
  { fault: 'refuse-401', code: 'provider.unauthorized', taken: 0 },
  { fault: 'refuse-402', code: 'provider.account-locked', taken: 0 },
  { fault: 'refuse-404-retired', code: 'provider.model-retired', taken: 0 },
  { fault: 'refuse-429', code: 'provider.rate-limited', taken: 0 },
  { fault: 'refuse-429-bare', code: 'provider.rate-limited', taken: 0 },
  { fault: 'refuse-500', code: 'provider.outcome-unknown', taken: 0 },
  { fault: 'refuse-503', code: 'provider.outcome-unknown', taken: 0 },
  { fault: 'refuse-html-502', code: 'provider.outcome-unknown', taken: 0 },
  { fault: 'redirect-metadata', code: 'provider.bad-response', taken: 0 },
  { fault: 'redirect-loopback', code: 'provider.bad-response', taken: 0 },
  { fault: 'redirect-file', code: 'provider.bad-response', taken: 0 },
  { fault: 'redirect-loop', code: 'provider.bad-response', taken: 0 },
  { fault: 'accept-then-reset', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'accept-then-500', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'accept-then-503', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'accept-then-hang', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'hang-after-headers', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'slow-body', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'empty-202', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'empty-200', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'malformed-json', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'truncated-json', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'html-200', code: 'provider.outcome-unknown', taken: 1 },
  { fault: 'html-502', code: 'provider.outcome-unknown', taken: 1 },
]

describe.each(WAYS)('a submit to $id', (way) => {
  it.each(SUBMITS)('$fault is $code, and sent once', async ({ fault, code, taken }) => {
    const error = await errorOf(submitWith(way, fault))
    expect([error.code, error.details]).toEqual([code, error.details])
    expect(creates()).toBe(1)
    expect(accepted()).toBe(taken)
    expect(JSON.stringify(error.toShape())).not.toContain(cloud.emulator.keys[way.provider])
    if (fault === 'refuse-429') expect(error.details['retryAfterMs']).toBeGreaterThanOrEqual(1_000)
  })

  it('wrong types everywhere are never taken for an answer', async () => {
    const error = await errorOf(submitWith(way, 'wrong-type'))
    expect(error.code).toBe('provider.outcome-unknown')
    expect(accepted()).toBe(1)
  })

  it('a key that was taken back is refused before anything is taken', async () => {
    const error = await errorOf(
      cloud.adapters[way.provider].submit(await requestOf(way.id), cloud.call(way.provider, { secret: 'wrong-key-000000' })),
    )
    expect(error.code).toBe('provider.unauthorized')
    expect(JSON.stringify(error.toShape())).not.toContain('wrong-key-000000')
    expect(accepted()).toBe(0)
  })

  it('content that is refused is said to be, not made again', async () => {
    const error = await errorOf(
      submitWith(way, 'moderated').then((submitted) => (submitted.state === 'done' ? null : end(way.provider, submitted.operation))),
    )
    expect([error.code, error.details]).toEqual(['provider.refused-content', error.details])
    expect(creates()).toBe(1)
  })

  it('work that makes nothing has failed', async () => {
    const error = await errorOf(
      submitWith(way, 'no-media').then((submitted) => (submitted.state === 'done' ? null : end(way.provider, submitted.operation))),
    )
    expect([error.code, error.details]).toEqual(['provider.failed', error.details])
    expect(creates()).toBe(1)
  })
})

function end(provider: CloudProvider, operation: JsonValue): Promise<unknown> {
  return pollToEnd(cloud.adapters[provider], operation, cloud.call(provider))
}

describe('an answer without end', () => {
  it.each(['endless-body', 'gzip-bomb'] as const)('%s is given up, and what was taken stays unknown', async (fault) => {
    const error = await errorOf(submitWith(WAYS[0], fault))
    expect(error.code).toBe('provider.outcome-unknown')
    expect(creates()).toBe(1)
  })
})

describe('a locked account of fal', () => {
  it('is told from a wrong key', async () => {
    const error = await errorOf(submitWith(WAYS[0], 'refuse-403-locked'))
    expect(error.code).toBe('provider.account-locked')
    expect(accepted()).toBe(0)
  })
})

const LATER = WAYS.filter(({ isAtOnce }) => !isAtOnce)

interface JobFault {
  readonly fault: FaultName
  readonly code: ErrorCode
}

const JOBS: readonly JobFault[] = [
  { fault: 'job-fails', code: 'provider.failed' },
  { fault: 'job-vanishes', code: 'provider.result-gone' },
  { fault: 'result-expired', code: 'provider.result-gone' },
]

describe.each(LATER)('a job of $id', (way) => {
  // Runway gives fresh addresses for as long as it knows the task.
  it.each(JOBS.filter(({ fault }) => way.provider !== 'runway' || fault !== 'result-expired'))(
    '$fault is $code',
    async ({ fault, code }) => {
      const error = await errorOf(make(cloud.adapters[way.provider], await requestOf(way.id), withFault(way.provider, fault)))
      expect([error.code, error.details]).toEqual([code, error.details])
      expect(accepted()).toBe(1)
    },
  )

  it('a word for its state that nobody knows ends it, or is found to be done', async () => {
    const work = make(cloud.adapters[way.provider], await requestOf(way.id), withFault(way.provider, 'unknown-status'))
    const ended = await work.then(
      (outputs) => outputs.length,
      (thrown: { code?: string }) => thrown.code,
    )
    expect([1, 'provider.bad-response', 'provider.failed']).toContain(ended)
  })

  it.each(['stuck-in-queue', 'stuck-running'] as const)('%s stays pending for as long as it is asked', async (fault) => {
    const submitted = await submitWith(way, fault)
    if (submitted.state === 'done') throw new Error('it is no job')
    for (let tries = 0; tries < 8; tries++) {
      const polled = await cloud.adapters[way.provider].poll(submitted.operation, cloud.call(way.provider))
      expect(polled.state).toBe('pending')
      if (polled.state === 'pending') expect(polled.pollInMs).toBeGreaterThanOrEqual(1_000)
    }
  })

  const POLLS: readonly FaultName[] = [
    'refuse-500',
    'refuse-503',
    'refuse-html-502',
    'refuse-429',
    'html-200',
    'malformed-json',
    'truncated-json',
    'empty-200',
    'accept-then-reset',
    'accept-then-hang',
    'redirect-metadata',
  ]

  // While it waits, xAI answers with an empty body: half of it is the same.
  it.each(POLLS.filter((fault) => way.provider !== 'xai' || fault !== 'truncated-json'))(
    '%s while it is asked for is a bad moment: the next poll goes on',
    async (fault) => {
      const request = await requestOf(way.id)
      const adapter = cloud.adapters[way.provider]
      const call = cloud.call(way.provider)
      const inputs = await Promise.all(
        request.inputs.map(async (input) => ({ ...input, remote: (await adapter.upload?.(input, call))?.url ?? null })),
      )
      const submitted = await adapter.submit({ ...request, inputs }, call)
      if (submitted.state === 'done') throw new Error('it is no job')
      cloud.emulator.control.fault({ name: fault, provider: way.provider, on: ['poll'], times: 1 })
      const hurry = hangs(fault) ? cloud.call(way.provider, { timeoutMs: HANG_MS }) : call
      const error = await errorOf(adapter.poll(submitted.operation, hurry))
      expect([error.code, error.retryable]).toEqual([error.code, true])
      expect((await pollToEnd(adapter, submitted.operation, call)).length).toBe(1)
      expect(accepted()).toBe(1)
    },
  )
})

describe('addresses that end before they are used', () => {
  it('are made anew by asking again, where the service can', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drape-expiry-'))
    const adapter = cloud.adapters.runway
    const call = cloud.call('runway')
    const submitted = await submitWith(WAYS[4], 'url-expires')
    if (submitted.state === 'done') throw new Error('it is no job')
    const limits = { maxBytes: 50e6, timeoutMs: 20_000 }
    const [first] = await pollToEnd(adapter, submitted.operation, call)
    if (first?.kind !== 'url') throw new Error('no address')
    expect((await errorOf(call.http.download(first.url, join(folder, 'clip'), limits))).code).toBe('provider.result-gone')
    const [second] = await pollToEnd(adapter, submitted.operation, call)
    if (second?.kind !== 'url') throw new Error('no address')
    expect(second.url).not.toBe(first.url)
    expect(accepted()).toBe(1)
    await rm(folder, { recursive: true })
  })
})

describe('a cancel that does not help', () => {
  it.each(['cancel-ignored', 'cancel-too-late'] as const)('%s: what was made can still be had', async (fault) => {
    const submitted = await submitWith(WAYS[0], fault)
    if (submitted.state === 'done') throw new Error('it is no job')
    const adapter = cloud.adapters.fal
    const said = await adapter.cancel?.(submitted.operation, cloud.call('fal'))
    expect(said).toBe(fault === 'cancel-ignored' ? 'canceled' : 'too-late')
    expect((await pollToEnd(adapter, submitted.operation, cloud.call('fal'))).length).toBe(1)
  })
})

/** A call whose next submit has the fault. */
function withFault(provider: CloudProvider, fault: FaultName): ReturnType<Cloud['call']> {
  cloud.emulator.control.fault({ name: fault, provider })
  return cloud.call(provider)
}
