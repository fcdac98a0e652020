import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import type { HostEvent } from '../app/contract/desktop.ts'
import type { StudioEvent } from '../app/contract/events.ts'
import { type ErrorCode, StudioError } from '../app/domain/errors.ts'
import type { BridgeCall } from '../app/rpc/client-over-bridge.ts'
import type { Dispatch } from '../app/rpc/dispatch.ts'
import type { Reply } from '../app/rpc/reply.ts'
import { CHANNELS } from './channels.ts'

/** As over HTTP: what is larger is no call. */
const MAX_INPUT_CHARACTERS = 1_000_000
const MAX_ID_CHARACTERS = 100
/** A page asks for some dozens of things at once; thousands are a page gone wild. */
const MAX_RUNNING_CALLS = 1_000

export interface IpcOptions {
  readonly dispatch: Dispatch
  /** Whether a message comes from the top frame of one of our own windows. */
  readonly isTrusted: (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => boolean
  /** Told of a path that a person handed over in the page. */
  readonly onGranted?: (path: string) => void
}

export interface IpcBinding {
  /** Aborts what a page that is gone had asked for. */
  forget(contentsId: number): void
}

/** Serves the contract over Electron's IPC. A message from anywhere else than our own page is refused before it is read. */
export function bindIpc(ipcMain: Pick<IpcMain, 'handle' | 'on'>, options: IpcOptions): IpcBinding {
  const { dispatch, isTrusted, onGranted } = options
  const running = new Map<string, AbortController>()
  ipcMain.handle(CHANNELS.call, async (event: IpcMainInvokeEvent, message: unknown): Promise<Reply> => {
    if (!isTrusted(event)) return refusal('request.forbidden', 'The sender is not trusted')
    const call = readCall(message)
    if (call === undefined) return refusal('request.invalid', 'The message is no call')
    const key = keyOf(event.sender.id, call.id)
    if (running.has(key) || running.size >= MAX_RUNNING_CALLS)
      return refusal('request.invalid', 'The call is under way, or there are too many')
    const abort = new AbortController()
    running.set(key, abort)
    try {
      return await dispatch(call.name, call.input, abort.signal)
    } catch (thrown) {
      return { ok: false, error: StudioError.from(thrown).toShape() }
    } finally {
      running.delete(key)
    }
  })
  ipcMain.on(CHANNELS.cancel, (event: IpcMainEvent, id: unknown) => {
    if (isTrusted(event) && typeof id === 'string') running.get(keyOf(event.sender.id, id))?.abort()
  })
  ipcMain.on(CHANNELS.granted, (event: IpcMainEvent, path: unknown) => {
    if (isTrusted(event) && typeof path === 'string') onGranted?.(path)
  })
  return {
    forget(contentsId) {
      for (const [key, abort] of running) if (key.startsWith(keyOf(contentsId, ''))) abort.abort()
    },
  }
}

/** Sends an event to a window. */
export function sendEvent(contents: Pick<WebContents, 'send'>, event: StudioEvent | HostEvent): void {
  contents.send(CHANNELS.event, event)
}

const keyOf = (contentsId: number, callId: string): string => `${contentsId}:${callId}`

const refusal = (code: ErrorCode, reason: string): Reply => ({ ok: false, error: new StudioError(code, reason).toShape() })

/**
 * A call, or undefined for any other message. The input goes through JSON: structured clone lets cycles, maps and buffers
 * through that no other transport carries, and the schemas behind were written for JSON.
 */
function readCall(message: unknown): BridgeCall | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const { id, name, input } = message as Partial<BridgeCall>
  if (typeof id !== 'string' || id.length > MAX_ID_CHARACTERS || typeof name !== 'string') return undefined
  try {
    const text = JSON.stringify(input)
    if (text === undefined || text.length > MAX_INPUT_CHARACTERS) return undefined
    return { id, name, input: JSON.parse(text) }
  } catch {
    // Cycles and BigInts have no JSON.
    return undefined
  }
}
