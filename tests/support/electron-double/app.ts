import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createEvent } from './event.ts'
import { readSettings } from './settings.ts'

const settings = readSettings()
const lockFile = join(settings.userDataFolder, 'singleton.sock')

/** Asks the instance that has the lock, in a process of its own: the answer must be there when the call returns. */
const ASK = `
const [path, message] = process.argv.slice(1)
const socket = require('node:net').createConnection(path)
socket.on('connect', () => socket.end(message))
socket.on('close', () => process.exit(0))
socket.on('error', () => process.exit(1))`

/** The double of Electron's `app`. */
class AppDouble extends EventEmitter {
  readonly isPackaged = settings.isPackaged
  readonly calls: string[] = []
  badgeCount = 0
  isSandboxed = false
  isReady = false
  windows: () => readonly { close(): boolean }[] = () => []
  #isQuitting = false
  #closeBrowser: () => Promise<void> = async () => undefined
  readonly #ready: Promise<void>

  constructor() {
    super()
    // Electron becomes ready after the main module has run.
    this.#ready = new Promise((resolve) => {
      setTimeout(() => {
        this.isReady = true
        this.emit('ready')
        resolve()
      }, 20)
    })
  }

  onExit(close: () => Promise<void>): void {
    this.#closeBrowser = close
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  getAppPath(): string {
    return settings.appFolder
  }

  getVersion(): string {
    return (JSON.parse(readFileSync(join(settings.appFolder, 'package.json'), 'utf8')) as { version: string }).version
  }

  getPath(name: string): string {
    return name === 'userData' ? settings.userDataFolder : join(homedir(), name)
  }

  getPreferredSystemLanguages(): string[] {
    return [...settings.languages]
  }

  enableSandbox(): void {
    if (this.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.isSandboxed = true
  }

  setBadgeCount(count: number): boolean {
    this.badgeCount = count
    return true
  }

  relaunch(): void {
    this.calls.push('relaunch')
  }

  /** A lock between processes, as Electron's is. */
  requestSingleInstanceLock(data: object = {}): boolean {
    mkdirSync(settings.userDataFolder, { recursive: true })
    const message = JSON.stringify({ argv: process.argv, folder: process.cwd(), data })
    if (spawnSync(process.execPath, ['-e', ASK, lockFile, message]).status === 0) return false
    // Whoever had it is dead.
    rmSync(lockFile, { force: true })
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      let text = ''
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      socket.on('end', () => {
        socket.end()
        const other = JSON.parse(text) as { argv: string[]; folder: string; data: unknown }
        this.emit('second-instance', createEvent(), other.argv, other.folder, other.data)
      })
    })
    server.listen(lockFile)
    server.unref()
    return true
  }

  /** Windows may refuse to close, and listeners to quit: then the app goes on. */
  quit(): void {
    if (this.#isQuitting) return
    const before = createEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#isQuitting = true
    const closed = this.windows().every((window) => window.close())
    const will = createEvent()
    if (closed) this.emit('will-quit', will)
    this.#isQuitting = false
    if (closed && !will.defaultPrevented) this.exit(0)
  }

  exit(code = 0): void {
    this.calls.push(`exit ${code}`)
    this.emit('quit', createEvent(), code)
    void this.#closeBrowser().finally(() => process.exit(code))
  }

  /** Emitted by the windows: the last one is closed. */
  allWindowsClosed(): void {
    if (this.#isQuitting) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }
}

export const app = new AppDouble()
