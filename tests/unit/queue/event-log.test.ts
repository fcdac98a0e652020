import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEventLog, type EventsReset, type Sequenced } from '../../../app/queue/event-log.ts'
import { manualClock } from '../../support/temp-library.ts'

interface Note {
  readonly type: 'note'
  readonly text: string
}

const note = (text: string): Note => ({ type: 'note', text })
const textsOf = (entries: readonly Sequenced<Note | EventsReset>[]): string[] =>
  entries.map(({ event }) => (event.type === 'note' ? event.text : event.type))

describe('the event log', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('replays what a listener missed and goes on from there, without a gap or a repeat', () => {
    using log = createEventLog<Note>(manualClock())
    const { seq } = log.publish(note('a'))
    log.publish(note('b'))
    const heard: Sequenced<Note | EventsReset>[] = []
    const stop = log.subscribe((entry) => heard.push(entry), { afterSeq: seq })
    log.publish(note('c'))
    stop()
    log.publish(note('d'))
    expect(textsOf(heard)).toEqual(['b', 'c'])
    expect(heard.map((entry) => entry.seq)).toEqual([seq + 1, seq + 2])
  })

  it('replays 1,000 events, and asks for a fresh start beyond that', () => {
    using log = createEventLog<Note>(manualClock())
    const { seq } = log.publish(note('first'))
    for (let n = 0; n < 1_000; n++) log.publish(note(`${n}`))
    const all: Sequenced<Note | EventsReset>[] = []
    log.subscribe((entry) => all.push(entry), { afterSeq: seq })
    expect(all).toHaveLength(1_000)
    const reset: Sequenced<Note | EventsReset>[] = []
    log.subscribe((entry) => reset.push(entry), { afterSeq: seq - 1 })
    expect(reset).toEqual([{ seq: log.lastSeq, event: { type: 'events.reset' } }])
  })

  it('asks a client of an earlier run for a fresh start', () => {
    const clock = manualClock()
    using before = createEventLog<Note>(clock)
    const { seq } = before.publish(note('old'))
    clock.advance(5_000)
    using after = createEventLog<Note>(clock)
    after.publish(note('new'))
    const heard: Sequenced<Note | EventsReset>[] = []
    after.subscribe((entry) => heard.push(entry), { afterSeq: seq })
    expect(textsOf(heard)).toEqual(['events.reset'])
  })

  it('thins progress to ten a second per key, ends with the latest, and keeps it out of the replay', () => {
    using log = createEventLog<Note>(manualClock())
    const start = log.lastSeq
    const heard: Sequenced<Note | EventsReset>[] = []
    log.subscribe((entry) => heard.push(entry))
    for (let ms = 0; ms < 1_000; ms++) {
      log.publishLatest('job', note(`${ms}`))
      vi.advanceTimersByTime(1)
    }
    vi.advanceTimersByTime(200)
    expect(heard.length).toBeLessThanOrEqual(11)
    expect(heard.length).toBeGreaterThanOrEqual(9)
    expect(textsOf(heard).at(-1)).toBe('999')
    const replayed: Sequenced<Note | EventsReset>[] = []
    log.subscribe((entry) => replayed.push(entry), { afterSeq: start })
    expect(replayed).toEqual([])
  })

  it('never lets a held-back progress follow the end of its job', () => {
    using log = createEventLog<Note>(manualClock())
    const heard: Sequenced<Note | EventsReset>[] = []
    log.subscribe((entry) => heard.push(entry))
    log.publishLatest('job', note('10 %'))
    log.publishLatest('job', note('90 %'))
    log.dropLatest('job')
    log.publish(note('succeeded'))
    vi.advanceTimersByTime(500)
    expect(textsOf(heard)).toEqual(['10 %', 'succeeded'])
  })
})
