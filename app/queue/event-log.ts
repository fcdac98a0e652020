import type { Clock } from '../domain/ids.ts'

/** An event with its place in the stream. */
export interface Sequenced<Event> {
  readonly seq: number
  readonly event: Event
}

/** Said instead of a replay when the gap is too old: the client refetches everything. */
export interface EventsReset {
  readonly type: 'events.reset'
}

export type Listener<Event> = (entry: Sequenced<Event | EventsReset>) => void

/** The stream of what happens in the studio: numbered, replayable for a while, with progress thinned out. */
export interface EventLog<Event> extends Disposable {
  /** Tells all listeners and remembers. Never dropped. */
  publish(event: Event): Sequenced<Event>
  /** Tells at most ten of one key a second, always ending with the latest; not remembered. */
  publishLatest(key: string, event: Event): void
  /** Forgets what `publishLatest` still holds back for a key, because a remembered event says more. */
  dropLatest(key: string): void
  /**
   * Tells a listener everything from now on. With `afterSeq` first what it missed: up to 1,000 events, beyond that (or for
   * a number of another run of the program) one `events.reset`.
   *
   * @returns ends it.
   */
  subscribe(listener: Listener<Event>, options?: { readonly afterSeq?: number }): () => void
  readonly lastSeq: number
}

const REPLAY_LIMIT = 1_000
const COALESCE_MS = 100

/**
 * Makes an event log. Its numbers begin at the clock's time, so they are above those of earlier runs and a client that
 * comes back with an old number is told to start over, never given a wrong replay.
 */
export function createEventLog<Event>(clock: Clock): EventLog<Event> {
  const firstSeq = clock.now()
  let lastSeq = firstSeq - 1
  /** Newest event that is no longer in `remembered`. */
  let forgottenSeq = firstSeq - 1
  const remembered: Sequenced<Event>[] = []
  const listeners = new Set<Listener<Event>>()
  const pending = new Map<string, { latest: Event | undefined; timer: NodeJS.Timeout }>()

  const send = (event: Event): Sequenced<Event> => {
    lastSeq += 1
    const entry = { seq: lastSeq, event }
    for (const listener of listeners) listener(entry)
    return entry
  }
  const openWindow = (key: string): void => {
    const timer = setTimeout(() => {
      const held = pending.get(key)
      pending.delete(key)
      if (held?.latest === undefined) return
      send(held.latest)
      openWindow(key)
    }, COALESCE_MS)
    timer.unref()
    pending.set(key, { latest: undefined, timer })
  }
  const dropLatest = (key: string): void => {
    clearTimeout(pending.get(key)?.timer)
    pending.delete(key)
  }

  return {
    publish(event) {
      const entry = send(event)
      remembered.push(entry)
      if (remembered.length > REPLAY_LIMIT) forgottenSeq = remembered.shift()?.seq ?? forgottenSeq
      return entry
    },
    publishLatest(key, event) {
      const held = pending.get(key)
      if (held !== undefined) {
        held.latest = event
        return
      }
      send(event)
      openWindow(key)
    },
    dropLatest,
    subscribe(listener, options = {}) {
      const { afterSeq } = options
      if (afterSeq !== undefined) {
        const isKnown = afterSeq >= forgottenSeq && afterSeq <= lastSeq
        if (!isKnown) listener({ seq: lastSeq, event: { type: 'events.reset' } })
        else for (const entry of remembered) if (entry.seq > afterSeq) listener(entry)
      }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get lastSeq() {
      return lastSeq
    },
    [Symbol.dispose]() {
      for (const key of [...pending.keys()]) dropLatest(key)
      listeners.clear()
    },
  }
}
