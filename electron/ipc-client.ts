import type { IpcRenderer } from 'electron'
import type { Send } from '../app/rpc/client.ts'
import { sendOverBridge } from '../app/rpc/client-over-bridge.ts'
import { CHANNELS } from './channels.ts'

/** The calling end of the IPC transport where no context bridge lies between. */
export function createIpcSend(ipcRenderer: Pick<IpcRenderer, 'invoke' | 'send'>, newId: () => string): Send {
  return sendOverBridge(
    {
      call: (call) => ipcRenderer.invoke(CHANNELS.call, call),
      cancel: (id) => ipcRenderer.send(CHANNELS.cancel, id),
    },
    newId,
  )
}
