import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow, Rectangle, Screen } from 'electron'
import { z } from 'zod'
import type { Log } from '../app/platform/log.ts'

const SMALLEST = { width: 960, height: 640 }
const FIRST = { width: 1440, height: 900 }
/** This much of a window must lie on a display: enough to take hold of its title bar. */
const MIN_VISIBLE = { width: 200, height: 60 }
const SETTLE_MS = 500

const windowState = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
})
type WindowState = z.output<typeof windowState>

export interface WindowPlace {
  readonly options: { readonly width: number; readonly height: number; readonly minWidth: number; readonly minHeight: number } & Partial<
    Pick<Rectangle, 'x' | 'y'>
  >
  /** Keeps the place of this window from now on, and gives it back the state that bounds do not hold. */
  follow(window: BrowserWindow): void
}

/** Where the window goes: where it was, unless the display it was on is gone. */
export function placeWindow(options: {
  readonly file: string
  readonly screen: Pick<Screen, 'getAllDisplays'>
  readonly log: Log
}): WindowPlace {
  const { file, screen, log } = options
  const saved = readState(file)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const isVisible = saved !== undefined && areas.some((area) => overlaps(saved.bounds, area))
  const size = { width: saved?.bounds.width ?? FIRST.width, height: saved?.bounds.height ?? FIRST.height }
  const place = isVisible ? { x: saved.bounds.x, y: saved.bounds.y } : {}
  return {
    options: { ...size, ...place, minWidth: SMALLEST.width, minHeight: SMALLEST.height },
    follow(window) {
      if (saved?.isMaximized === true) window.maximize()
      if (saved?.isFullScreen === true) window.setFullScreen(true)
      keepState(window, { file, log })
    },
  }
}

function keepState(window: BrowserWindow, { file, log }: { readonly file: string; readonly log: Log }): void {
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    // The bounds of the window as it is when it is neither maximised nor full screen.
    const state = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() }
    try {
      writeState(file, state)
    } catch (thrown) {
      // The place of a window is not worth a failure.
      log.warn({ err: thrown }, 'The place of the window was not kept')
    }
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, SETTLE_MS)
    timer.unref()
  }
  // Electron names each event in an overload of its own, so they cannot be listened to in a loop.
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))
}

function readState(file: string): WindowState | undefined {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Missing or damaged: the window opens as it does the first time.
    return undefined
  }
}

function writeState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, JSON.stringify(state))
  renameSync(`${file}.part`, file)
}

function overlaps(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y)
  return width >= MIN_VISIBLE.width && height >= MIN_VISIBLE.height
}
