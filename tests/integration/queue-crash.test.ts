import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../app/db/migrate.ts'
import { openDatabase } from '../../app/db/open.ts'
import { historyOf, listJobs } from '../../app/queue/job-lists.ts'
import type { StoredJob } from '../../app/queue/job-rows.ts'
import { createJobStore } from '../../app/queue/store.ts'
import { systemClock, tempFolder } from '../support/temp-library.ts'
import { until } from '../support/until.ts'

const HOST = join(import.meta.dirname, 'children', 'queue-host.ts')

describe('a host killed while it runs jobs', () => {
  it('loses none: the next one takes the job back and finishes the rest; after two deaths a person decides', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'queue.db')
    enqueue(path, ['deadly', 'harmless'])

    // The slot takes one job at a time and the deadly one is first, so the harmless one waits behind it.
    await using first = start(path, 'deadly')
    await until('the deadly job has begun', () => first.output().includes('began deadly'))
    await first.kill()
    expect(jobs(path)['deadly']).toMatchObject({ state: 'running', attempts: 1 })

    await using second = start(path, 'deadly')
    await until('it has begun again', () => second.output().includes('began deadly'))
    expect(second.output()).toMatch(/^queued deadly\nrunning deadly\n/)
    await second.kill()

    await using third = start(path, 'deadly')
    await until('the harmless job is done', () => third.output().includes('succeeded harmless'))
    expect(third.output()).not.toContain('began deadly')
    await third.kill()
    const { deadly, harmless } = jobs(path)
    expect(deadly).toMatchObject({ state: 'needs-attention', error: { code: 'job.crashed' } })
    expect(harmless).toMatchObject({ state: 'succeeded', attempts: 1 })
  })

  it('at the moment a job is claimed counts the attempt and runs it once more', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'queue.db')
    enqueue(path, ['one'])
    await using first = start(path, '', { DRAPE_KILL_AT: 'mid-job' })
    await once(first.child, 'close')
    await using second = start(path, '')
    await until('it is done', () => second.output().includes('succeeded one'))
    await second.kill()
    expect(jobs(path)['one']).toMatchObject({ state: 'succeeded', attempts: 2 })
  })
})

interface Host extends AsyncDisposable {
  readonly child: ChildProcess
  output(): string
  kill(): Promise<void>
}

function start(path: string, stuck: string, env: Record<string, string> = {}): Host {
  const child = spawn(process.execPath, [HOST, path, stuck], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  return { child, output: () => output, kill, [Symbol.asyncDispose]: kill }
}

function enqueue(path: string, labels: readonly string[]): void {
  const db = openDatabase(path)
  migrate(db, { backupPath: `${path}.backup` })
  const store = createJobStore(db, { clock: systemClock, random: Math.random })
  for (const label of labels) {
    store.enqueue({ kind: 'pose', slot: 'test', title: label, payload: { label }, payloadVersion: 1, maxAttempts: 5 })
  }
  db.close()
}

function jobs(path: string): Record<string, StoredJob> {
  const db = openDatabase(path)
  const found = listJobs(db, {}).jobs
  for (const job of found) expect(historyOf(db, job.id).length).toBeGreaterThan(0)
  db.close()
  return Object.fromEntries(found.map((job) => [job.title, job]))
}
