import type { FromPixelWorker, Made, PixelOrder, ToPixelWorker } from './messages.ts'

/** A worker that makes one thing after the other. */
export class WorkerLine {
  readonly #worker = new Worker(new URL('./pixel-worker.ts', import.meta.url), { type: 'module', name: 'pixels' })
  readonly #asked = new Map<number, { readonly resolve: (made: Made) => void; readonly reject: (reason: Error) => void }>()
  #nextId = 1

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromPixelWorker>) => {
      const asked = this.#asked.get(data.id)
      this.#asked.delete(data.id)
      if (data.kind === 'made') asked?.resolve(data.made)
      else asked?.reject(new Error(data.reason))
    })
    this.#worker.addEventListener('error', ({ message }) => {
      for (const { reject } of this.#asked.values()) reject(new Error(message))
      this.#asked.clear()
    })
  }

  make(order: PixelOrder, transfer: Transferable[] = []): Promise<Made> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#worker.postMessage({ id, order } satisfies ToPixelWorker, transfer)
    })
  }

  close(): void {
    this.#worker.terminate()
  }
}
