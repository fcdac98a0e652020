import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { z } from 'zod'
import type { StudioContract } from '../contract/contract.ts'
import type { Client } from '../contract/define.ts'
import type { StudioEvent } from '../contract/events.ts'
import { StudioError, type StudioErrorShape } from '../domain/errors.ts'
import { serveSecretStore } from '../platform/secret-port.ts'
import type { SecretStore } from '../platform/secret-store.ts'
import { createClient } from '../rpc/client.ts'
import type { Dispatch } from '../rpc/dispatch.ts'
import { createPortClient } from '../rpc/port.ts'
import { YOUNG_SPACE } from '../workers/lane.ts'
import { workerPort } from '../workers/thread-port.ts'
import type { coreSettings } from './core-settings.ts'
import { type CoreContract, coreContract } from './host-contract.ts'

/** The core as its host sees it: calls go over a port, events come back. */
export interface Core {
  readonly client: Client<StudioContract>
  readonly host: Client<CoreContract>
  /** For the public transports: answers the public contract only. */
  readonly dispatch: Dispatch
  listen(hear: (event: StudioEvent) => void): void
  /** Called once if the thread dies by itself. */
  onLost(hear: (reason: string) => void): void
  stop(): Promise<void>
}

type Notice =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly error: StudioErrorShape }
  | { readonly type: 'event'; readonly event: StudioEvent }

/** What the core's thread is given: the settings, and a way to the host's store of secrets where it has one. */
export type CoreData = z.input<typeof coreSettings> & { readonly secrets: { readonly name: string; readonly port: MessagePort } | null }

function coreData(settings: z.input<typeof coreSettings>, store: SecretStore | undefined): { data: CoreData; transferList: MessagePort[] } {
  if (store === undefined) return { data: { ...settings, secrets: null }, transferList: [] }
  const { port1, port2 } = new MessageChannel()
  serveSecretStore(port1, store)
  return { data: { ...settings, secrets: { name: store.name, port: port2 } }, transferList: [port2] }
}

/**
 * Starts the core in a thread of its own, so that the host's thread never waits for a disk or a schema.
 *
 * @throws StudioError what opening the library throws
 */
export async function openCore(settings: z.input<typeof coreSettings>, options: { readonly secrets?: SecretStore } = {}): Promise<Core> {
  const { data, transferList } = coreData(settings, options.secrets)
  const worker = new Worker(new URL('./core-entry.ts', import.meta.url), { workerData: data, transferList, resourceLimits: YOUNG_SPACE })
  const listeners: ((event: StudioEvent) => void)[] = []
  const mourners: ((reason: string) => void)[] = []
  let isStopped = false
  const port = workerPort(worker)
  const client = await new Promise<ReturnType<typeof createPortClient>>((resolve, reject) => {
    const made = createPortClient(port, (raw) => {
      const notice = raw as Notice
      if (notice.type === 'event') for (const hear of listeners) hear(notice.event)
      else if (notice.type === 'ready') resolve(made)
      else reject(StudioError.fromShape(notice.error))
    })
    const lose = (reason: string): void => {
      made.fail(reason)
      reject(new StudioError('worker.lost', reason))
      if (!isStopped) for (const hear of mourners) hear(reason)
    }
    worker.once('error', (error) => lose(`The core failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`))
    worker.once('exit', (code) => lose(`The core ended with code ${code}`))
  }).catch(async (thrown: unknown) => {
    isStopped = true
    await worker.terminate()
    throw thrown
  })
  const host = createClient<CoreContract>(client.send)
  return {
    client: createClient<StudioContract>(client.send),
    host,
    dispatch: async (name, input, signal) => {
      if (!Object.hasOwn(coreContract, name)) return await client.send(name, input, signal)
      return { ok: false, error: new StudioError('request.unknown-procedure', `There is no procedure "${name}"`).toShape() }
    },
    listen: (hear) => void listeners.push(hear),
    onLost: (hear) => void mourners.push(hear),
    async stop() {
      isStopped = true
      await host['core.stop']({})
      await worker.terminate()
    },
  }
}
