import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { buildMain, buildPreload } from '../../tools/desktop-build.ts'
import { findElectron } from '../../tools/dist/electron-binary.ts'
import { launchDouble } from '../support/electron-double/launch.ts'

const root = join(import.meta.dirname, '../..')

/** What a flow uses of Electron's main process: the part that the double and the real one have in common. */
export type MainModules = Pick<typeof import('electron'), 'app' | 'BrowserWindow' | 'dialog' | 'Menu'>

/** The desktop app as a flow sees it, on either Electron. */
export interface DesktopApp {
  readonly page: Page
  readonly libraryFolder: string
  evaluate<T, V>(run: (electron: MainModules, value: V) => T | Promise<T>, value: V): Promise<T>
  /** Runs code in the page; works also after the page has died and come back. */
  inPage<T>(code: string): Promise<T>
  /** Quits, and removes what was made for the flow. */
  close(): Promise<void>
}

/** Electron's binary, where it is on this machine. */
export const electronBinary = findElectron(root)

/** The app on the double: its own main process and preload, in front of a Chromium of the system. */
export async function launchOnDouble(): Promise<DesktopApp> {
  const app = await launchDouble()
  const page = await app.window()
  const evaluate = app.evaluate as unknown as DesktopApp['evaluate']
  return {
    page,
    libraryFolder: app.libraryFolder,
    evaluate,
    inPage: (code) => inPage(evaluate, code),
    async close() {
      const code = await app.close()
      if (code !== 0 || app.errors() !== '') throw new Error(`The app ended with ${code}: ${app.errors()}`)
    },
  }
}

/** The app in the real Electron, as it is packed: built main process, threads and preload. */
export async function launchOnElectron(): Promise<DesktopApp> {
  if (!electronBinary.found) throw new Error('There is no Electron on this machine')
  await buildPreload(join(root, 'out', 'desktop'))
  await buildMain(join(root, 'out', 'desktop'))
  const folder = await mkdtemp(join(tmpdir(), 'drape-electron-'))
  const libraryFolder = join(folder, 'library')
  // Root may not use Chromium's sandbox on Linux; the options of the windows stay as they are.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: electronBinary.program,
    args: [...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(folder, 'user-data')}`, root],
    env: { ...(process.env as Record<string, string>), DRAPE_LIBRARY: libraryFolder },
  })
  const evaluate = app.evaluate.bind(app) as unknown as DesktopApp['evaluate']
  return {
    page: await app.firstWindow(),
    libraryFolder,
    evaluate,
    inPage: (code) => inPage(evaluate, code),
    async close() {
      await app.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function inPage<T>(evaluate: DesktopApp['evaluate'], code: string): Promise<T> {
  return evaluate(
    ({ BrowserWindow }, source) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(source) as Promise<T>,
    code,
  )
}
