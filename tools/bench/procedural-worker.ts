import { parentPort } from 'node:worker_threads'
import { drawShot, type Shot } from './procedural-truth.ts'

/** Draws one shot after another for `drawMissing`. */
parentPort?.on('message', async ({ shot, file }: { readonly shot: Shot; readonly file: string }) => {
  await drawShot(shot, file)
  parentPort?.postMessage(file)
})
