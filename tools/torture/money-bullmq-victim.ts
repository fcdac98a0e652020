import { writeSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'bullmq'
import { z } from 'zod'
import { BESIDE_QUEUE, type BesideJob, LOCK_MS, STALLED_MS } from './money-bullmq-settings.ts'

/**
 * A worker of BullMQ as its documentation shows one: the handler submits, looks until the work has ended, and stores the result. Arguments:
 * port of Redis, address of fal's queue, key, folder for results. Says `ready`.
 */
const [port = '0', queueAddress = '', key = '', folder = ''] = process.argv.slice(2)
const LOOK_MS = 15

const submitted = z.object({ status_url: z.string(), response_url: z.string() })
const status = z.object({ status: z.string() })
const result = z.object({ images: z.array(z.object({ url: z.string() })) })

const headers = { authorization: `Key ${key}`, 'content-type': 'application/json' }

async function asked(url: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, { headers, ...init })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  return await answer.json()
}

async function generate({ name, body }: BesideJob): Promise<void> {
  const work = submitted.parse(await asked(`${queueAddress}/fal-ai/flux/schnell`, { method: 'POST', body }))
  while (status.parse(await asked(work.status_url)).status !== 'COMPLETED') await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  const { images } = result.parse(await asked(work.response_url))
  const file = await fetch(images[0]?.url ?? '')
  if (!file.ok) throw new Error(`answered ${file.status}`)
  await writeFile(join(folder, name), new Uint8Array(await file.arrayBuffer()))
}

const worker = new Worker<BesideJob>(BESIDE_QUEUE, async ({ data }) => await generate(data), {
  connection: { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null },
  concurrency: 6,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_MS,
})
await worker.waitUntilReady()
writeSync(1, 'ready\n')
