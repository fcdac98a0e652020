import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import sharp from 'sharp'
import { type StudioContract, studioContract } from '../contract/contract.ts'
import type { Handlers } from '../contract/define.ts'
import type { DocumentChange } from '../contract/documents.ts'
import type { LibraryChange, StudioEvent } from '../contract/events.ts'
import { bootId, createId } from '../domain/ids.ts'
import type { Preferences } from '../domain/preferences.ts'
import { JOBS } from '../jobs/registry.ts'
import type { JobServices } from '../jobs/services.ts'
import { isClipFile } from '../library/check-file.ts'
import { type DocumentStore, openDocumentStore } from '../library/documents/store.ts'
import { openMemo } from '../library/memo.ts'
import { openClipRecipes, openPromptPresets, openTemplates } from '../library/named-file.ts'
import { type Library, openLibrary } from '../library/open-library.ts'
import { openPreferences } from '../library/preference-file.ts'
import { preparedImport } from '../library/prepare-import.ts'
import { openPromptHistory } from '../library/prompt-history.ts'
import { createClipReader } from '../pipeline/clip-reader.ts'
import { openVideoTools } from '../pipeline/open-video-tools.ts'
import { createKnownSecrets, type Log, openLog } from '../platform/log.ts'
import type { SecretStore } from '../platform/secret-store.ts'
import { createEventLog } from '../queue/event-log.ts'
import { createQueue, type Queue } from '../queue/queue.ts'
import { createDispatch, type Dispatch } from '../rpc/dispatch.ts'
import { createWorkerPool, type WorkerPool } from '../workers/pool.ts'
import type { WorkerSettings } from '../workers/settings.ts'
import type { CoreSettings } from './core-settings.ts'
import { clipsHandlers } from './handlers/clips.ts'
import { cloudHandlers } from './handlers/cloud.ts'
import type { StudioContext } from './handlers/context.ts'
import { coreHandlers } from './handlers/core.ts'
import { documentsHandlers } from './handlers/documents.ts'
import { finalHandlers } from './handlers/final.ts'
import { hostHandlers } from './handlers/host.ts'
import { jobsHandlers } from './handlers/jobs.ts'
import { ledgerHandlers } from './handlers/ledger.ts'
import { libraryHandlers } from './handlers/library.ts'
import { motionHandlers } from './handlers/motion.ts'
import { preferencesHandlers } from './handlers/preferences.ts'
import { promptsHandlers } from './handlers/prompts.ts'
import { storageHandlers } from './handlers/storage.ts'
import { tryOnHandlers } from './handlers/try-on.ts'
import { coreContract } from './host-contract.ts'
import { stepsOver } from './stage-steps.ts'
import { type StartedCloud, startCloud } from './start-cloud.ts'
import { documentChanged, libraryChanged, type StoredEvent, toStudioEvent } from './studio-events.ts'
import { sweepUploads } from './uploads.ts'

const IDLE_MS = 5 * 60 * 1000
const THREAD_GRACE_MS = 5_000
/** They wait for ffmpeg and move bytes; the work is done by its processes, which use all cores by themselves. */
const FFMPEG_THREADS = 1

export interface Studio {
  /** The public contract, and what only the host may ask. */
  readonly dispatch: Dispatch
  /** Hears every event from now on. */
  listen(hear: (event: StudioEvent) => void): void
  stop(): Promise<void>
}

/** What only the host's thread has. */
export interface HostPorts {
  /** Electron's store of secrets. */
  readonly systemStore?: SecretStore | undefined
}

/**
 * Puts the studio together: opens the library, starts the queue, joins the contract to its handlers.
 *
 * @throws StudioError what opening a library throws: `library.in-use`, `library.damaged`, `library.foreign`, `library.too-new`, `storage.full`, `storage.failed`
 */
export async function createStudio(settings: CoreSettings, ports: HostPorts = {}): Promise<Studio> {
  const { config } = settings
  // libvips keeps up to 50 MB of finished operations for the whole process; no picture is decoded twice here.
  sharp.cache(false)
  const clock = { now: () => Date.now() }
  // 48 bits of the system's randomness: identifiers must not repeat across machines that share a backup.
  const random = (): number => randomInt(0, 2 ** 48 - 1) / 2 ** 48
  const library = await openLibrary({ folder: config.libraryFolder, clock, random, artifactCacheBytes: config.artifactCacheBytes })
  const known = createKnownSecrets()
  const log = openLog({ target: { folder: join(library.folder, 'logs') }, level: config.logLevel, secrets: known })
  log.info({ version: settings.host.version, mode: settings.mode, recovery: library.recovery }, 'The studio starts')
  const events = createEventLog<StoredEvent>(clock)
  const announce = announcers(events)
  const pool = startPool(settings, library)
  const documents = await openDocumentStore(library)
  const { cloudTiming: timing, publicUrl } = settings
  const cloudOptions = { library, log, known, systemStore: ports.systemStore, env: process.env, timing, publicUrl }
  const cloud = await startCloud(cloudOptions, (event) => events.publish(event))
  const services = jobServices({ settings, library, documents, pool, cloud, announceLibrary: announce.announceLibrary })
  const queue = createQueue<JobServices>({
    db: library.db,
    definitions: JOBS as never,
    services,
    events: events as never,
    clock,
    random,
    bootId: bootId.parse(createId('boo', clock, random)),
    log,
  })
  await sweepInbox(library, queue, clock.now())
  if (settings.mode === 'work') {
    cloud.join(queue)
    queue.start()
  }

  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      await cloud.stop(queue, config.shutdownGraceMs)
      await pool.close()
      events[Symbol.dispose]()
      log.info({}, 'The studio stops')
      log[Symbol.dispose]()
      library.close()
    })()
    return stopping
  }
  const context: StudioContext = {
    ...contextFacts(settings),
    library,
    documents,
    queue,
    ...(await openKept(library, log)),
    createStep: services.createStep,
    video: services.video,
    cloud,
    ...announce,
  }
  const handlers = { ...publicHandlers(context), ...coreHandlers(context, { eventsSince: (seq) => eventsSince(events, seq), stop }) }
  const dispatch = createDispatch({ ...studioContract, ...coreContract }, handlers, (name, error) => {
    if (error.code !== 'internal') return undefined
    const ref = createId('ref', clock, random)
    log.error({ ref, procedure: name, err: error }, 'A call failed')
    return ref
  })
  return { dispatch, listen: (hear) => void events.subscribe((entry) => hear(toStudioEvent(entry))), stop }
}

function eventsSince(
  events: ReturnType<typeof createEventLog<StoredEvent>>,
  seq: number,
): { readonly events: StudioEvent[]; readonly lastSeq: number } {
  const missed: StudioEvent[] = []
  // 0 is a client that knows nothing yet: it asks for everything anyway.
  if (seq > 0) events.subscribe((entry) => missed.push(toStudioEvent(entry)), { afterSeq: seq })()
  return { events: missed, lastSeq: events.lastSeq }
}

function publicHandlers(context: StudioContext): Handlers<StudioContract> {
  return {
    ...hostHandlers(context),
    ...libraryHandlers(context),
    ...tryOnHandlers(context),
    ...jobsHandlers(context),
    ...preferencesHandlers(context),
    ...storageHandlers(context),
    ...documentsHandlers(context),
    ...clipsHandlers(context),
    ...motionHandlers(context),
    ...cloudHandlers(context),
    ...ledgerHandlers(context),
    ...promptsHandlers(context),
    ...finalHandlers(context),
  }
}

/** What people have set and saved, in files beside the index. */
async function openKept({ folder }: Library, log: Log) {
  return {
    preferences: await openPreferences(folder, log),
    templates: await openTemplates(folder),
    clipRecipes: await openClipRecipes(folder),
    promptPresets: await openPromptPresets(folder),
    prompts: await openPromptHistory(folder),
  }
}

/** Ways to tell listeners of what the queue does not know. */
function announcers(events: { publish(event: StoredEvent): unknown }) {
  return {
    announceLibrary: (change: LibraryChange): void => void events.publish(libraryChanged(change)),
    announceDocument: (change: DocumentChange): void => void events.publish(documentChanged(change)),
    announcePreferences: (preferences: Preferences): void => void events.publish({ type: 'preferences.changed', preferences }),
  }
}

/** What was uploaded and no unfinished import waits for goes. */
async function sweepInbox(library: Library, queue: Queue, nowMs: number): Promise<void> {
  const unfinished = queue.list({ states: ['queued', 'running', 'waiting', 'needs-attention'], limit: 500 }).jobs
  await sweepUploads(library.folder, { now: nowMs, unfinished })
}

const contextFacts = ({ config, host, samplesFolder, modelFolder }: CoreSettings) => ({ config, host, samplesFolder, modelFolder })

function startPool(settings: CoreSettings, library: Library): WorkerPool {
  const { config } = settings
  const data: WorkerSettings = {
    libraryFolder: library.folder,
    artifactCacheBytes: config.artifactCacheBytes,
    imageLimits: config.imageLimits,
    videoLimits: config.videoLimits,
    modelFolder: settings.modelFolder,
  }
  const pool = createWorkerPool({
    entry: new URL('../workers/entry.ts', import.meta.url),
    data,
    threads: { inference: 1, pixels: config.pixelWorkers, ffmpeg: FFMPEG_THREADS },
    idleMs: IDLE_MS,
    graceMs: THREAD_GRACE_MS,
  })
  return pool
}

function jobServices(parts: {
  settings: CoreSettings
  library: Library
  documents: DocumentStore
  pool: WorkerPool
  cloud: StartedCloud
  announceLibrary: JobServices['announceLibrary']
}): JobServices {
  const { settings, library, documents, pool, cloud, announceLibrary } = parts
  const video = openVideoTools(process.env)
  const clips = createClipReader(video, settings.config.videoLimits)
  const engines = `sharp ${sharp.versions.sharp} vips ${sharp.versions.vips}`
  return {
    library,
    documents,
    limits: settings.config.imageLimits,
    video,
    cloud: cloud.services,
    createStep: stepsOver({ pool, memo: openMemo(library), engines }),
    prepareImport: async ({ take = 'copy', ...source }, signal) => {
      // A clip is checked for seconds: no draft should wait for it.
      const lane = (await isClipFile(source.path, clips).catch(() => false)) ? 'ffmpeg' : 'pixels'
      return preparedImport.parse(await pool.call(lane, { name: 'import.prepare', input: { ...source, take } }, { signal }))
    },
    announceLibrary,
  }
}
