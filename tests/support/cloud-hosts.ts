import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobState } from '../../app/domain/job.ts'
import { environmentFor } from '../emulator/bases.ts'
import type { EmulatorChild } from '../emulator/start-child.ts'
import { until } from './until.ts'

const HOST = join(import.meta.dirname, '../integration/children/cloud-host.ts')
const LONGEST_MS = 90_000

/** A studio in a process of its own that works for an emulator and can be killed at a point. */
interface Host extends AsyncDisposable {
  readonly child: ChildProcess
  lines(): readonly string[]
}

function startHost(folder: string, emulator: EmulatorChild, killAt?: string): Host {
  const env = {
    ...process.env,
    ...environmentFor(emulator.bases),
    DRAPE_VAULT_PASSPHRASE: 'open sesame',
    DRAPE_TIME_ZONE: 'UTC',
    ...(killAt !== undefined && { DRAPE_KILL_AT: killAt }),
  }
  const child = spawn(process.execPath, [HOST, folder, 'fal'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
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

/** Starts a job in a host that dies at a point, such as `after-keep` or `after-accept#2`; gives its name. */
export async function dieAt(folder: string, emulator: EmulatorChild, dying: { point: string; request: object }): Promise<JobId> {
  await using host = startHost(folder, emulator, dying.point)
  await until('it is ready', () => host.lines().includes('ready -'), LONGEST_MS)
  host.child.stdin?.write(`${JSON.stringify(dying.request)}\n`)
  if (host.child.signalCode === null) await once(host.child, 'close')
  if (host.child.signalCode !== 'SIGKILL') throw new Error(`The host ended otherwise: ${host.lines().join(' | ')}`)
  const job = host.lines().find((line) => line.startsWith('queued job_'))
  return job?.slice('queued '.length) as JobId
}

/** The next host, until the job has come to its end or asks a person. */
export async function nextHost(folder: string, emulator: EmulatorChild, job: JobId): Promise<JobState> {
  await using host = startHost(folder, emulator)
  const ends = ['succeeded', 'failed', 'needs-attention']
  const line = await until('the job has ended', () => host.lines().find((one) => ends.some((end) => one === `${end} ${job}`)), LONGEST_MS)
  return line.slice(0, line.indexOf(' ')) as JobState
}
