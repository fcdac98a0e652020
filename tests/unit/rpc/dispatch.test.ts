import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { procedure } from '../../../app/contract/define.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { createClient } from '../../../app/rpc/client.ts'
import { createDispatch } from '../../../app/rpc/dispatch.ts'
import { createPortClient, type Port, type PortMessage, servePort } from '../../../app/rpc/port.ts'

const contract = {
  'number.double': procedure({
    kind: 'query',
    summary: 'Doubles.',
    input: z.object({ n: z.number() }),
    output: z.object({ n: z.number() }),
    errors: ['image.damaged'],
  }),
  'wait.forever': procedure({ kind: 'query', summary: 'Waits.', input: z.object({}), output: z.object({}), errors: [] }),
} as const

const handlers = {
  'number.double': ({ n }: { n: number }) => {
    if (n === 1) throw new StudioError('image.damaged', 'declared')
    if (n === 2) throw new StudioError('image.too-large', 'undeclared')
    if (n === 3) return { n: 'not a number' } as never
    return { n: n * 2 }
  },
  'wait.forever': (_input: object, { signal }: { signal: AbortSignal }) =>
    new Promise<Record<string, never>>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    }),
}
const dispatch = createDispatch(contract, handlers)
const live = (): AbortSignal => new AbortController().signal

describe('dispatch', () => {
  it('answers', async () => {
    expect(await dispatch('number.double', { n: 21 }, live())).toEqual({ ok: true, value: { n: 42 } })
  })

  it('passes a declared code on and makes an undeclared one internal', async () => {
    expect(await dispatch('number.double', { n: 1 }, live())).toMatchObject({ ok: false, error: { code: 'image.damaged' } })
    expect(await dispatch('number.double', { n: 2 }, live())).toMatchObject({
      ok: false,
      error: { code: 'internal', details: { undeclared: 'image.too-large' } },
    })
  })

  it('says where an input is wrong, and does not trust its own output', async () => {
    expect(await dispatch('number.double', { n: 'x' }, live())).toMatchObject({
      ok: false,
      error: { code: 'request.invalid', details: { at: 'n' } },
    })
    expect(await dispatch('number.double', { n: 3 }, live())).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('knows no procedure that the contract does not own', async () => {
    for (const name of ['nope', 'toString', '__proto__', 'constructor']) {
      expect(await dispatch(name, {}, live())).toMatchObject({ ok: false, error: { code: 'request.unknown-procedure' } })
    }
  })

  it('tells the log of an error once and gives its reference to the caller', async () => {
    const seen: string[] = []
    const logged = createDispatch(contract, handlers, (name, error) => {
      seen.push(`${name} ${error.code}`)
      return 'ref_1'
    })
    expect(await logged('number.double', { n: 1 }, live())).toMatchObject({ error: { ref: 'ref_1' } })
    expect(seen).toEqual(['number.double image.damaged'])
  })
})

/** Two ports that copy what they send, as threads do. */
function pair(): [Port, Port] {
  const receivers: ((message: PortMessage) => void)[] = []
  const end = (to: number): Port => ({
    post: (message) => queueMicrotask(() => receivers[to]?.(structuredClone(message))),
    listen: (receive) => {
      receivers[1 - to] = receive
    },
  })
  return [end(1), end(0)]
}

describe('port', () => {
  function connect() {
    const [near, far] = pair()
    servePort(far, { createAborter: () => new AbortController(), dispatchFor: () => dispatch })
    const port = createPortClient(near)
    return { port, client: createClient<typeof contract>(port.send) }
  }

  it('carries values and errors', async () => {
    const { client } = connect()
    expect(await client['number.double']({ n: 4 })).toEqual({ n: 8 })
    await expect(client['number.double']({ n: 1 })).rejects.toMatchObject({ code: 'image.damaged' })
  })

  it('carries a cancel', async () => {
    const abort = new AbortController()
    const call = connect().client['wait.forever']({}, { signal: abort.signal })
    abort.abort()
    await expect(call).rejects.toMatchObject({ code: 'job.canceled' })
  })

  it('fails every call under way when the other end is gone', async () => {
    const { port, client } = connect()
    const call = client['wait.forever']({})
    port.fail('gone')
    await expect(call).rejects.toMatchObject({ code: 'worker.lost' })
  })
})
