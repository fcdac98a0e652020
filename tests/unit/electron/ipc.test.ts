import { describe, expect, it } from 'vitest'
import type { Dispatch } from '../../../app/rpc/dispatch.ts'
import { bindIpc } from '../../../electron/ipc.ts'
import { createIpcSend } from '../../../electron/ipc-client.ts'

/** Electron's two ends with real structured clone between them. */
function connect(dispatch: Dispatch, isTrusted = true) {
  const handlers = new Map<string, (event: unknown, value: unknown) => unknown>()
  const ipcMain = {
    handle: (channel: string, handler: never) => void handlers.set(channel, handler),
    on: (channel: string, handler: never) => void handlers.set(channel, handler),
  }
  bindIpc(ipcMain as never, { dispatch, isTrusted: () => isTrusted })
  const event = { sender: { id: 1 } }
  let id = 0
  return createIpcSend(
    {
      invoke: async (channel: string, value: unknown) => structuredClone(await handlers.get(channel)?.(event, structuredClone(value))),
      send: (channel: string, value: unknown) => void handlers.get(channel)?.(event, structuredClone(value)),
    } as never,
    () => String(id++),
  )
}

describe('ipc', () => {
  it('refuses a sender that is not trusted, without dispatching', async () => {
    let calls = 0
    const send = connect(async () => {
      calls++
      return { ok: true, value: 1 }
    }, false)
    expect(await send('jobs.list', {}, undefined)).toMatchObject({ ok: false, error: { code: 'request.forbidden' } })
    expect(calls).toBe(0)
  })

  it('cancels only the call that was meant', async () => {
    const signals: AbortSignal[] = []
    const send = connect(
      (_name, _input, signal) =>
        new Promise((resolve) => {
          signals.push(signal)
          signal.addEventListener('abort', () => resolve({ ok: true, value: 'stopped' }), { once: true })
        }),
    )
    const abort = new AbortController()
    const first = send('a', {}, abort.signal)
    void send('b', {}, undefined)
    abort.abort()
    expect(await first).toEqual({ ok: true, value: 'stopped' })
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false])
  })
})
