import { expect, it } from 'vitest'
import type { StudioEvent } from '../../../app/contract/events.ts'
import { EventHub } from '../../../app/server/event-hub.ts'

const changed = (seq: number): StudioEvent => ({ type: 'library.changed', seq })

async function take(stream: AsyncGenerator<StudioEvent, void, undefined>, count: number): Promise<number[]> {
  const seen: number[] = []
  while (seen.length < count) {
    const next = await stream.next()
    if (next.done === true) break
    seen.push(next.value.seq)
  }
  return seen
}

it('gives what was missed, then what happens, each once', async () => {
  const abort = new AbortController()
  const hub: EventHub = new EventHub(async () => {
    // Happens while the replay is on its way, and is in the replay too.
    hub.publish(changed(12))
    return { events: [changed(11), changed(12)], lastSeq: 12 }
  })
  const stream = hub.subscribe(10, abort.signal)
  expect(await take(stream, 2)).toEqual([11, 12])
  hub.publish(changed(13))
  expect(await take(stream, 1)).toEqual([13])
  abort.abort()
  expect((await stream.next()).done).toBe(true)
})

it('ends a stream that waits when its listener goes', async () => {
  const abort = new AbortController()
  const hub = new EventHub(async () => ({ events: [], lastSeq: 0 }))
  const next = hub.subscribe(0, abort.signal).next()
  abort.abort()
  expect((await next).done).toBe(true)
})
