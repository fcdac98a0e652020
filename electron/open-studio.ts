import type { HostFacts } from '../app/contract/host-facts.ts'
import { StudioError } from '../app/domain/errors.ts'
import type { Config } from '../app/platform/config.ts'
import type { SecretStore } from '../app/platform/secret-store.ts'
import { type Host, openHost } from '../app/server/host.ts'
import { readBuildId } from '../app/server/static-pages.ts'
import { type Core, openCore } from '../app/studio/open-core.ts'
import type { DesktopInstallation } from './installation.ts'

/** How long a library may be in use by a command that is about to end. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 100

/** The core, and the private socket over which commands of this machine reach it while the window has the library. */
export interface DesktopStudio {
  readonly core: Core
  close(): Promise<void>
}

/** @throws StudioError what opening a library throws; `library.in-use` where another host keeps it */
export async function openDesktopStudio(options: {
  readonly config: Config
  readonly installation: DesktopInstallation
  /** Electron's store of secrets, where it is no plain text. */
  readonly secrets: SecretStore | undefined
}): Promise<DesktopStudio> {
  const { config, installation } = options
  const facts: HostFacts = {
    version: installation.version,
    buildId: await readBuildId(installation.pagesFolder),
    capabilities: {
      nativeDialogs: true,
      revealInFolder: true,
      dragOut: true,
      nativeMenu: true,
      guardsCamera: true,
      pathImport: true,
      secureSecrets: options.secrets !== undefined,
    },
  }
  const { samplesFolder, modelFolder, pagesFolder, version } = installation
  const core = await patiently(() =>
    openCore(
      { config, mode: 'work', samplesFolder, modelFolder, host: facts },
      options.secrets === undefined ? {} : { secrets: options.secrets },
    ),
  )
  let host: Host
  try {
    host = await openHost({ core, libraryFolder: config.libraryFolder, pagesFolder, version })
  } catch (thrown) {
    await core.stop()
    throw thrown
  }
  return {
    core,
    async close() {
      await host.close()
      await core.stop()
    },
  }
}

async function patiently<T>(open: () => Promise<T>): Promise<T> {
  const deadlineMs = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await open()
    } catch (thrown) {
      if (!(thrown instanceof StudioError) || thrown.code !== 'library.in-use' || Date.now() > deadlineMs) throw thrown
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
