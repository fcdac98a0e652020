import { EventEmitter } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StudioError } from '../../../app/domain/errors.ts'
import { type Log, silentLog } from '../../../app/platform/log.ts'
import { offerRestart, refuseToStart } from '../../../electron/last-resort.ts'
import { recoverRenderer } from '../../../electron/renderer-recovery.ts'
import { stopBeforeQuit } from '../../../electron/shutdown.ts'
import { placeWindow } from '../../../electron/window-state.ts'

const screenOf = (...areas: { x: number; y: number; width: number; height: number }[]) =>
  ({ getAllDisplays: () => areas.map((workArea) => ({ workArea })) }) as never
const laptop = { x: 0, y: 0, width: 1440, height: 860 }

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drape-state-'))
  file = join(folder, 'window.json')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const place = (screen: never) => placeWindow({ file, screen, log: silentLog })

class FakeWindow extends EventEmitter {
  bounds = { x: 10, y: 20, width: 1000, height: 700 }
  maximize = vi.fn()
  setFullScreen = vi.fn()
  webContents = Object.assign(new EventEmitter(), { loadURL: vi.fn(async () => undefined), forcefullyCrashRenderer: vi.fn() })
  getNormalBounds = () => this.bounds
  isMaximized = () => false
  isFullScreen = () => false
  isDestroyed = () => false
}

describe('the place of the window', () => {
  const save = (bounds: object, more: object = {}): void =>
    writeFileSync(file, JSON.stringify({ bounds, isMaximized: false, isFullScreen: false, ...more }))

  it('is kept when it is closed, and taken again', () => {
    const window = new FakeWindow()
    place(screenOf(laptop)).follow(window as never)
    window.emit('close')
    expect(readdirSync(folder)).toEqual(['window.json'])
    expect(place(screenOf(laptop)).options).toMatchObject(window.bounds)
  })

  it('is kept some time after the last move, once', () => {
    vi.useFakeTimers()
    const window = new FakeWindow()
    place(screenOf(laptop)).follow(window as never)
    for (const event of ['move', 'resize', 'move']) window.emit(event)
    expect(readdirSync(folder)).toEqual([])
    vi.advanceTimersByTime(600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ bounds: window.bounds })
  })

  it('is left to the system where too little of it would be seen', () => {
    for (const bounds of [
      { x: 1440, y: 0, width: 1000, height: 700 },
      { x: -900, y: 0, width: 1000, height: 700 },
      { x: 0, y: 830, width: 1000, height: 700 },
    ]) {
      save(bounds)
      expect(place(screenOf(laptop)).options).not.toHaveProperty('x')
      expect(place(screenOf(laptop, { x: -1440, y: 0, width: 4320, height: 1600 })).options).toHaveProperty('x')
    }
  })

  it('gives back what bounds do not hold', () => {
    save({ x: 0, y: 0, width: 1000, height: 700 }, { isMaximized: true, isFullScreen: true })
    const window = new FakeWindow()
    place(screenOf(laptop)).follow(window as never)
    expect(window.maximize).toHaveBeenCalledOnce()
    expect(window.setFullScreen).toHaveBeenCalledWith(true)
  })

  it.each(['', '{', '[]', '{"bounds":{"x":"0"}}', 'null'])('is that of the first time where the file holds %j', (text) => {
    writeFileSync(file, text)
    expect(place(screenOf(laptop)).options).toEqual({ width: 1440, height: 900, minWidth: 960, minHeight: 640 })
  })
})

describe('the end of the app', () => {
  function start(stop: () => Promise<void>, log: Log = silentLog) {
    const app = Object.assign(new EventEmitter(), { exit: vi.fn() })
    stopBeforeQuit(app as never, { stop, graceMs: 5_000, log })
    const quit = () => {
      const preventDefault = vi.fn()
      app.emit('will-quit', { preventDefault })
      return preventDefault
    }
    return { app, quit }
  }

  it('waits for the studio, however often it is asked for', async () => {
    let finish = (): void => undefined
    const stop = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    const { app, quit } = start(stop)
    expect(quit()).toHaveBeenCalledOnce()
    expect(quit()).toHaveBeenCalledOnce()
    expect(stop).toHaveBeenCalledOnce()
    expect(app.exit).not.toHaveBeenCalled()
    finish()
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(0))
    expect(quit()).not.toHaveBeenCalled()
  })

  it('comes all the same where the studio hangs', async () => {
    vi.useFakeTimers()
    const { app, quit } = start(() => new Promise(() => undefined))
    quit()
    await vi.advanceTimersByTimeAsync(9_900)
    expect(app.exit).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(app.exit).toHaveBeenCalledExactlyOnceWith(1)
  })

  it('says by its code that something failed', async () => {
    const error = vi.fn()
    const { app, quit } = start(() => Promise.reject(new Error('disk')), { ...silentLog, error })
    quit()
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(1))
    expect(error).toHaveBeenCalledOnce()
  })
})

describe('a page that dies', () => {
  function open() {
    const window = new FakeWindow()
    const options = {
      now: 0,
      onGone: vi.fn(),
      askToTryAgain: vi.fn(async () => false),
      askToLoadAgain: vi.fn(async () => true),
      quit: vi.fn(),
    }
    recoverRenderer(window as never, { ...options, log: silentLog, nowMs: () => options.now })
    const die = (reason = 'crashed') => window.webContents.emit('render-process-gone', {}, { reason })
    return { window, options, die, loadURL: window.webContents.loadURL }
  }

  it('comes back in its room', async () => {
    const { window, die, loadURL } = open()
    window.webContents.emit('did-navigate-in-page', {}, 'drape://studio/#gallery', true)
    window.webContents.emit('did-navigate', {}, 'https://example.com/')
    die()
    await vi.waitFor(() => expect(loadURL).toHaveBeenCalledExactlyOnceWith('drape://studio/#gallery'))
  })

  it('is ended where it hangs and the person does not want to wait', async () => {
    const { window, options } = open()
    options.askToLoadAgain.mockResolvedValueOnce(false)
    window.emit('unresponsive')
    window.emit('unresponsive')
    await vi.waitFor(() => expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce())
    expect(options.askToLoadAgain).toHaveBeenCalledTimes(2)
  })

  it('is left alone where it ended by itself', () => {
    const { die, options } = open()
    die('clean-exit')
    expect(options.onGone).not.toHaveBeenCalled()
  })

  it('is a question for the person after three times in a minute, and not after three times in an hour', async () => {
    const { die, options, loadURL } = open()
    for (let death = 0; death < 5; death++) {
      options.now += 61_000
      die()
    }
    await vi.waitFor(() => expect(loadURL).toHaveBeenCalledTimes(5))
    expect(options.askToTryAgain).not.toHaveBeenCalled()
    for (let death = 0; death < 3; death++) die()
    await vi.waitFor(() => expect(options.quit).toHaveBeenCalledOnce())
    expect(options.askToTryAgain).toHaveBeenCalledOnce()
  })
})

describe('when nothing else helps', () => {
  const text = (key: string): string => key
  function means(response: number) {
    const calls: string[] = []
    const dialog = {
      showErrorBox: (title: string, content: string) => calls.push(`${title}: ${content}`),
      showMessageBox: async ({ buttons }: { buttons: string[] }) => {
        calls.push(buttons[response] ?? '')
        return { response }
      },
    }
    const app = { relaunch: () => calls.push('relaunch'), exit: (code: number) => calls.push(`exit ${code}`) }
    return { calls, modules: { app, dialog } as never }
  }

  it('says why the studio cannot be opened, and ends', () => {
    const { calls, modules } = means(0)
    refuseToStart(modules, text, new StudioError('library.too-new', 'internal words'))
    expect(calls).toEqual(['failure.cannotStart: errors.library.too-new', 'exit 1'])
  })

  it('starts again after the core died, where the person wants it', async () => {
    const again = means(0)
    await offerRestart(again.modules, text)
    expect(again.calls).toEqual(['failure.restart', 'relaunch', 'exit 1'])
    const enough = means(1)
    await offerRestart(enough.modules, text)
    expect(enough.calls).toEqual(['failure.quit', 'exit 1'])
  })
})
