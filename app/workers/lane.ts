import { setFlagsFromString } from 'node:v8'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { createPortClient, type PortClient } from '../rpc/port.ts'
import { workerPort } from './thread-port.ts'

export interface LaneOptions {
  /** The worker module. */
  readonly entry: URL
  /** Given to each worker as `workerData`. */
  readonly data: unknown
  readonly size: number
  /** A thread that worked for nobody this long ends, and gives its models back. */
  readonly idleMs: number
}

/** One thread and the way to call it. */
export interface Executor {
  readonly worker: Worker
  readonly client: PortClient
  isBusy: boolean
  idleTimer: NodeJS.Timeout | undefined
  /** Called when its call has ended and no other follows: the lane is closing. */
  onRest: (() => void) | undefined
}

/**
 * Nurseries of 8 MB. The small objects of a draft fill one of 4 MB 130 times; V8's own size of 16 MB keeps more planes alive until
 * the next sweep, and took 100 MB more at the peak.
 */
export const YOUNG_SPACE: ResourceLimits = { maxYoungGenerationSizeMb: 24 }

/**
 * Planes lie outside V8's heap. By its own rule V8 sweeps the whole heap for every 64 MB of them that come, 25 times a draft:
 * a fifth of all the time. Counted as part of the heap, which may then grow by 30 % between sweeps, they are swept 7 times for
 * 35 MB more at the peak; without the second setting the peak doubles.
 */
setFlagsFromString('--external-memory-accounted-in-global-limit')
setFlagsFromString('--heap-growing-percent=80')

/** A fixed number of threads that do one kind of work, each for one call at a time, started when first needed. */
export class LaneThreads {
  readonly #options: LaneOptions
  readonly #executors = new Set<Executor>()
  readonly #waiting: ((executor: Executor) => void)[] = []
  #isClosed = false

  constructor(options: LaneOptions) {
    this.#options = options
  }

  /** A thread for one call; waits for one where all are busy. Rejects with the signal's reason when aborted. */
  async acquire(signal: AbortSignal): Promise<Executor> {
    const idle = [...this.#executors].find((executor) => !executor.isBusy)
    if (idle !== undefined) {
      clearTimeout(idle.idleTimer)
      idle.isBusy = true
      return idle
    }
    if (this.#executors.size < this.#options.size) return this.#start()
    return await this.#wait(signal)
  }

  /** Gives a thread to the next that waits, or lets it rest. Does nothing for a thread that is gone. */
  release(executor: Executor): void {
    if (!this.#executors.has(executor)) return
    if (this.#isClosed) {
      executor.isBusy = false
      executor.onRest?.()
      return
    }
    const next = this.#waiting.shift()
    if (next !== undefined) {
      next(executor)
      return
    }
    executor.isBusy = false
    executor.idleTimer = setTimeout(() => this.end(executor), this.#options.idleMs)
    executor.idleTimer.unref()
  }

  /** Ends a thread whatever it does; those who wait get a new one. */
  end(executor: Executor): void {
    this.#lose(executor, 'The worker thread was ended')
    void executor.worker.terminate()
  }

  /** Starts all threads, so that the first call does not wait for it. */
  warm(): void {
    while (this.#executors.size < this.#options.size) this.release(this.#start())
  }

  /**
   * Ends all threads. One in the middle of a call is given `graceMs` to come back: native code that is cut off in a model run
   * throws into nothing, and that ends the whole process with SIGABRT (4 of 6 stops in the middle of a draft).
   */
  async close(graceMs: number): Promise<void> {
    this.#isClosed = true
    const all = [...this.#executors]
    await Promise.all(all.map((executor) => atRest(executor, graceMs)))
    this.#executors.clear()
    await Promise.all(all.map((executor) => executor.worker.terminate()))
  }

  #start(): Executor {
    const worker = new Worker(this.#options.entry, { workerData: this.#options.data, resourceLimits: YOUNG_SPACE })
    const executor: Executor = {
      worker,
      client: createPortClient(workerPort(worker)),
      isBusy: true,
      idleTimer: undefined,
      onRest: undefined,
    }
    this.#executors.add(executor)
    worker.once('error', (error) =>
      this.#lose(executor, `A worker thread failed: ${error instanceof Error ? error.message : String(error)}`),
    )
    worker.once('exit', (code) => this.#lose(executor, `A worker thread ended with code ${code}`))
    return executor
  }

  #lose(executor: Executor, reason: string): void {
    const wasMember = this.#executors.delete(executor)
    clearTimeout(executor.idleTimer)
    executor.client.fail(reason)
    executor.onRest?.()
    // Those who wait for a thread must not wait for a dead one.
    if (wasMember && !this.#isClosed) this.#waiting.shift()?.(this.#start())
  }

  #wait(signal: AbortSignal): Promise<Executor> {
    return new Promise<Executor>((resolve, reject) => {
      const take = (executor: Executor): void => {
        signal.removeEventListener('abort', leave)
        resolve(executor)
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1)
        reject(signal.reason)
      }
      this.#waiting.push(take)
      signal.addEventListener('abort', leave, { once: true })
    })
  }
}

function atRest(executor: Executor, graceMs: number): Promise<void> {
  if (!executor.isBusy) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, graceMs)
    executor.onRest = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
