import type { app } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'
import type { ipcMain } from './ipc-main.ts'
import type { Menu } from './menu.ts'
import type { protocol, session } from './session.ts'
import type { dialog, Notification, nativeImage, nativeTheme, safeStorage, screen, shell, shown } from './system.ts'

/** The double as a test sees it, in functions that run in the main process. */
export interface ElectronDouble {
  readonly app: typeof app
  readonly BrowserWindow: typeof BrowserWindow
  readonly dialog: typeof dialog
  readonly ipcMain: typeof ipcMain
  readonly Menu: typeof Menu
  readonly nativeImage: typeof nativeImage
  readonly nativeTheme: typeof nativeTheme
  readonly Notification: typeof Notification
  readonly protocol: typeof protocol
  readonly safeStorage: typeof safeStorage
  readonly screen: typeof screen
  readonly session: typeof session
  readonly shell: typeof shell
  /** What was shown to the person, in its order. */
  readonly shown: typeof shown
}

export interface Question {
  readonly id: number
  /** Source of a function of the double and one value; it may use nothing from outside of itself. */
  readonly source: string
  readonly value: unknown
}

export interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

/** Runs functions of the test in this process, as Playwright does in a real Electron. */
export function listenToTest(double: ElectronDouble): void {
  process.on('message', async ({ id, source, value }: Question) => {
    try {
      // biome-ignore lint/security/noGlobalEval: the function comes from the test that started this process.
      const run = globalThis.eval(`(${source})`) as (electron: ElectronDouble, value: unknown) => unknown
      process.send?.({ id, value: await run(double, value) } satisfies Answer)
    } catch (thrown) {
      process.send?.({ id, error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) } satisfies Answer)
    }
  })
  // A test that died leaves no windows behind.
  process.on('disconnect', () => double.app.exit(1))
}
