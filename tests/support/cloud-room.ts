import { join } from 'node:path'
import sharp from 'sharp'
import { cloudModel } from '../../app/domain/cloud/model.ts'
import type { ProviderId } from '../../app/domain/cloud/tasks.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { type AssetId, bootId, createId, type JobId } from '../../app/domain/ids.ts'
import type { JobState, JobSummary } from '../../app/domain/job.ts'
import { CLOUD_TIMING, type CloudServices, type CloudTiming } from '../../app/jobs/cloud/cloud-services.ts'
import { createPacer } from '../../app/jobs/cloud/pacer.ts'
import { generateJob } from '../../app/jobs/generate.ts'
import type { JobServices } from '../../app/jobs/services.ts'
import { openLedger } from '../../app/ledger/ledger.ts'
import { openProviderStates } from '../../app/ledger/provider-states.ts'
import { openRemoteFiles } from '../../app/ledger/remote-files.ts'
import { commitImport } from '../../app/library/assets.ts'
import type { Library } from '../../app/library/open-library.ts'
import { prepareImportFromBytes, prepareOwnFile } from '../../app/library/prepare-import.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { silentLog } from '../../app/platform/log.ts'
import { createEventLog } from '../../app/queue/event-log.ts'
import { createQueue, type Queue, type QueueEvent } from '../../app/queue/queue.ts'
import { type FakeService, PRICE } from './fake-service.ts'
import { openTestLibrary, tempFolder } from './temp-library.ts'
import { until } from './until.ts'

/** A library with a queue that has work done by services in memory, and nothing else of the studio. */
export interface CloudRoom extends AsyncDisposable {
  readonly library: Library
  readonly queue: Queue
  readonly cloud: CloudServices
  /** A picture that is in the library. */
  readonly picture: AssetId
  start(asked?: object): JobId
  /** Waits until a job is in one of these states. */
  reaches(id: JobId, ...states: JobState[]): Promise<JobSummary>
  /** Ends the host as a stop of the program does, and opens the next one on the same folder. */
  restart(): Promise<void>
}

export const QUICK: CloudTiming = {
  ...CLOUD_TIMING,
  reconcileAfterMs: 20,
  reconcileForMs: 100,
  firstPauseMs: 1,
  maxPauseMs: 5,
  downloadMs: 5_000,
}

const modelOf = (provider: ProviderId) =>
  cloudModel.parse({
    id: `${provider}:test`,
    provider,
    model: `${provider}/test`,
    label: 'Test',
    tasks: ['edit-image', 'text-to-image', 'image-to-video'],
    form: {},
    limits: { minSidePx: 1 },
    price: { unit: 'image', micros: PRICE, asOf: '2026-11-20', source: 'test', certainty: 'documented' },
    status: 'current',
    asOf: '2026-11-20',
    certainty: 'documented',
    source: 'test',
  })

interface RoomOptions {
  readonly services: readonly FakeService[]
  readonly timing?: Partial<CloudTiming>
  readonly concurrency?: number
  readonly requestsPerMinute?: number
}

export async function cloudRoom(options: RoomOptions): Promise<CloudRoom> {
  const folder = await tempFolder()
  let host = await openHost(folder.path, options)
  const picture = await importPicture(host.library)
  for (const { adapter } of options.services) host.cloud.states.switch(adapter.id, 'on')
  host.queue.start()
  const [first] = options.services
  return {
    get library() {
      return host.library
    },
    get queue() {
      return host.queue
    },
    get cloud() {
      return host.cloud
    },
    picture,
    start: (asked = {}) =>
      host.queue.enqueue('generate', {
        task: 'edit-image',
        choice: { model: `${first?.adapter.id}:test` },
        prompt: 'a red dress',
        inputs: [{ role: 'image', assetId: picture }],
        ...asked,
      }).id,
    async reaches(id, ...states) {
      const isThere = (): JobSummary | false => {
        const job = host.queue.get(id)
        return states.includes(job.state) && job
      }
      return await until(`a job is ${states.join(' or ')}`, isThere, 8_000).catch((thrown: unknown) => {
        throw new Error(`It is ${JSON.stringify([host.queue.get(id), host.cloud.ledger.ofJob(id)])}`, { cause: thrown })
      })
    },
    async restart() {
      await host.close()
      host = await openHost(folder.path, options)
      host.queue.start()
    },
    async [Symbol.asyncDispose]() {
      await host.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function openHost(folder: string, options: RoomOptions) {
  const library = await openTestLibrary(join(folder, 'library'))
  const now = (): number => Date.now()
  const ledger = await openLedger({ ...library, libraryFolder: library.folder, zone: () => 'UTC', log: silentLog })
  const { concurrency = 2, requestsPerMinute = 600_000, timing } = options
  const find = (id: ProviderId): FakeService => {
    const found = options.services.find(({ adapter }) => adapter.id === id)
    if (found === undefined) throw new StudioError('provider.off', `No service ${id}`)
    return found
  }
  const cloud: CloudServices = {
    catalogue: {
      model: (id) => options.services.map(({ adapter }) => modelOf(adapter.id)).find((model) => model.id === id),
      facts: () => ({ concurrency, requestsPerMinute }),
    },
    ledger,
    states: openProviderStates(library.db, { now, onChange: () => wake() }),
    remoteFiles: openRemoteFiles(library.db, now),
    pacer: createPacer(now),
    adapter: (id) => find(id).adapter,
    call: (id, call) => Promise.resolve({ ...call, http: find(id).http, secret: 'secret' }),
    sending: new Set(),
    timing: { ...QUICK, ...timing },
  }
  const services = {
    library,
    limits,
    cloud,
    prepareImport: ({ path, name }: { path: string; name: string }, signal: AbortSignal) =>
      prepareOwnFile({ path, libraryFolder: library.folder, limits, name, signal }),
    announceLibrary: () => undefined,
  } as unknown as JobServices
  const queue = createQueue<JobServices>({
    db: library.db,
    definitions: { generate: generateJob as never },
    services,
    events: createEventLog<QueueEvent>(library.clock),
    clock: library.clock,
    random: Math.random,
    bootId: bootId.parse(createId('boo', library.clock, Math.random)),
    log: silentLog,
  })
  const wake = (): void => queue.wake()
  return {
    library,
    queue,
    cloud,
    async close() {
      await queue.stop(2_000)
      await ledger.flush()
      library.close()
    },
  }
}

async function importPicture(library: Library): Promise<AssetId> {
  const source = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#806040' } })
    .jpeg()
    .toBuffer()
  const prepared = await prepareImportFromBytes({ source, libraryFolder: library.folder, limits, name: 'still.jpg' })
  return (await commitImport(library, prepared)).asset.id
}
