import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Host, openHost } from '../../app/server/host.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'

/** The stream of events of a real host, as a script hears it. */
let studio: TempStudio
let host: Host
let door: { readonly origin: string; readonly token: string }

beforeAll(async () => {
  studio = await openTempStudio()
  host = await openHost({ core: studio.core, libraryFolder: studio.libraryFolder, pagesFolder: import.meta.dirname, version: '0' })
  door = await host.listen(0)
})

afterAll(async () => {
  await host.close()
  await studio[Symbol.asyncDispose]()
})

interface Message {
  readonly id: number
  readonly event: string
  readonly data: { readonly type?: string }
}

/** Hears messages until one that `last` knows, then hangs up. */
async function hear(lastEventId: number | undefined, last: (message: Message) => boolean): Promise<Message[]> {
  const headers = { authorization: `Bearer ${door.token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }) }
  const stream = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${door.origin}/events`, { headers }, resolve).on('error', reject),
  )
  const heard: Message[] = []
  let text = ''
  for await (const part of stream.setEncoding('utf8')) {
    text += part
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text.slice(0, end))?.[1] ?? ''
      const message = { id: Number(field('id')), event: field('event'), data: JSON.parse(field('data')) as Message['data'] }
      text = text.slice(end + 2)
      heard.push(message)
      if (last(message)) return heard
    }
  }
  throw new Error('The stream ended by itself')
}

const isHello = ({ event }: Message): boolean => event === 'hello'

it('replays what was missed since Last-Event-ID, then says hello with the place from which it goes on', async () => {
  const [hello] = await hear(undefined, isHello)
  await studio.core.client['jobs.pause']({})
  await studio.core.client['preferences.change']({ theme: 'light' })
  const missed = await hear(hello?.id, isHello)
  expect(missed.map(({ event, data }) => data.type ?? event)).toEqual(['queue.changed', 'preferences.changed', 'hello'])
  expect(missed.at(-1)?.id).toBe(missed.at(-2)?.id)

  let resumed: Promise<unknown> | undefined
  const live = await hear(missed.at(-1)?.id, (message) => {
    if (isHello(message)) resumed = studio.core.client['jobs.resume']({})
    return message.data.type === 'queue.changed'
  })
  await resumed
  expect(live.map(({ event, data }) => data.type ?? event)).toEqual(['hello', 'queue.changed'])
})

it('tells one who comes from another run, or missed too much, to ask for everything again', async () => {
  const [hello] = await hear(undefined, isHello)
  expect((await hear(1, isHello))[0]?.data.type).toBe('events.reset')
  for (let count = 0; count <= 1_000; count++) await studio.core.client[count % 2 === 0 ? 'jobs.pause' : 'jobs.resume']({})
  const missed = await hear(hello?.id, isHello)
  expect(missed.map(({ event, data }) => data.type ?? event)).toEqual(['events.reset', 'hello'])
})
