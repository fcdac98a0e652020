import type { Client } from '../contract/define.ts'
import { StudioError } from '../domain/errors.ts'
import type { Config } from '../platform/config.ts'
import { type Core, openCore } from '../studio/open-core.ts'
import { type Host, openHost } from './host.ts'
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

/**
 * Opens the library, or, where another host has it open, talks to that host.
 *
 * @throws StudioError what opening a library throws; `library.in-use` where its host cannot be reached
 */
export async function openSession(options: {
  readonly config: Config
  readonly mode: 'work' | 'observe'
  readonly installation: Installation
}): Promise<Session> {
  const { config, mode, installation } = options
  try {
    const core = await openCore({
      config,
      mode,
      samplesFolder: installation.samplesFolder,
      modelFolder: null,
      host: {
        version: installation.version,
        buildId: installation.buildId,
        capabilities: { nativeDialogs: false, revealInFolder: false, pathImport: true, secureSecrets: false },
      },
    })
    const host = await openHost({
      core,
      libraryFolder: config.libraryFolder,
      pagesFolder: installation.pagesFolder,
      version: installation.version,
    })
    return {
      client: bothOf(core),
      own: { core, host },
      async close() {
        await host.close()
        await core.stop()
      },
    }
  } catch (thrown) {
    const file = thrown instanceof StudioError && thrown.code === 'library.in-use' ? await readHostFile(config.libraryFolder) : undefined
    if (file === undefined) throw thrown
    return { client: createSocketClient(file), own: undefined, close: async () => undefined }
  }
}

/** One client for the public contract and for where files lie. */
function bothOf(core: Core): Client<SocketContract> {
  return new Proxy({} as Client<SocketContract>, {
    // `then` must stay undefined, or awaiting the client would call it.
    get: (_target, name) => (name === 'media.locate' ? core.host['media.locate'] : core.client[name as 'jobs.get']),
  })
}
