import type { Send } from './client.ts'
import type { Reply } from './reply.ts'

export interface BridgeCall {
  /** Chosen by the caller, unique among its calls under way. */
  readonly id: string
  readonly name: string
  readonly input: unknown
}

/**
 * What the window's preload gives to the page as `window.drape`. Only plain data and functions cross, so a call and its
 * cancelling are two.
 */
export interface Bridge<Message> {
  call(call: BridgeCall): Promise<Reply>
  cancel(id: string): void
  /** Hears every message of the host from now on. Returns the way to stop. */
  onEvent(hear: (message: Message) => void): () => void
  /** Where a dropped or chosen `File` lies on this machine; empty for one that was made by the page. Its import is allowed by that. */
  pathForFile(file: unknown): string
  /** `darwin`, `win32` or `linux`: shortcuts are shown in the way of the system. Not for deciding what can be done. */
  readonly platform: string
}

/** Carries calls over a bridge. */
export function sendOverBridge(bridge: Pick<Bridge<never>, 'call' | 'cancel'>, newId: () => string): Send {
  return async (name, input, signal) => {
    const id = newId()
    const cancel = (): void => bridge.cancel(id)
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const reply = bridge.call({ id, name, input })
      if (signal?.aborted === true) cancel()
      return await reply
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }
}
