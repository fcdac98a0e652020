import type { BrowserWindow } from 'electron'
import type { Log } from '../app/platform/log.ts'
import { isPageUrl, PAGE_URL } from './address.ts'

const WINDOW_MS = 60_000
const MAX_RELOADS = 3

export interface RecoveryOptions {
  readonly nowMs: () => number
  readonly log: Log
  /** The page of this window is gone: what it had asked for is asked by nobody any more. */
  readonly onGone: () => void
  /** Asked when the page has died more often than by accident. */
  readonly askToTryAgain: () => Promise<boolean>
  /** Asked when the page has not answered for some time. */
  readonly askToLoadAgain: () => Promise<boolean>
  readonly quit: () => void
}

/**
 * Brings a page that died back to where it was. The core runs on in its thread: jobs do not notice. A page keeps its room in
 * its address, and the rest it asks for again.
 */
export function recoverRenderer(window: BrowserWindow, options: RecoveryOptions): void {
  const { webContents: contents } = window
  const deathsMs: number[] = []
  let lastAddress = PAGE_URL
  const remember = (address: string): void => {
    if (isPageUrl(address)) lastAddress = address
  }
  contents.on('did-navigate', (_event, address) => remember(address))
  contents.on('did-navigate-in-page', (_event, address, isMainFrame) => {
    if (isMainFrame) remember(address)
  })
  contents.on('did-start-navigation', (event) => {
    if (event.isMainFrame && !event.isSameDocument) options.onGone()
  })
  window.on('unresponsive', () => {
    options.log.warn({}, 'The page does not answer')
    void options.askToLoadAgain().then((again) => {
      // A page that hangs cannot be reloaded; one that died is brought back below.
      if (again && !window.isDestroyed()) contents.forcefullyCrashRenderer()
    })
  })
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    options.log.warn({ reason, exitCode }, 'A page died')
    options.onGone()
    const now = options.nowMs()
    deathsMs.push(now)
    const recent = deathsMs.filter((at) => now - at < WINDOW_MS).length
    void (recent <= MAX_RELOADS ? Promise.resolve(true) : options.askToTryAgain()).then((again) => {
      if (!again) options.quit()
      else if (!window.isDestroyed()) void contents.loadURL(lastAddress)
    })
  })
}
