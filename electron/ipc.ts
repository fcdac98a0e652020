import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { StudioEvent } from '../app/contract/events.ts'
import { StudioError } from '../app/domain/errors.ts'
import type { Dispatch } from '../app/rpc/dispatch.ts'
import type { Reply } from '../app/rpc/reply.ts'

/** The three channels between a window and the studio. There is no fourth. */
export const CHANNELS = { call: 'studio:call', cancel: 'studio:cancel', event: 'studio:event' } as const

export interface IpcCall {
  /** Chosen by the page, unique among its calls under way. */
  readonly id: string
  readonly name: string
  readonly input: unknown
}

export interface IpcOptions {
  readonly dispatch: Dispatch
  /** Whether a message comes from the top frame of one of our own windows. */
  readonly isTrusted: (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => boolean
}

/** Serves the contract over Electron's IPC. A message from anywhere else than our own page is refused before it is read. */
export function bindIpc(ipcMain: Pick<IpcMain, 'handle' | 'on'>, { dispatch, isTrusted }: IpcOptions): void {
  const running = new Map<string, AbortController>()
  ipcMain.handle(CHANNELS.call, async (event, call: IpcCall): Promise<Reply> => {
    if (!isTrusted(event)) return { ok: false, error: new StudioError('request.forbidden', 'The sender is not trusted').toShape() }
    const key = `${event.sender.id}:${call.id}`
    const abort = new AbortController()
    running.set(key, abort)
    try {
      return await dispatch(call.name, call.input, abort.signal)
    } finally {
      running.delete(key)
    }
  })
  ipcMain.on(CHANNELS.cancel, (event, id: string) => {
    if (isTrusted(event as unknown as IpcMainInvokeEvent)) running.get(`${event.sender.id}:${id}`)?.abort()
  })
}

/** Sends an event of the studio to a window. */
export function sendEvent(window: Pick<WebContents, 'send'>, event: StudioEvent): void {
  window.send(CHANNELS.event, event)
}
