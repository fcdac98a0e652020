import { openEventStream, type Said } from './event-stream.ts'
import type { Connection, Studio, StudioListener } from './studio.ts'

/** Name of the lock that the tab with the stream holds, and of the channel over which the tabs talk. */
const NAME = 'drape.events'

/** What a tab that has just come asks the others: how things stand. */
const ASK = 'ask'

type Message = Said | typeof ASK

/** Hears the studio's events, in this tab and in every other of this browser, over one stream. */
export const listenTogether: Studio['listen'] = (listener) => {
  const stream = new SharedStream(listener)
  return () => stream.close()
}

/**
 * One tab's part in the stream that all of them share. A browser opens six connections to a host and no more: six tabs with a
 * stream each would leave none for calls, and all of them would hang. The tab that was looked at last has the stream (timers
 * of hidden ones are slow) and passes on what it hears; when it goes, another takes over where that was.
 */
class SharedStream {
  readonly #listener: StudioListener
  readonly #tabs = new BroadcastChannel(NAME)
  #seq = 0
  #connection: Connection = 'connecting'
  /** Set while this tab has the stream. */
  #letGo: (() => void) | undefined
  #request = new AbortController()
  /** This tab is looked at and has not had its turn. Taken once: two windows side by side would take it from each other for ever. */
  #isWanted = document.visibilityState === 'visible'
  #isClosed = false

  constructor(listener: StudioListener) {
    this.#listener = listener
    this.#tabs.onmessage = ({ data }: MessageEvent<Message>) => this.#answer(data)
    this.#tabs.postMessage(ASK satisfies Message)
    document.addEventListener('visibilitychange', this.#seen)
    this.#ask('wait')
  }

  close(): void {
    this.#isClosed = true
    document.removeEventListener('visibilitychange', this.#seen)
    this.#request.abort()
    this.#letGo?.()
    this.#tabs.close()
  }

  #answer(message: Message): void {
    if (message !== ASK) {
      this.#hear(message)
      // Only now: who takes the stream must know how far the others have heard, or what comes between is lost to them.
      this.#take()
    } else if (this.#letGo !== undefined) this.#tabs.postMessage({ connection: this.#connection, seq: this.#seq } satisfies Message)
  }

  #hear(said: Said): void {
    if ('event' in said) {
      // While the stream changes hands, two tabs may tell the same.
      if (said.event.seq <= this.#seq && said.event.type !== 'events.reset') return
      this.#seq = said.event.seq
      this.#listener.onEvent(said.event)
      return
    }
    this.#seq = said.seq
    this.#connection = said.connection
    this.#listener.onConnection(said.connection)
  }

  readonly #seen = (): void => {
    this.#isWanted = document.visibilityState === 'visible'
    this.#take()
  }

  #take(): void {
    if (!this.#isWanted || this.#letGo !== undefined) return
    this.#isWanted = false
    this.#ask('take')
  }

  /** Asks for the stream: in line behind others, or at once, from whoever has it. */
  #ask(how: 'wait' | 'take'): void {
    this.#request.abort()
    const request = new AbortController()
    this.#request = request
    const options: LockOptions = how === 'take' ? { steal: true } : { signal: request.signal }
    navigator.locks
      .request(NAME, options, () => this.#hold())
      .catch(() => {
        // Taken by another tab; or this tab has asked in another way since, or is closed.
        if (this.#request !== request || this.#isClosed) return
        this.#letGo?.()
        this.#ask('wait')
      })
  }

  /** Has the stream until it is let go. */
  #hold(): Promise<void> {
    this.#letGo?.()
    if (this.#isClosed) return Promise.resolve()
    this.#isWanted = false
    return new Promise((resolve) => {
      const close = openEventStream(
        () => this.#seq,
        (said) => {
          this.#hear(said)
          this.#tabs.postMessage(said satisfies Message)
        },
      )
      this.#letGo = () => {
        this.#letGo = undefined
        close()
        resolve()
      }
    })
  }
}
