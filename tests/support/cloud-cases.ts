import { expect } from 'vitest'
import type { StudioContract } from '../../app/contract/contract.ts'
import type { Client, Input } from '../../app/contract/define.ts'
import type { ErrorCode } from '../../app/domain/errors.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import type { Emulator } from '../emulator/start-emulator.ts'
import { until } from './until.ts'

/** Per procedure: a call that works, and for each code that can be provoked without breaking the machine a call that gives it. */
export interface Case {
  readonly happy: (client: Client<StudioContract>) => Promise<unknown>
  readonly failing?: Partial<Record<ErrorCode, (client: Client<StudioContract>) => Promise<unknown>>>
}

interface Bench {
  readonly emulator: () => Emulator
  readonly importSample: (client: Client<StudioContract>) => Promise<AssetId>
  readonly ended: (client: Client<StudioContract>, id: JobId) => Promise<JobSummary>
}

const NO_JOB = `job_${'0'.repeat(20)}` as JobId
const NOBODY = `ast_${'0'.repeat(20)}` as AssetId
const MODEL = 'fal:flux-schnell'
const REQUEST: Input<StudioContract['generate.start']> = {
  task: 'text-to-image',
  choice: { model: MODEL },
  prompt: 'a red dress',
  brand: 'Nord',
}

type CloudName = Exclude<
  Extract<keyof StudioContract, `${'providers' | 'secrets' | 'models' | 'generate' | 'ledger' | 'caps'}.${string}`> | 'jobs.decide',
  never
>

/** Cases of the cloud procedures, against an emulator of the services. */
export function cloudCases(bench: Bench): Record<CloudName, Case> {
  return { ...providerCases(bench), ...generateCases(bench), ...ledgerCases(bench) }
}

/** fal is on and has its key. */
async function ready({ emulator }: Bench, client: Client<StudioContract>): Promise<void> {
  await client['providers.set-key']({ provider: 'fal', key: emulator().keys.fal })
  await client['providers.switch']({ provider: 'fal', to: 'on' })
}

async function started(bench: Bench, client: Client<StudioContract>, change: Partial<typeof REQUEST> = {}): Promise<JobId> {
  await ready(bench, client)
  return (await client['generate.start']({ ...REQUEST, ...change })).jobId
}

function providerCases(bench: Bench) {
  const { emulator } = bench
  return {
    'providers.list': {
      happy: async (client) => {
        await client['providers.set-key']({ provider: 'xai', key: 'xai-not-a-real-key' })
        const { providers, secrets } = await client['providers.list']({})
        expect(providers.map(({ id }) => id).sort()).toEqual(['fal', 'google', 'modelslab', 'replicate', 'runway', 'together', 'xai'])
        expect(providers.find(({ id }) => id === 'xai')).toMatchObject({ label: 'xAI', hasKey: true, pause: null })
        expect(['session', 'vault']).toContain(secrets.kind)
        expect(JSON.stringify(providers)).not.toContain('not-a-real-key')
      },
    },
    'providers.set-key': {
      happy: async (client) => {
        const told = await client['providers.set-key']({ provider: 'runway', key: '  key_of_runway  ' })
        expect(told).toMatchObject({ id: 'runway', hasKey: true })
      },
    },
    'providers.remove-key': {
      happy: async (client) => {
        await client['providers.set-key']({ provider: 'runway', key: 'key_of_runway' })
        expect(await client['providers.remove-key']({ provider: 'runway' })).toMatchObject({ hasKey: false })
      },
    },
    'providers.test-key': {
      happy: async (client) => {
        await client['providers.set-key']({ provider: 'replicate', key: emulator().keys.replicate })
        await client['providers.switch']({ provider: 'replicate', to: 'on' })
        expect(await client['providers.test-key']({ provider: 'replicate' })).toMatchObject({ isCertain: true })
        const { providers } = await client['providers.list']({})
        expect(providers.find(({ id }) => id === 'replicate')?.health).toMatchObject({ error: null })
      },
      failing: {
        'provider.off': async (client) => {
          await client['providers.switch']({ provider: 'together', to: 'off' })
          return client['providers.test-key']({ provider: 'together' })
        },
        'provider.no-key': async (client) => {
          await client['providers.remove-key']({ provider: 'together' })
          await client['providers.switch']({ provider: 'together', to: 'on' })
          return client['providers.test-key']({ provider: 'together' })
        },
        'provider.unauthorized': async (client) => {
          await client['providers.set-key']({ provider: 'together', key: 'not a key of theirs' })
          await client['providers.switch']({ provider: 'together', to: 'on' })
          return client['providers.test-key']({ provider: 'together' })
        },
      },
    },
    'providers.switch': {
      happy: async (client) => {
        expect(await client['providers.switch']({ provider: 'modelslab', to: 'on' })).toMatchObject({ isOn: true })
        expect(await client['providers.switch']({ provider: 'modelslab', to: 'off' })).toMatchObject({ isOn: false })
      },
    },
    'providers.resume': {
      happy: async (client) => {
        emulator().control.fault({ name: 'refuse-403-locked', provider: 'fal', times: 1 })
        const id = await started(bench, client, { prompt: 'locked out' })
        const pause = await until('the service is paused', async () => {
          const { providers } = await client['providers.list']({})
          return providers.find((one) => one.id === 'fal')?.pause ?? undefined
        })
        expect([pause.code, (await client['jobs.get']({ id })).state]).toEqual(['provider.account-locked', 'queued'])
        expect((await client['providers.resume']({ provider: 'fal' })).pause).toBeNull()
        expect((await bench.ended(client, id)).state).toBe('succeeded')
      },
    },
    'secrets.status': {
      happy: async (client) => {
        const { unavailable, isLocked } = await client['secrets.status']({})
        expect([isLocked, unavailable.map(({ kind }) => kind)]).toEqual([false, ['keyring', 'system']])
      },
    },
    'secrets.unlock': {
      happy: async (client) => {
        const opened = await client['secrets.unlock']({ passphrase: 'correct horse battery' })
        expect(opened).toMatchObject({ kind: 'vault', isLocked: false, lasts: true })
      },
      failing: { 'secrets.locked': (client) => client['secrets.unlock']({ passphrase: 'wrong horse battery' }) },
    },
  } satisfies Partial<Record<CloudName, Case>>
}

function generateCases(bench: Bench) {
  const off = async (client: Client<StudioContract>): Promise<void> =>
    void (await client['providers.switch']({ provider: 'xai', to: 'off' }))
  return {
    'models.list': {
      happy: async (client) => {
        const { models } = await client['models.list']({ provider: 'fal', task: 'text-to-image' })
        expect(models.length).toBeGreaterThan(0)
        for (const model of models) expect(model).toMatchObject({ provider: 'fal', tasks: expect.arrayContaining(['text-to-image']) })
      },
    },
    'generate.price': {
      happy: async (client) => {
        const price = await client['generate.price'](REQUEST)
        expect(price).toMatchObject({ model: MODEL, parameters: { num_images: 1 } })
        expect(price.worstCaseMicros).toBeGreaterThanOrEqual(price.micros)
        const two = await client['generate.price']({ ...REQUEST, choice: { model: MODEL, parameters: { num_images: 2 } } })
        expect(two.micros).toBe(2 * price.micros)
      },
      failing: {
        'request.invalid': (client) => client['generate.price']({ ...REQUEST, choice: { model: 'fal:never-was' } }),
        'provider.bad-request': (client) =>
          client['generate.price']({ ...REQUEST, choice: { model: MODEL, parameters: { num_images: 99 } } }),
        'asset.not-found': (client) => client['generate.price']({ ...REQUEST, inputs: [{ role: 'image', assetId: NOBODY }] }),
      },
    },
    'generate.start': {
      happy: async (client) => {
        const before = bench.emulator().control.ledger().length
        const job = await bench.ended(client, await started(bench, client, { prompt: 'a blue dress' }))
        expect(job).toMatchObject({
          state: 'succeeded',
          result: { provider: 'fal', assets: [{ assetId: expect.stringMatching(/^ast_/) }] },
        })
        expect(bench.emulator().control.ledger()).toHaveLength(before + 1)
      },
      failing: {
        'provider.off': async (client) => {
          await off(client)
          return client['generate.start']({ ...REQUEST, choice: { model: 'xai:grok-imagine-image' } })
        },
        'money.cap-reached': async (client) => {
          await ready(bench, client)
          return client['generate.start']({ ...REQUEST, maxMicros: microUsd.parse(1) })
        },
      },
    },
    'jobs.decide': {
      happy: async (client) => {
        const { control } = bench.emulator()
        // A service that answers at once and lists nothing: what became of a lost answer nobody can tell.
        await client['providers.set-key']({ provider: 'together', key: bench.emulator().keys.together })
        await client['providers.switch']({ provider: 'together', to: 'on' })
        control.fault({ name: 'accept-then-reset', provider: 'together', times: 2 })
        const choice = { model: 'together:flux-schnell' }
        const [discarded, again] = [
          await started(bench, client, { prompt: 'lost', choice }),
          await started(bench, client, { prompt: 'lost too', choice }),
        ]
        for (const id of [discarded, again]) {
          const job = await until('it is asked about', async () => {
            const found = await client['jobs.get']({ id })
            return found.state === 'needs-attention' && found
          })
          expect(job.error).toMatchObject({ code: 'provider.outcome-unknown', details: { costMicros: expect.any(Number) } })
        }
        expect(await client['jobs.decide']({ id: discarded, decision: 'discard' })).toMatchObject({ state: 'canceled' })
        await client['jobs.decide']({ id: again, decision: 'send-again' })
        expect((await bench.ended(client, again)).state).toBe('succeeded')
        const { entries } = await client['ledger.entries']({ jobId: again })
        expect(entries.map(({ number, state }) => [number, state])).toEqual([
          [2, 'done'],
          [1, 'abandoned'],
        ])
      },
      failing: {
        'job.not-found': (client) => client['jobs.decide']({ id: NO_JOB, decision: 'discard' }),
        'job.illegal-move': async (client) => {
          const id = await started(bench, client)
          await bench.ended(client, id)
          return client['jobs.decide']({ id, decision: 'send-again' })
        },
      },
    },
  } satisfies Partial<Record<CloudName, Case>>
}

function ledgerCases(bench: Bench) {
  const spent = async (client: Client<StudioContract>): Promise<JobId> => {
    const id = await started(bench, client)
    await bench.ended(client, id)
    return id
  }
  return {
    'ledger.summary': {
      happy: async (client) => {
        await spent(client)
        const { all, byProvider, byBrand, from, to, zone } = await client['ledger.summary']({})
        expect([from, zone.length > 0]).toEqual([to, true])
        expect(byProvider.find(({ key }) => key === 'fal')?.micros).toBeGreaterThan(0)
        // Other cases may have had work done by other services.
        expect(byProvider.reduce((sum, { micros }) => sum + micros, 0)).toBe(all.micros)
        expect(byBrand.find(({ key }) => key === 'Nord')?.micros).toBeGreaterThan(0)
      },
    },
    'ledger.entries': {
      happy: async (client) => {
        const jobId = await spent(client)
        const { entries, nextCursor } = await client['ledger.entries']({ jobId })
        expect([entries, nextCursor]).toEqual([[expect.objectContaining({ jobId, number: 1, state: 'done', brand: 'Nord' })], null])
      },
      failing: { 'request.invalid': (client) => client['ledger.entries']({ cursor: 'x' }) },
    },
    'ledger.csv': {
      happy: async (client) => {
        const jobId = await spent(client)
        const { csv, entries } = await client['ledger.csv']({})
        expect([csv.split('\r\n').length, csv.includes(jobId)]).toEqual([entries + 2, true])
      },
    },
    'caps.get': {
      happy: async (client) => {
        const { caps, day } = await client['caps.get']({})
        expect([caps, day]).toEqual([[], expect.stringMatching(/^\d{4}-\d\d-\d\d$/)])
      },
    },
    'caps.set': {
      happy: async (client) => {
        const limit = { scope: 'provider', subject: 'fal', period: 'day' } as const
        const { caps } = await client['caps.set']({ ...limit, micros: microUsd.parse(0) })
        expect(caps).toEqual([{ ...limit, micros: 0 }])
        await ready(bench, client)
        await expect(client['generate.start'](REQUEST)).rejects.toMatchObject({ code: 'money.cap-reached', details: { scope: 'provider' } })
        expect(await client['caps.set']({ ...limit, micros: null })).toEqual({ caps: [] })
      },
      failing: { 'request.invalid': (client) => client['caps.set']({ scope: 'job', period: 'day', micros: microUsd.parse(1) }) },
    },
  } satisfies Partial<Record<CloudName, Case>>
}
