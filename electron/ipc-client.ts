import type { IpcRenderer } from 'electron'
import type { Send } from '../app/rpc/client.ts'
import type { Reply } from '../app/rpc/reply.ts'
import { CHANNELS, type IpcCall } from './ipc.ts'

/** The calling end of the IPC transport, for the preload of a window. */
export function createIpcSend(ipcRenderer: Pick<IpcRenderer, 'invoke' | 'send'>, newId: () => string): Send {
  return async (name, input, signal) => {
    const call: IpcCall = { id: newId(), name, input }
    const cancel = (): void => ipcRenderer.send(CHANNELS.cancel, call.id)
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const reply: Promise<Reply> = ipcRenderer.invoke(CHANNELS.call, call)
      if (signal?.aborted === true) cancel()
      return await reply
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }
}
