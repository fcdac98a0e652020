import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProviderId } from '../../app/domain/cloud/tasks.ts'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobState } from '../../app/domain/job.ts'
import { openLedger } from '../../app/ledger/ledger.ts'
import { examine } from '../../app/library/doctor.ts'
import { resultsOf } from '../../app/library/results.ts'
import type { FaultPoint } from '../../app/platform/fault-points.ts'
import { silentLog } from '../../app/platform/log.ts'
import { environmentFor } from '../emulator/bases.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { openTestLibrary, tempFolder } from '../support/temp-library.ts'
import { until } from '../support/until.ts'

const HOST = join(import.meta.dirname, 'children', 'cloud-host.ts')

const MODELS = {
  fal: 'fal:flux-schnell',
  google: 'google:nano-banana-2.1',
  replicate: 'replicate:flux-schnell',
} as const satisfies Partial<Record<ProviderId, string>>

let emulator: Emulator
let compileCache: Awaited<ReturnType<typeof tempFolder>>
beforeAll(async () => {
  emulator = await startEmulator()
  compileCache = await tempFolder()
})
afterAll(async () => {
  await emulator.close()
  await compileCache[Symbol.asyncDispose]()
})

interface Host extends AsyncDisposable {
  readonly child: ChildProcess
  lines(): readonly string[]
}

function start(folder: string, provider: ProviderId, killAt?: FaultPoint): Host {
  const env = {
    ...process.env,
    ...environmentFor(emulator.bases),
    NODE_COMPILE_CACHE: compileCache.path,
    DRAPE_VAULT_PASSPHRASE: 'open sesame',
    DRAPE_TIME_ZONE: 'UTC',
    ...(killAt !== undefined && { DRAPE_KILL_AT: killAt }),
  }
  const child = spawn(process.execPath, [HOST, folder, provider], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  return {
    child,
    lines: () => text.split('\n'),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

/** Starts a job in a host that dies at a point; gives its name as the library has it, known even where the host died before it could say it. */
async function dieAt(folder: string, provider: keyof typeof MODELS, point: FaultPoint): Promise<JobId> {
  await using host = start(folder, provider, point)
  await until('it is ready', () => host.lines().includes('ready -'))
  const request = { task: 'text-to-image', choice: { model: MODELS[provider] }, prompt: `killed ${point} ${provider}` }
  host.child.stdin?.write(`${JSON.stringify(request)}\n`)
  if (host.child.signalCode === null) await once(host.child, 'close')
  expect(host.child.signalCode).toBe('SIGKILL')
  const job = host.lines().find((line) => line.startsWith('queued job_'))
  return job?.slice('queued '.length) as JobId
}

/** The next host, until the job has come to its end or asks a person. */
async function nextHost(folder: string, provider: ProviderId, job: JobId): Promise<JobState> {
  await using host = start(folder, provider)
  const ends = ['succeeded', 'failed', 'needs-attention']
  const line = await until('the job has ended', () => host.lines().find((one) => ends.some((end) => one === `${end} ${job}`)))
  return line.slice(0, line.indexOf(' ')) as JobState
}

async function look(folder: string, job: JobId) {
  using library = await openTestLibrary(folder)
  const ledger = await openLedger({ ...library, libraryFolder: folder, zone: () => 'UTC', log: silentLog })
  const submissions = ledger.ofJob(job)
  await ledger.flush()
  return { results: resultsOf(library, job), submissions, caps: ledger.today() }
}

const takenOf = (provider: ProviderId, since: number) =>
  emulator.control
    .ledger()
    .slice(since)
    .filter((entry) => entry.provider === provider)

const SETTLED = [
  // Nothing had been sent: sent by the next host.
  ['fal', 'after-intent', ['refused', 'done']],
  // From here on the service has it: asked for, never sent again.
  ['fal', 'after-accept', ['done']],
  ['fal', 'after-poll', ['done']],
  ['fal', 'mid-download', ['done']],
  ['fal', 'after-keep', ['done']],
  ['fal', 'before-finish', ['done']],
  // A service that answers at once: its files lay on the disk before it counted as accepted.
  ['google', 'after-accept', ['done']],
  ['google', 'after-keep', ['done']],
  // A service that can tell what it was asked for.
  ['replicate', 'before-send', ['refused', 'done']],
  ['replicate', 'after-send', ['done']],
] as const

/** Each row is three starts of a studio. CI tries the points where most can go wrong; `npm run torture -- money` kills at all of them. */
const IN_CI: readonly string[] = ['fal after-intent', 'fal mid-download', 'google after-keep', 'replicate after-send']
const chosen = <Row extends readonly [string, string, unknown]>(rows: readonly Row[]): readonly Row[] =>
  process.env['CI'] === 'true' ? rows.filter(([provider, point]) => IN_CI.includes(`${provider} ${point}`)) : rows

describe('a studio that is killed while a service works for money', () => {
  it.each(chosen(SETTLED))('%s at %s: the next one brings the one result that was paid for', async (provider, point, states) => {
    await using folder = await tempFolder()
    const library = join(folder.path, 'library')
    const before = emulator.control.ledger().length
    const job = await dieAt(library, provider, point)
    expect(await nextHost(library, provider, job)).toBe('succeeded')
    const { results, submissions } = await look(library, job)
    const taken = takenOf(provider, before)
    expect([taken.length, results.length, submissions.map(({ state }) => state)]).toEqual([1, 1, states])
    // What the service bills and what the ledger says, where the service tells; else the price list's word.
    const charge = submissions.reduce((sum, one) => sum + one.charge, 0)
    const last = submissions.at(-1)
    expect(charge).toBe(last?.basis === 'told' ? taken[0]?.chargedMicros : last?.estimate)
    expect((await examine(library, { verify: true })).problems).toEqual([])
  })

  it.each([
    ['fal', 'before-send', 0],
    // fal lists what has ended, and this work ends only when it is looked at.
    ['fal', 'after-send', 1],
    ['google', 'after-send', 1],
  ] as const)('%s at %s: nobody can tell, so a person is asked, and nothing is sent again', async (provider, point, taken) => {
    await using folder = await tempFolder()
    const library = join(folder.path, 'library')
    const before = emulator.control.ledger().length
    const job = await dieAt(library, provider, point)
    expect(await nextHost(library, provider, job)).toBe('needs-attention')
    // A second start changes nothing of it.
    await using host = start(library, provider)
    await until('it is ready', () => host.lines().includes('ready -'))
    await host[Symbol.asyncDispose]()
    const { submissions } = await look(library, job)
    expect(takenOf(provider, before)).toHaveLength(taken)
    expect(submissions).toMatchObject([{ state: 'unknown', basis: 'reserved', code: 'provider.outcome-unknown' }])
    expect(submissions[0]?.charge).toBe(submissions[0]?.reserved)
  })
})
