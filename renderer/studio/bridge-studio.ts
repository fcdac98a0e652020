import type { StudioContract } from '../../app/contract/contract.ts'
import type { DesktopContract, HostEvent } from '../../app/contract/desktop.ts'
import type { StudioEvent } from '../../app/contract/events.ts'
import { createClient } from '../../app/rpc/client.ts'
import { type Bridge, sendOverBridge } from '../../app/rpc/client-over-bridge.ts'
import { mediaUrl, upload } from './page-traffic.ts'
import type { Studio } from './studio.ts'

export type StudioBridge = Bridge<StudioEvent | HostEvent>

declare global {
  interface Window {
    /** Put there by the preload of a window; no other host does. */
    readonly drape?: StudioBridge
  }
}

/** The studio behind a window of the system. The line is never lost without the window: both are one program. */
export function createBridgeStudio(bridge: StudioBridge): Studio {
  const send = sendOverBridge(bridge, () => crypto.randomUUID())
  const desktop = createClient<DesktopContract>(send)
  return {
    client: createClient<StudioContract>(send),
    desktop,
    upload,
    mediaUrl,
    pathOf: (file) => bridge.pathForFile(file),
    listen({ onEvent, onHostEvent, onConnection }) {
      const stop = bridge.onEvent((message) => {
        if (message.type === 'host.command' || message.type === 'host.job-opened') onHostEvent(message)
        else onEvent(message)
      })
      desktop['host.listen']({ seq: 0 }).then(
        () => onConnection('connected'),
        () => onConnection('lost'),
      )
      return stop
    },
  }
}
