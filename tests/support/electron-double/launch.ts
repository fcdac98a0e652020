import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/system-programs.mjs'
import { buildPreload } from '../../../tools/desktop-build.ts'
import type { Answer, ElectronDouble, Question } from './control.ts'
import { type DoubleSettings, SETTINGS_VARIABLE } from './settings.ts'

const root = join(import.meta.dirname, '../../..')

export interface LaunchOptions {
  /** Folder with an `index.html`; without one the built page of the studio is shown. */
  readonly pagesFolder?: string
  /** Main module; without one the sources are run. */
  readonly mainFile?: string
  readonly args?: readonly string[]
  /** Where library and user data lie; they stay there when the app ends. Without it they go with the app. */
  readonly folder?: string
  readonly settings?: Partial<Pick<DoubleSettings, 'appFolder' | 'isPackaged' | 'resourcesFolder' | 'languages' | 'displays' | 'keychain'>>
  readonly env?: Readonly<Record<string, string>>
}

/** The app in a process of its own, on the double: the surface is the one that Playwright gives to a real Electron. */
export interface DesktopDouble {
  readonly libraryFolder: string
  readonly userDataFolder: string
  readonly process: ChildProcess
  /** Runs a function in the main process; it may use nothing from outside of itself. */
  evaluate<T, V>(run: (electron: ElectronDouble, value: V) => T | Promise<T>, value?: V): Promise<T>
  /** The page of the window, when it has loaded. */
  window(): Promise<Page>
  /** Everything that was written to stderr; after `close` also what the app's log complains of. */
  readonly errors: () => string
  /** Exit code, when the app has ended by itself or by `close`. */
  readonly ended: Promise<number | null>
  /** Quits as a person does, and removes what was made for this app. */
  close(): Promise<number | null>
}

/** Whether the double can run here. */
export const hasChromium = findChromium() !== undefined

export async function launchDouble(options: LaunchOptions = {}): Promise<DesktopDouble> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'drape-window-')))
  const settings: DoubleSettings = {
    appFolder: join(folder, 'app'),
    userDataFolder: join(folder, 'user-data'),
    isPackaged: false,
    resourcesFolder: join(root, 'resources'),
    languages: ['en-GB'],
    displays: [{ x: 0, y: 0, width: 1920, height: 1040 }],
    keychain: 'gnome_libsecret',
    chromium: findChromium() ?? 'chromium',
    debuggingPort: await freePort(),
    ...options.settings,
  }
  await makeAppFolder(settings.appFolder, options.pagesFolder)
  const libraryFolder = join(folder, 'library')
  const child = fork(options.mainFile ?? join(root, 'electron', 'main.ts'), [...(options.args ?? [])], {
    execArgv: ['--import', pathToFileURL(join(import.meta.dirname, 'register.ts')).href],
    env: { ...process.env, ...options.env, DRAPE_LIBRARY: libraryFolder, [SETTINGS_VARIABLE]: JSON.stringify(settings) },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  return createHandle(child, { settings, folder, libraryFolder, isTemporary: options.folder === undefined })
}

/** A folder that looks like the app's: what is not built for the test is the project's own. */
async function makeAppFolder(appFolder: string, pagesFolder: string | undefined): Promise<void> {
  // A second launch is of the same app.
  if (existsSync(appFolder)) return
  await mkdir(join(appFolder, 'out'), { recursive: true })
  for (const name of ['package.json', 'resources']) await symlink(join(root, name), join(appFolder, name))
  await cp(pagesFolder ?? join(root, 'out', 'renderer'), join(appFolder, 'out', 'renderer'), { recursive: true })
  await buildPreload(join(appFolder, 'out', 'desktop'))
}

function createHandle(
  child: ChildProcess,
  place: { readonly settings: DoubleSettings; readonly folder: string; readonly libraryFolder: string; readonly isTemporary: boolean },
): DesktopDouble {
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    errors += part
    if (process.env['DEBUG_DOUBLE'] !== undefined) process.stderr.write(part)
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const evaluate = createEvaluate(child, () => errors)
  let browser: Browser | undefined
  return {
    libraryFolder: place.libraryFolder,
    userDataFolder: place.settings.userDataFolder,
    process: child,
    ended,
    evaluate,
    errors: () => errors,
    async window() {
      await evaluate(async ({ BrowserWindow }) => {
        for (;;) {
          const [window] = BrowserWindow.getAllWindows()
          if (window?.webContents.page !== undefined && window.isVisible()) return
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })
      browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${place.settings.debuggingPort}`)
      for (;;) {
        const page = browser
          .contexts()[0]
          ?.pages()
          .find((one) => one.url().startsWith('https://'))
        if (page !== undefined) return page
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async close() {
      await browser?.close()
      if (child.exitCode === null && child.connected)
        child.send({ id: 0, source: '({ app }) => void app.quit()', value: null } satisfies Question)
      const code = await ended
      errors += await complaintsOf(place.settings.userDataFolder)
      if (place.isTemporary) await rm(place.folder, { recursive: true, force: true, maxRetries: 5 })
      return code
    },
  }
}

function createEvaluate(child: ChildProcess, errors: () => string): DesktopDouble['evaluate'] {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let lastId = 0
  child.on('message', ({ id, value, error }: Answer) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(value as never)
    else one?.reject(new Error(error))
  })
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`The app ended with ${code}: ${errors()}`))
  })
  return (run, value) =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      child.send({ id, source: String(run), value: value ?? null } satisfies Question)
    })
}

/** Warnings and errors of the app's own log; that a page died is what tests do to it. */
async function complaintsOf(userDataFolder: string): Promise<string> {
  const text = await readFile(join(userDataFolder, 'logs', 'drape.log'), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => /"level":"(warn|error)"/.test(line) && !line.includes('A page died'))
    .join('\n')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
