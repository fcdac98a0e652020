import { afterEach, describe, expect, it } from 'vitest'
import { createWorkerPool, type WorkerPool } from '../../../app/workers/pool.ts'

const pools: WorkerPool[] = []

function createPool(size = 1, graceMs = 50): WorkerPool {
  const pool = createWorkerPool({
    entry: new URL('./echo-worker.mjs', import.meta.url),
    data: null,
    threads: { pixels: size },
    idleMs: 60_000,
    graceMs,
  })
  pools.push(pool)
  return pool
}

const live = (): AbortSignal => new AbortController().signal

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

describe('worker pool', () => {
  it('answers calls, more of them than it has threads', async () => {
    const pool = createPool(2)
    const answers = await Promise.all(
      Array.from({ length: 7 }, (_, i) => pool.call('pixels', { name: 'echo', input: i }, { signal: live() })),
    )
    expect(answers).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('passes on the progress of a call', async () => {
    const seen: number[] = []
    await createPool().call('pixels', { name: 'progress', input: null }, { signal: live(), onProgress: (fraction) => seen.push(fraction) })
    expect(seen).toEqual([0.5])
  })

  it('rejects with the reason of the abort, and uses the thread again once it has stopped', async () => {
    const pool = createPool(1, 60_000)
    const abort = new AbortController()
    const slow = pool.call('pixels', { name: 'slow', input: null }, { signal: abort.signal })
    const reason = new Error('enough')
    abort.abort(reason)
    await expect(slow).rejects.toBe(reason)
    await expect(pool.call('pixels', { name: 'echo', input: 'next' }, { signal: live() })).resolves.toBe('next')
  })

  it('replaces a thread that ignores its cancel, and serves the call that waited for it', async () => {
    const pool = createPool()
    const abort = new AbortController()
    const stuck = pool.call('pixels', { name: 'stubborn', input: null }, { signal: abort.signal })
    const next = pool.call('pixels', { name: 'echo', input: 'served' }, { signal: live() })
    abort.abort(new Error('enough'))
    await expect(stuck).rejects.toThrow('enough')
    await expect(next).resolves.toBe('served')
  })

  it('reports a thread that died as lost, and starts another', async () => {
    const pool = createPool()
    await expect(pool.call('pixels', { name: 'die', input: null }, { signal: live() })).rejects.toMatchObject({ code: 'worker.lost' })
    await expect(pool.call('pixels', { name: 'echo', input: 1 }, { signal: live() })).resolves.toBe(1)
  })

  it('lets a call that waits for a thread be cancelled', async () => {
    const pool = createPool(1, 60_000)
    const [first, second] = [new AbortController(), new AbortController()]
    const running = pool.call('pixels', { name: 'slow', input: null }, { signal: first.signal })
    const waiting = pool.call('pixels', { name: 'echo', input: 1 }, { signal: second.signal })
    second.abort(new Error('changed my mind'))
    await expect(waiting).rejects.toThrow('changed my mind')
    first.abort(new Error('done'))
    await expect(running).rejects.toThrow('done')
  })
})
