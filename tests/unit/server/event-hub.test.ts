import { expect, it } from 'vitest'
import type { StudioEvent } from '../../../app/contract/events.ts'
import { EventHub, type Heard } from '../../../app/server/event-hub.ts'

const changed = (seq: number): StudioEvent => ({ type: 'library.changed', seq, change: { kind: 'added', ids: null } })

async function take(stream: AsyncGenerator<Heard, void, undefined>, count: number): Promise<(number | string)[]> {
  const seen: (number | string)[] = []
  while (seen.length < count) {
    const next = await stream.next()
    if (next.done === true) break
    seen.push(next.value.type === 'caught-up' ? `caught up with ${next.value.seq}` : next.value.seq)
  }
  return seen
}

it('gives what was missed, says where that ends, then what happens, each once', async () => {
  const abort = new AbortController()
  const hub: EventHub = new EventHub(async () => {
    // Happens while the replay is on its way, and is in the replay too.
    hub.publish(changed(12))
    return { events: [changed(11), changed(12)], lastSeq: 12 }
  })
  const stream = hub.subscribe(10, abort.signal)
  expect(await take(stream, 3)).toEqual([11, 12, 'caught up with 12'])
  hub.publish(changed(13))
  expect(await take(stream, 1)).toEqual([13])
  abort.abort()
  expect((await stream.next()).done).toBe(true)
})

it('ends a stream that waits when its listener goes', async () => {
  const abort = new AbortController()
  const hub = new EventHub(async () => ({ events: [], lastSeq: 0 }))
  const stream = hub.subscribe(0, abort.signal)
  expect(await take(stream, 1)).toEqual(['caught up with 0'])
  const next = stream.next()
  abort.abort()
  expect((await next).done).toBe(true)
})
