import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { random as createRandom } from '../../samples/mannequin/math.ts'
import { environmentFor } from '../../tests/emulator/bases.ts'
import type { EmulatorChild } from '../../tests/emulator/start-child.ts'
import { limitSpending } from './money-caps.ts'
import { judgeMoney, type MoneyVerdict } from './money-judge.ts'
import { EVERY_FAULT, openServices } from './money-services.ts'
import { quickRegistry } from './money-wishes.ts'

export interface MoneyReport extends MoneyVerdict {
  readonly jobs: number
  readonly kills: number
  readonly seconds: number
}

const VICTIM = fileURLToPath(new URL('./money-victim.ts', import.meta.url))
/** How long a victim lives after it is ready: from before it has asked for anything to a few dozen requests under way. */
const LEAST_LIFE_MS = 50
const LONGEST_LIFE_MS = 2_500
/** A victim that is let finish and does not has hung. */
const DEADLINE_MS = 900_000

/**
 * Has services work for money while the studio is killed with SIGKILL at random moments and the services do everything that they are known
 * to do, then holds the studio's ledger and library against the emulator's own ledger.
 */
export async function runMoney(options: {
  readonly jobs: number
  readonly kills: number
  readonly seed: number
  /** The longest that a victim lives after it is ready; short lives make a short run. */
  readonly longestLifeMs?: number
  readonly say: (line: string) => void
}): Promise<MoneyReport> {
  const { jobs, kills, seed, longestLifeMs = LONGEST_LIFE_MS, say } = options
  const random = createRandom(seed)
  const parent = await mkdtemp(join(tmpdir(), 'drape-torture-money-'))
  const began = performance.now()
  await using emulator = await openServices(seed, EVERY_FAULT)
  const bench = await setUp(parent, emulator, jobs)
  let killed = 0
  while (killed < kills) {
    const afterMs = Math.floor(LEAST_LIFE_MS + random() * longestLifeMs)
    const { ended } = await runVictim(bench, afterMs)
    if (ended === 'drained') break
    killed += 1
    if (killed % 10 === 0) say(`${killed}/${kills} kills, ${(await emulator.control.ledger()).length} creates taken`)
  }
  const notBegun = await drain(bench)
  const verdict = await judgeMoney(bench.folder, { emulated: await emulator.control.ledger(), jobs, notBegun })
  if (verdict.ok) await rm(parent, { recursive: true, force: true })
  else say(`The library is kept in ${parent}`)
  return { ...verdict, jobs, kills: killed, seconds: Math.round((performance.now() - began) / 1000) }
}

interface Bench {
  readonly folder: string
  readonly picture: string
  readonly jobs: number
  readonly env: NodeJS.ProcessEnv
}

async function setUp(parent: string, emulator: EmulatorChild, jobs: number): Promise<Bench> {
  const folder = join(parent, 'library')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'models.json'), JSON.stringify(quickRegistry()))
  await limitSpending(folder, jobs)
  const picture = join(parent, 'still.png')
  await sharp({ create: { width: 320, height: 400, channels: 3, background: '#806040' } })
    .png()
    .toFile(picture)
  const env = {
    ...process.env,
    ...environmentFor(emulator.bases),
    // Compiling took most of the start of a victim.
    NODE_COMPILE_CACHE: join(parent, 'compile-cache'),
    DRAPE_KEYRING: 'off',
    DRAPE_TIME_ZONE: 'UTC',
    DRAPE_LOG_LEVEL: 'warn',
  }
  return { folder, picture, jobs, env }
}

/** Lets all jobs come to their end; gives how many a limit on spending did not let begin. */
async function drain(bench: Bench): Promise<number> {
  const { said } = await runVictim(bench, undefined)
  return Number(/^not-begun (\d+)$/m.exec(said)?.[1])
}

interface Ended {
  readonly ended: 'drained' | 'killed'
  readonly said: string
}

/** Runs a victim until it is killed `afterMs` after it was ready, or, without, until it is through. */
async function runVictim({ folder, picture, jobs, env }: Bench, afterMs: number | undefined): Promise<Ended> {
  const child = spawn(process.execPath, [VICTIM, folder, String(jobs), picture], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const hasDrained = new Promise<'drained'>((resolve) => heard(child, 'drained', () => resolve('drained')))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  const closed = once(child, 'close')
  let timer: NodeJS.Timeout | undefined
  const end = (ms: number): void => {
    timer = setTimeout(() => child.kill('SIGKILL'), ms)
  }
  if (afterMs === undefined) end(DEADLINE_MS)
  else heard(child, 'ready', () => end(afterMs))
  const ended = await Promise.race([hasDrained, closed.then(() => 'killed' as const)])
  clearTimeout(timer)
  if (ended === 'drained') child.kill('SIGKILL')
  await closed
  if (ended === 'killed' && (afterMs === undefined || child.signalCode !== 'SIGKILL')) {
    throw new Error(`A victim ended with ${child.exitCode ?? child.signalCode} before it was through`)
  }
  return { ended, said }
}

function heard(child: ChildProcess, word: string, then: () => void): void {
  let text = ''
  let isHeard = false
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part
    if (isHeard || !text.split('\n').includes(word)) return
    isHeard = true
    then()
  })
}
