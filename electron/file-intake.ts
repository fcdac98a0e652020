import type { App } from 'electron'
import type { Log } from '../app/platform/log.ts'
import type { Core } from '../app/studio/open-core.ts'
import { launchFiles, readHandover } from './launch-files.ts'
import type { ProcessFacts } from './modules.ts'

/**
 * Files that the system hands to the app: on its command line, by a second launch, by a double click in the Finder. They may
 * come before there is a studio; then they wait.
 */
export class FileIntake {
  #waiting: string[] = []
  #core: Pick<Core, 'client'> | undefined
  readonly #onFiles: () => void
  readonly #log: Log

  constructor(onFiles: () => void, log: Log) {
    this.#onFiles = onFiles
    this.#log = log
  }

  /** Imports what has waited, and from now on at once. */
  openTo(core: Pick<Core, 'client'>): void {
    this.#core = core
    const waiting = this.#waiting
    this.#waiting = []
    this.take(waiting)
  }

  take(paths: readonly string[]): void {
    if (paths.length === 0) return
    if (this.#core === undefined) this.#waiting.push(...paths)
    else {
      void this.#core.client['library.import-paths']({ paths: [...paths] }).catch((thrown: unknown) => {
        this.#log.error({ err: thrown }, 'Files were not imported')
      })
      this.#onFiles()
    }
  }
}

/**
 * Makes this the only instance, and hears from the others.
 *
 * @returns false where another instance runs already: it has the files now, and this one ends.
 */
export function claimSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on' | 'isPackaged'>,
  options: { readonly facts: ProcessFacts; readonly intake: FileIntake; readonly onSecondLaunch: () => void },
): boolean {
  const { facts, intake, onSecondLaunch } = options
  const files = launchFiles({ argv: facts.argv, workingFolder: facts.workingFolder, isPackaged: app.isPackaged })
  if (!app.requestSingleInstanceLock({ files })) return false
  app.on('second-instance', (_event, _argv, _workingFolder, data) => {
    onSecondLaunch()
    intake.take(readHandover(data))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    onSecondLaunch()
    intake.take([path])
  })
  intake.take(files)
  return true
}
