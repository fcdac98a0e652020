import type { Client } from '../contract/define.ts'
import { StudioError } from '../domain/errors.ts'
import type { Config } from '../platform/config.ts'
import { type Core, openCore } from '../studio/open-core.ts'
import type { Host } from './host.ts'
import { readHostFile } from './host-file.ts'
import type { Installation } from './installation.ts'
import { createSocketClient, type SocketContract } from './socket-client.ts'

/** A command's way to the studio: its own, or the one of the host that has the library open. */
export interface Session {
  readonly client: Client<SocketContract>
  /** Set where this process is the host. */
  readonly own: { readonly core: Core; readonly host: Host } | undefined
  close(): Promise<void>
}

interface SessionOptions {
  readonly config: Config
  /** `observe` only looks: nothing runs, and no other command may send work here. */
  readonly mode: 'work' | 'observe'
  readonly installation: Installation
  /** Where services may call this host from outside. */
  readonly publicUrl?: string
}

/** How long a library may be in use by something that cannot be talked to: a command that only looks, a host that starts. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 100

/**
 * Opens the library, or, where another host has it open, talks to that host.
 *
 * @throws StudioError what opening a library throws; `library.in-use` where whoever has it cannot be reached
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const deadlineMs = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await openOwn(options)
    } catch (thrown) {
      if (!(thrown instanceof StudioError) || thrown.code !== 'library.in-use') throw thrown
      const client = await reachHost(options.config.libraryFolder)
      if (client !== undefined) return { client, own: undefined, close: async () => undefined }
      if (Date.now() > deadlineMs) throw thrown
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

async function openOwn({ config, mode, installation, publicUrl }: SessionOptions): Promise<Session> {
  const opening = openCore({
    config,
    mode,
    samplesFolder: installation.samplesFolder,
    modelFolder: null,
    publicUrl: publicUrl ?? null,
    host: {
      version: installation.version,
      buildId: installation.buildId,
      capabilities: {
        nativeDialogs: false,
        revealInFolder: false,
        dragOut: false,
        nativeMenu: false,
        guardsCamera: false,
        pathImport: true,
        secureSecrets: false,
      },
    },
  })
  // The core starts in a thread of its own; the doors are loaded meanwhile.
  const doors = mode === 'work' ? import('./host.ts') : undefined
  const core = await opening
  const { libraryFolder } = config
  const { pagesFolder, version } = installation
  const host = await (await doors)?.openHost({ core, libraryFolder, pagesFolder, version })
  return {
    client: bothOf(core),
    own: host === undefined ? undefined : { core, host },
    async close() {
      await host?.close()
      await core.stop()
    },
  }
}

/** A client of the host that has the library open, if it answers. The file of a host that was killed names a dead socket. */
async function reachHost(libraryFolder: string): Promise<Client<SocketContract> | undefined> {
  const file = await readHostFile(libraryFolder)
  if (file === undefined) return undefined
  const client = createSocketClient(file)
  const isThere = await client['host.describe']({}).then(
    () => true,
    () => false,
  )
  return isThere ? client : undefined
}

/** One client for the public contract and for where files lie. */
function bothOf(core: Core): Client<SocketContract> {
  return new Proxy({} as Client<SocketContract>, {
    // `then` must stay undefined, or awaiting the client would call it.
    get: (_target, name) => (name === 'media.locate' ? core.host['media.locate'] : core.client[name as 'jobs.get']),
  })
}
