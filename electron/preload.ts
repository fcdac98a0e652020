import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import type { HostEvent } from '../app/contract/desktop.ts'
import type { StudioEvent } from '../app/contract/events.ts'
import type { Bridge, BridgeCall } from '../app/rpc/client-over-bridge.ts'
import { CHANNELS } from './channels.ts'

type Message = StudioEvent | HostEvent

/**
 * All that a page gets of this machine. Nothing of Electron or Node is handed through: no channel names, no event objects
 * (they hold the sender), no renderer object.
 */
const bridge: Bridge<Message> = {
  call: (call: BridgeCall) => ipcRenderer.invoke(CHANNELS.call, { id: call.id, name: call.name, input: call.input }),
  cancel: (id) => ipcRenderer.send(CHANNELS.cancel, String(id)),
  onEvent(hear) {
    const listener = (_event: IpcRendererEvent, message: Message): void => hear(message)
    ipcRenderer.on(CHANNELS.event, listener)
    return () => void ipcRenderer.removeListener(CHANNELS.event, listener)
  },
  pathForFile(file) {
    // Throws for what is no File. Only a file that a person handed over has a path; the host imports no other.
    const path = webUtils.getPathForFile(file as File)
    if (path !== '') ipcRenderer.send(CHANNELS.granted, path)
    return path
  },
  platform: process.platform,
}

contextBridge.exposeInMainWorld('drape', bridge)
