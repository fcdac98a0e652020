import type { StudioContract } from '../../app/contract/contract.ts'
import type { Client } from '../../app/contract/define.ts'
import type { DesktopContract, HostEvent } from '../../app/contract/desktop.ts'
import type { StudioEvent } from '../../app/contract/events.ts'
import type { mediaUrl, upload } from './page-traffic.ts'

/** Whether the studio can be reached: `refused` means that this page has no session. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'refused'

export interface StudioListener {
  readonly onEvent: (event: StudioEvent) => void
  readonly onConnection: (connection: Connection) => void
  /** What a window of the system tells its page; a browser's never does. */
  readonly onHostEvent: (event: HostEvent) => void
}

/** Everything the page needs of the studio, whichever host it runs in. */
export interface Studio {
  readonly client: Client<StudioContract>
  /** What a window can do beyond the studio. Each procedure only where `host.describe` names its capability. */
  readonly desktop: Client<DesktopContract>
  readonly upload: typeof upload
  readonly mediaUrl: typeof mediaUrl
  /** Where a file that a person handed over lies on this machine; empty where the host does not tell. */
  pathOf(file: File): string
  /** Hears everything from now on. Returns the way to stop. */
  listen(listener: StudioListener): () => void
}
