import { Queue, QueueEvents, Worker } from 'bullmq'
import { startRedis } from '../redis.ts'

/** Jobs per second. */
export interface QueueRates {
  readonly enqueue: number
  readonly claimAndFinish: number
  readonly endToEnd: number
}

/**
 * The same work in BullMQ, one job at a time, over a Redis that fsyncs each write as ours does (`appendfsync always`); null where there is no Redis
 * on this machine.
 */
export async function rateBullmq(jobs: number): Promise<QueueRates | null> {
  await using redis = await startRedis()
  if (redis === null) return null
  const { connection } = redis
  const queue = new Queue('bench', { connection })
  const events = new QueueEvents('bench', { connection })
  await Promise.all([queue.waitUntilReady(), events.waitUntilReady()])
  const startedMs = performance.now()
  for (let i = 0; i < jobs; i++) await queue.add('import', { i })
  const enqueuedMs = performance.now()
  let done = 0
  const worker = new Worker('bench', async () => ({ ok: true }), { connection, concurrency: 1 })
  await new Promise<void>((resolve, reject) => {
    worker.on('completed', () => {
      done += 1
      if (done === jobs) resolve()
    })
    worker.on('error', reject)
  })
  const finishedMs = performance.now()
  await worker.close()
  await events.close()
  await queue.close()
  const perSecond = (ms: number): number => (1000 * jobs) / ms
  return {
    enqueue: perSecond(enqueuedMs - startedMs),
    claimAndFinish: perSecond(finishedMs - enqueuedMs),
    endToEnd: perSecond(finishedMs - startedMs),
  }
}
