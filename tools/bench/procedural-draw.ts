import { Worker } from 'node:worker_threads'
import { isDrawn, type Shot } from './procedural-truth.ts'

/** Drawing takes 2 to 7 s a shot; the machine may have other work. */
const THREADS = 2

export interface ShotFile {
  readonly shot: Shot
  readonly file: string
}

/** Draws the shots that are not there yet, each once, on two threads. @returns how many were drawn. */
export async function drawMissing(shots: readonly ShotFile[]): Promise<number> {
  const missing = [...new Map(shots.filter(({ file }) => !isDrawn(file)).map((one) => [one.file, one])).values()]
  const queue = [...missing]
  const drain = async (): Promise<void> => {
    const worker = new Worker(new URL('./procedural-worker.ts', import.meta.url))
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await askWorker(worker, next)
        process.stderr.write(`drawn ${missing.length - queue.length} of ${missing.length}\n`)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(THREADS, missing.length) }, drain))
  return missing.length
}

async function askWorker(worker: Worker, one: ShotFile): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      worker.off('error', reject)
      resolve()
    })
    worker.once('error', reject)
    worker.postMessage(one)
  })
}
