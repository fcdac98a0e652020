import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Queue } from 'bullmq'
import sharp from 'sharp'
import { random as createRandom } from '../../samples/mannequin/math.ts'
import type { LedgerEntry } from '../../tests/emulator/core/ledger.ts'
import type { EmulatorChild } from '../../tests/emulator/start-child.ts'
import { startRedis } from '../redis.ts'
import { BESIDE_QUEUE, type BesideJob } from './money-bullmq-settings.ts'
import { openServices, type Rates } from './money-services.ts'

export interface BesideReport {
  readonly jobs: number
  readonly kills: number
  readonly seconds: number
  /** Creates that the service took. */
  readonly taken: number
  /** Jobs that are billed more than once. */
  readonly doubleCharges: number
  /** Jobs that are billed, and whose result is not there or no picture. */
  readonly lostResults: number
  /** Jobs that the queue calls failed although work of theirs ended well at the service. */
  readonly paidButFailed: number
  readonly succeeded: number
  readonly failed: number
}

const VICTIM = fileURLToPath(new URL('./money-bullmq-victim.ts', import.meta.url))
const LEAST_LIFE_MS = 120
const LONGEST_LIFE_MS = 450
const DEADLINE_MS = 240_000

/**
 * The scenario of `runMoney` with BullMQ over a Redis that fsyncs every write, for one service: paid jobs, and their worker killed with SIGKILL
 * at random moments. Null where there is no Redis on this machine.
 *
 * @param options.attempts tries of a job, as its README shows them
 */
export async function runMoneyBullmq(options: {
  readonly jobs: number
  readonly kills: number
  readonly seed: number
  readonly rates: Rates
  readonly attempts: number
}): Promise<BesideReport | null> {
  const { jobs, kills, seed, rates, attempts } = options
  await using redis = await startRedis()
  if (redis === null) return null
  await using emulator = await openServices(seed, rates)
  const folder = await mkdtemp(join(tmpdir(), 'drape-torture-bullmq-'))
  const began = performance.now()
  const queue = new Queue<BesideJob>(BESIDE_QUEUE, { connection: redis.connection })
  try {
    const sent = Array.from({ length: jobs }, (_, at): BesideJob => ({ name: `${at}.png`, body: JSON.stringify({ prompt: `paid ${at}` }) }))
    const retry = { attempts, backoff: { type: 'exponential', delay: 50 } }
    await queue.addBulk(sent.map((data) => ({ name: 'generate', data, opts: retry })))
    const random = createRandom(seed)
    const bench = { port: redis.connection.port, emulator, folder }
    let killed = 0
    while (killed < kills && (await openCount(queue)) > 0) {
      const worker = await startWorker(bench)
      await new Promise((resolve) => setTimeout(resolve, LEAST_LIFE_MS + random() * (LONGEST_LIFE_MS - LEAST_LIFE_MS)))
      await end(worker)
      killed += 1
    }
    const last = await startWorker(bench)
    const deadline = performance.now() + DEADLINE_MS
    while ((await openCount(queue)) > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100))
    await end(last)
    const verdict = await judge(sent, { queue, folder, taken: await emulator.control.ledger() })
    return { jobs, kills: killed, seconds: Math.round((performance.now() - began) / 1000), ...verdict }
  } finally {
    await queue.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function openCount(queue: Queue<BesideJob>): Promise<number> {
  return await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')
}

async function startWorker(bench: {
  readonly port: number
  readonly emulator: EmulatorChild
  readonly folder: string
}): Promise<ChildProcess> {
  const { port, emulator, folder } = bench
  const args = [VICTIM, String(port), emulator.bases.FAL_QUEUE, emulator.keys.fal, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

async function end(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

async function judge(
  sent: readonly BesideJob[],
  found: { readonly queue: Queue<BesideJob>; readonly folder: string; readonly taken: readonly LedgerEntry[] },
): Promise<Omit<BesideReport, 'jobs' | 'kills' | 'seconds'>> {
  const { queue, folder, taken } = found
  const failed = new Set((await queue.getFailed(0, -1)).map(({ data }) => data.name))
  let [doubleCharges, lostResults, paidButFailed] = [0, 0, 0]
  for (const { name, body } of sent) {
    const bodyHash = createHash('sha256').update(body).digest('hex')
    // What still runs at the service ends well too, and is billed: nobody has looked at it any more.
    const paid = taken.filter((entry) => entry.bodyHash === bodyHash && ['succeeded', 'running'].includes(entry.outcome))
    if (paid.length > 1) doubleCharges += 1
    if (paid.length > 0 && !(await isPicture(join(folder, name)))) lostResults += 1
    if (paid.length > 0 && failed.has(name)) paidButFailed += 1
  }
  return { taken: taken.length, doubleCharges, lostResults, paidButFailed, succeeded: await queue.getCompletedCount(), failed: failed.size }
}

async function isPicture(path: string): Promise<boolean> {
  return await sharp(path)
    .stats()
    .then(
      () => true,
      () => false,
    )
}
