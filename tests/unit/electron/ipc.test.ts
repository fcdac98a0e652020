import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studioContract } from '../../../app/contract/contract.ts'
import { desktopContract } from '../../../app/contract/desktop.ts'
import { createDispatch, type Dispatch } from '../../../app/rpc/dispatch.ts'
import type { Reply } from '../../../app/rpc/reply.ts'
import { CHANNELS } from '../../../electron/channels.ts'
import { bindIpc } from '../../../electron/ipc.ts'
import { createIpcSend } from '../../../electron/ipc-client.ts'
import { IpcMainDouble } from '../../support/electron-double/ipc-main.ts'

const sender = { id: 1 }

/** Electron's two ends with real structured clone between them. */
function connect(dispatch: Dispatch, isTrusted = true) {
  const ipcMain = new IpcMainDouble()
  const granted: string[] = []
  const binding = bindIpc(ipcMain as never, { dispatch, isTrusted: () => isTrusted, onGranted: (path) => granted.push(path) })
  let id = 0
  const call = (message: unknown) => ipcMain.invoke(CHANNELS.call, { sender }, [message]) as Promise<Reply>
  const renderer = {
    invoke: (channel: string, value: unknown) => ipcMain.invoke(channel, { sender }, [value]),
    send: (channel: string, value: unknown) => ipcMain.send(channel, { sender }, [value]),
  }
  return { send: createIpcSend(renderer as never, () => String(id++)), call, binding, granted, ipcMain }
}

/** Waits for the abort of each call. */
function hanging() {
  const signals: AbortSignal[] = []
  const dispatch: Dispatch = (_name, _input, signal) =>
    new Promise((resolve) => {
      signals.push(signal as AbortSignal)
      signal.addEventListener('abort', () => resolve({ ok: true, value: 'stopped' }), { once: true })
    })
  return { signals, dispatch }
}

describe('ipc', () => {
  it('refuses a sender that is not trusted, without dispatching', async () => {
    let calls = 0
    const { send, ipcMain, granted } = connect(async () => {
      calls++
      return { ok: true, value: 1 }
    }, false)
    expect(await send('jobs.list', {}, undefined)).toMatchObject({ ok: false, error: { code: 'request.forbidden' } })
    ipcMain.send(CHANNELS.granted, { sender }, ['/etc/passwd'])
    expect(calls).toBe(0)
    expect(granted).toEqual([])
  })

  it('cancels only the call that was meant', async () => {
    const { signals, dispatch } = hanging()
    const { send } = connect(dispatch)
    const abort = new AbortController()
    const first = send('a', {}, abort.signal)
    void send('b', {}, undefined)
    await Promise.resolve()
    abort.abort()
    expect(await first).toEqual({ ok: true, value: 'stopped' })
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false])
  })

  it('aborts what a page that is gone had asked for, and nothing of another', async () => {
    const { signals, dispatch } = hanging()
    const { send, binding } = connect(dispatch)
    const one = send('a', {}, undefined)
    binding.forget(10)
    binding.forget(2)
    expect(signals[0]?.aborted).toBe(false)
    binding.forget(1)
    expect(await one).toEqual({ ok: true, value: 'stopped' })
  })

  it('refuses a second call of the same name tag, and more than a thousand at once', async () => {
    const { call, binding } = connect(hanging().dispatch)
    const wait = call({ id: 'same', name: 'a', input: {} })
    expect(await call({ id: 'same', name: 'a', input: {} })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    for (let n = 0; n < 999; n++) void call({ id: `n${n}`, name: 'a', input: {} })
    expect(await call({ id: 'last', name: 'a', input: {} })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    binding.forget(1)
    await wait
  })

  it('hands on exactly what JSON carries', async () => {
    const seen: unknown[] = []
    const { call } = connect(async (_name, input) => {
      seen.push(input)
      return { ok: true, value: null }
    })
    await call({ id: '1', name: 'a', input: { list: [1, undefined], gone: undefined, at: new Date(0), map: new Map([[1, 2]]) } })
    expect(seen).toEqual([{ list: [1, null], at: '1970-01-01T00:00:00.000Z', map: {} }])
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    for (const input of [cycle, 1n, undefined, 'x'.repeat(1_000_000)])
      expect(await call({ id: '2', name: 'a', input })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    expect(seen).toHaveLength(1)
  })

  it('tells of a failure of the transport as data', async () => {
    const { call } = connect(() => Promise.reject(new Error('gone')))
    expect(await call({ id: '1', name: 'a', input: {} })).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

/** Everything that structured clone carries. */
const anything = fc.anything({
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withBigInt: true,
  withNullPrototype: false,
  maxDepth: 3,
})
const names = Object.keys({ ...studioContract, ...desktopContract })
const oddNames = fc.constantFrom(
  '',
  '__proto__',
  'constructor',
  'then',
  'toString',
  'core.stop',
  'core.delay',
  'media.locate',
  'uploads.open',
  'events.since',
  'jobs.list ',
  'JOBS.LIST',
  '../jobs.list',
)

/** Calls that no page of ours would make. */
const hostileMessages = fc.oneof(
  anything,
  fc.record({ id: anything, name: anything, input: anything }),
  fc.record({ id: fc.string(), name: fc.oneof(oddNames, fc.string()), input: anything }),
  fc.record({ id: fc.string(), name: fc.constantFrom(...names), input: anything }),
  fc.record({
    id: fc.string(),
    name: fc.constantFrom(...names),
    input: fc.dictionary(
      fc.constantFrom('id', 'ids', 'hash', 'paths', 'limit', 'cursor', '__proto__', 'seq', 'name'),
      fc.oneof(anything, fc.constant('../../library.db')),
    ),
  }),
)

describe('ipc under fire', () => {
  it('accepts none of 10,000 hostile messages, and goes on', async () => {
    const reached: string[] = []
    const contract = { ...studioContract, ...desktopContract }
    const handlers = Object.fromEntries(names.map((name) => [name, () => reached.push(name)]))
    const { call, ipcMain } = connect(createDispatch(contract, handlers as never))
    let sent = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(hostileMessages, async (message) => {
        const before = reached.length
        const { name, input } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; input?: unknown }
        // What happens to be a fair call is none of the ten thousand.
        const definition = typeof name === 'string' && Object.hasOwn(contract, name) ? contract[name as keyof typeof contract] : undefined
        const asJson = safely(() => JSON.parse(JSON.stringify(input)) as unknown)
        fc.pre(definition === undefined || definition.input.safeParse(asJson).success === false)
        sent++
        const reply = await call(message)
        ipcMain.send(CHANNELS.cancel, { sender }, [message])
        ipcMain.send(CHANNELS.granted, { sender }, [{ message }])
        if (!reply.ok && /^request\./.test(reply.error.code)) refused++
        expect(reached).toHaveLength(before)
      }),
      { numRuns: 10_000, seed: 20_261_120 },
    )
    expect(sent).toBe(10_000)
    expect(refused).toBe(10_000)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    await call({ id: 'fair', name: 'jobs.pause', input: {} })
    expect(reached).toEqual(['jobs.pause'])
  })
})

function safely<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    // What has no JSON is refused before any schema.
    return undefined
  }
}
