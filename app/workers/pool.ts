import { StudioError } from '../domain/errors.ts'
import type { Lane } from '../pipeline/stage.ts'
import type { Reply } from '../rpc/reply.ts'
import { LaneThreads } from './lane.ts'

export interface PoolOptions {
  /** The worker module. */
  readonly entry: URL
  /** Given to each worker as `workerData`. */
  readonly data: unknown
  /** Threads per lane; a lane that is not listed cannot be used. */
  readonly threads: Partial<Record<Lane, number>>
  /** A thread that worked for nobody this long ends, and gives its models back. */
  readonly idleMs: number
  /** How long a cancelled call may go on before its thread is ended. */
  readonly graceMs: number
}

interface CallOptions {
  readonly signal: AbortSignal
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Lanes of worker threads. Threads start with the first call, and end when idle. */
export interface WorkerPool {
  /**
   * Runs one procedure of the worker contract on a thread of the lane.
   * An abort rejects with the signal's reason at once; the thread is reused when it has stopped, or replaced after the grace.
   *
   * @throws StudioError any code a worker throws; `worker.lost` when the thread died.
   */
  call(lane: Lane, request: { readonly name: string; readonly input: unknown }, options: CallOptions): Promise<unknown>
  /** Starts the threads of a lane before they are needed. */
  warm(lane: Lane): void
  close(): Promise<void>
}

export function createWorkerPool(options: PoolOptions): WorkerPool {
  const lanes = new Map<string, LaneThreads>()
  for (const [lane, size] of Object.entries(options.threads)) lanes.set(lane, new LaneThreads({ ...options, size }))
  const threadsOf = (lane: Lane): LaneThreads => {
    const threads = lanes.get(lane)
    if (threads === undefined) throw new StudioError('internal', `There are no threads for the lane ${lane}`)
    return threads
  }
  return {
    async call(lane, request, { signal, onProgress }) {
      signal.throwIfAborted()
      const threads = threadsOf(lane)
      const executor = await threads.acquire(signal)
      const finished = executor.client.sendWithProgress(request.name, request.input, { signal, onProgress })
      void freeWhenDone(finished, signal, {
        free: () => threads.release(executor),
        end: () => threads.end(executor),
        graceMs: options.graceMs,
      })
      const reply = await firstOf(finished, signal)
      if (reply.ok) return reply.value
      throw StudioError.fromShape(reply.error)
    },
    warm: (lane) => threadsOf(lane).warm(),
    async close() {
      await Promise.all([...lanes.values()].map((threads) => threads.close(options.graceMs)))
    },
  }
}

/** The reply, or the abort, whichever comes first. */
function firstOf(finished: Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) {
      abort()
      return
    }
    signal.addEventListener('abort', abort, { once: true })
    void finished.then((reply) => {
      signal.removeEventListener('abort', abort)
      resolve(reply)
    })
  })
}

/** Gives the thread back when its call is over; ends the thread when a cancelled call outlives the grace. */
async function freeWhenDone(
  finished: Promise<Reply>,
  signal: AbortSignal,
  thread: { readonly free: () => void; readonly end: () => void; readonly graceMs: number },
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const startGrace = (): void => {
    timer = setTimeout(thread.end, thread.graceMs)
  }
  if (signal.aborted) startGrace()
  else signal.addEventListener('abort', startGrace, { once: true })
  await finished
  signal.removeEventListener('abort', startGrace)
  clearTimeout(timer)
  thread.free()
}
