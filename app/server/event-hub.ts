import type { StudioEvent } from '../contract/events.ts'

/** Asks the core for what happened after `seq`. */
export type Replay = (seq: number) => Promise<{ readonly events: readonly StudioEvent[]; readonly lastSeq: number }>

/** What a listener gets: what it missed, a mark with the place in the log where that ends, then every event as it happens. */
export type Heard = StudioEvent | { readonly type: 'caught-up'; readonly seq: number }

/** Passes the core's events on to any number of listeners, each starting where it left off. */
export class EventHub {
  readonly #replay: Replay
  readonly #listeners = new Set<(event: StudioEvent) => void>()

  constructor(replay: Replay) {
    this.#replay = replay
  }

  /** Called with every event of the core, in order. */
  publish(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Events after `seq`, first those missed, then the mark, then live, each once and in order; ends when the signal aborts. */
  async *subscribe(seq: number, signal: AbortSignal): AsyncGenerator<Heard, void, undefined> {
    const queue: StudioEvent[] = []
    let wake = (): void => undefined
    const listener = (event: StudioEvent): void => {
      queue.push(event)
      wake()
    }
    // Listening starts before the replay is asked for, so nothing falls between the two.
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => wake(), { once: true })
    try {
      const missed = await this.#replay(seq)
      yield* missed.events
      let last = Math.max(missed.lastSeq, missed.events.at(-1)?.seq ?? 0)
      yield { type: 'caught-up', seq: last }
      while (!signal.aborted) {
        const event = queue.shift()
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        } else if (event.seq > last) {
          last = event.seq
          yield event
        }
      }
    } finally {
      this.#listeners.delete(listener)
    }
  }
}
