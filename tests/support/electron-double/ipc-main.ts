import { EventEmitter } from 'node:events'
import { deserialize, serialize } from 'node:v8'

type Handler = (event: object, ...values: unknown[]) => unknown

/** What structured clone makes of a value; throws for what cannot be cloned, functions among them. */
export function cloned<T>(value: T): T {
  try {
    return deserialize(serialize(value)) as T
  } catch {
    throw new Error('An object could not be cloned.')
  }
}

/** The double of `ipcMain`: one handler a channel, values cloned on their way in and out. */
export class IpcMainDouble extends EventEmitter {
  readonly handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }

  /** A message that asks for an answer. Rejects as the renderer would see it. */
  async invoke(channel: string, event: object, values: readonly unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel)
    if (handler === undefined) throw new Error(`Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`)
    try {
      return cloned(await handler(event, ...cloned(values)))
    } catch (thrown) {
      throw new Error(`Error invoking remote method '${channel}': ${String(thrown)}`)
    }
  }

  send(channel: string, event: object, values: readonly unknown[]): void {
    this.emit(channel, event, ...cloned(values))
  }
}

export const ipcMain = new IpcMainDouble()
