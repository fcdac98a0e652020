import { EventEmitter } from 'node:events'
import { app } from './app.ts'

type Handler = (...values: never[]) => unknown
type BeforeRequest = (details: { url: string; method: string }, answer: (response: { cancel?: boolean }) => void) => void

/** The double of a session: keeps what was set, to be read back and asked. */
class SessionDouble extends EventEmitter {
  permissionRequestHandler: Handler | undefined
  permissionCheckHandler: Handler | undefined
  devicePermissionHandler: Handler | undefined
  displayMediaRequestHandler: Handler | undefined
  isSpellCheckerEnabled = true
  beforeRequest: BeforeRequest | undefined
  readonly webRequest = {
    onBeforeRequest: (handler: BeforeRequest): void => {
      this.beforeRequest = handler
    },
  }

  setPermissionRequestHandler(handler: Handler): void {
    this.permissionRequestHandler = handler
  }

  setPermissionCheckHandler(handler: Handler): void {
    this.permissionCheckHandler = handler
  }

  setDevicePermissionHandler(handler: Handler): void {
    this.devicePermissionHandler = handler
  }

  setDisplayMediaRequestHandler(handler: Handler): void {
    this.displayMediaRequestHandler = handler
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.isSpellCheckerEnabled = isEnabled
  }

  /** Whether the app lets a request out. */
  async isAllowed(url: string, method: string): Promise<boolean> {
    const ask = this.beforeRequest
    if (ask === undefined) return true
    return await new Promise((resolve) => ask({ url, method }, ({ cancel }) => resolve(cancel !== true)))
  }
}

export const session = { defaultSession: new SessionDouble() }

interface CustomScheme {
  readonly scheme: string
  readonly privileges?: Readonly<Record<string, boolean>>
}

/** The double of `protocol`. */
class ProtocolDouble {
  readonly schemes: CustomScheme[] = []
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>()

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (app.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    this.schemes.push(...schemes)
  }

  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    if (this.handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`)
    this.handlers.set(scheme, handler)
  }
}

export const protocol = new ProtocolDouble()
