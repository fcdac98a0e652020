import type { WebContents } from 'electron'
import type { Log } from '../app/platform/log.ts'
import { EventHub } from '../app/server/event-hub.ts'
import type { Core } from '../app/studio/open-core.ts'
import { sendEvent } from './ipc.ts'

/** Sends the studio's events to a window, from where its page left off. */
export class EventFeed {
  readonly #hub: EventHub
  readonly #log: Log
  readonly #listening = new Map<number, AbortController>()

  constructor(core: Pick<Core, 'host' | 'listen'>, log: Log) {
    this.#log = log
    this.#hub = new EventHub((seq) => core.host['events.since']({ seq }))
    core.listen((event) => this.#hub.publish(event))
  }

  /** Starts again at `seq` for this window; what it heard before goes on no more. */
  start(contents: WebContents, seq: number): void {
    this.stop(contents.id)
    const abort = new AbortController()
    this.#listening.set(contents.id, abort)
    void this.#pass(contents, { seq, signal: abort.signal })
  }

  /** A page that is gone hears nothing more. */
  stop(contentsId: number): void {
    this.#listening.get(contentsId)?.abort()
    this.#listening.delete(contentsId)
  }

  async #pass(contents: WebContents, { seq, signal }: { readonly seq: number; readonly signal: AbortSignal }): Promise<void> {
    try {
      for await (const heard of this.#hub.subscribe(seq, signal)) {
        if (signal.aborted || contents.isDestroyed()) return
        if (heard.type !== 'caught-up') sendEvent(contents, heard)
      }
    } catch (thrown) {
      // The core is gone, which its mourners are told; or the window went in the middle of a message.
      if (!signal.aborted && !contents.isDestroyed()) this.#log.error({ err: thrown }, 'A window hears no more events')
    }
  }
}
