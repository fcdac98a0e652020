import { appendFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProviderId } from '../../../app/domain/cloud/tasks.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { monthStart } from '../../../app/domain/money/day.ts'
import { restoreLedger } from '../../../app/ledger/restore-ledger.ts'
import { listEntries, spendBy, spendIn } from '../../../app/ledger/spend.ts'
import type { Submission } from '../../../app/ledger/submission-rows.ts'
import { ledgerBench, newSubmission, usd } from '../../support/ledger-bench.ts'

const ALL_DAY = { scope: 'all', subject: null, period: 'day' } as const
const code = (thrown: unknown): string => (thrown instanceof StudioError ? thrown.code : String(thrown))

describe('limits', () => {
  it('are never passed, whatever is reserved at the same time, by two connections, released and settled in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          all: fc.integer({ min: 0, max: 1000 }),
          fal: fc.integer({ min: 0, max: 700 }),
          brand: fc.integer({ min: 0, max: 500 }),
          job: fc.integer({ min: 0, max: 300 }),
        }),
        fc.array(
          fc.record({
            provider: fc.constantFrom<ProviderId>('fal', 'google'),
            brand: fc.constantFrom(null, 'Nord', 'Süd'),
            job: fc.integer({ min: 0, max: 4 }),
            cents: fc.integer({ min: 0, max: 250 }),
            connection: fc.integer({ min: 0, max: 1 }),
            end: fc.constantFrom('stays', 'refused', 'cheaper', 'failed free', 'unknown', 'abandoned'),
          }),
          { minLength: 5, maxLength: 30 },
        ),
        async (limits, wishes) => {
          await using bench = await ledgerBench()
          const other = await bench.open()
          await bench.ledger.setCap(ALL_DAY, usd(limits.all / 100))
          await bench.ledger.setCap({ scope: 'provider', subject: 'fal', period: 'day' }, usd(limits.fal / 100))
          await bench.ledger.setCap({ scope: 'brand', subject: null, period: 'month' }, usd(limits.brand / 100))
          await bench.ledger.setCap({ scope: 'job', subject: null, period: 'ever' }, usd(limits.job / 100))
          const jobs = Array.from({ length: 5 }, () => bench.newJob())
          const ledgers = [bench.ledger, other.ledger]
          const within = (): void => {
            const sum = (where: string): number =>
              (bench.db.prepare(`SELECT coalesce(sum(charge), 0) AS micros FROM submissions WHERE ${where}`).get() as { micros: number })
                .micros
            expect(sum('TRUE')).toBeLessThanOrEqual(limits.all * 1e4)
            expect(sum(`provider = 'fal'`)).toBeLessThanOrEqual(limits.fal * 1e4)
            for (const brand of ['Nord', 'Süd']) expect(sum(`brand = '${brand}'`)).toBeLessThanOrEqual(limits.brand * 1e4)
            for (const job of jobs) expect(sum(`job_id = '${job}'`)).toBeLessThanOrEqual(limits.job * 1e4)
          }
          await Promise.all(
            wishes.map(async ({ provider, brand, job, cents, connection, end }) => {
              const ledger = ledgers[connection]!
              const made = await ledger
                .intend(newSubmission({ jobId: jobs[job]!, provider, brand, reserve: usd(cents / 100) }))
                .catch((thrown: unknown) => {
                  expect(['money.cap-reached', 'internal']).toContain(code(thrown))
                })
              within()
              if (made === undefined) return
              if (end === 'refused') ledger.refuse(made.id, 'provider.unavailable')
              if (end === 'unknown' || end === 'abandoned') ledger.doubt(made.id)
              if (end === 'abandoned') ledger.abandon(made.id)
              if (end === 'cheaper' || end === 'failed free') ledger.accept(made.id, { handle: 1 })
              if (end === 'cheaper') ledger.settle(made.id, usd(cents / 200))
              if (end === 'failed free') ledger.fail(made.id, 'provider.failed', usd(0))
              within()
            }),
          )
          await Promise.all(ledgers.map((ledger) => ledger.flush()))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('count a day in the zone of the person, and a month from its first', async () => {
    let zone = 'Asia/Jerusalem'
    await using bench = await ledgerBench({ zone: () => zone })
    await bench.ledger.setCap(ALL_DAY, usd(0.1))
    const first = await bench.ledger.intend(newSubmission({ jobId: bench.newJob() }))
    expect(first).toMatchObject({ day: '2024-03-15', zone: 'Asia/Jerusalem' })
    bench.clock.advance(11 * 3600_000)
    await expect(bench.ledger.intend(newSubmission({ jobId: bench.newJob() }))).rejects.toThrow(
      expect.objectContaining({
        code: 'money.cap-reached',
        details: { scope: 'all', period: 'day', limitMicros: 100_000, spentMicros: 100_000, wantedMicros: 100_000 },
      }),
    )
    // 23:00 in Jerusalem; an hour later it is another day there.
    bench.clock.advance(3600_000)
    expect((await bench.ledger.intend(newSubmission({ jobId: bench.newJob() }))).day).toBe('2024-03-16')
    zone = 'America/Los_Angeles'
    expect(bench.ledger.today()).toEqual({ day: '2024-03-15', zone })
    expect(monthStart('2024-03-16')).toBe('2024-03-01')
    await bench.ledger.setCap({ scope: 'all', subject: null, period: 'month' }, usd(0.25))
    bench.clock.advance(48 * 3600_000)
    await expect(bench.ledger.intend(newSubmission({ jobId: bench.newJob() }))).rejects.toThrow(
      expect.objectContaining({ code: 'money.cap-reached' }),
    )
  })

  it('of a job and of an evening come with the request', async () => {
    await using bench = await ledgerBench()
    const jobId = bench.newJob()
    const one = await bench.ledger.intend(newSubmission({ jobId, jobLimit: usd(0.15) }))
    bench.ledger.accept(one.id, {})
    bench.ledger.fail(one.id, 'provider.failed', usd(0.1))
    await expect(bench.ledger.intend(newSubmission({ jobId, jobLimit: usd(0.15) }))).rejects.toThrow(
      expect.objectContaining({ code: 'money.cap-reached' }),
    )
    const night = { day: '2024-03-15', limit: usd(0.15) }
    await bench.ledger.intend(newSubmission({ jobId: bench.newJob(), night }))
    await expect(bench.ledger.intend(newSubmission({ jobId: bench.newJob(), night }))).rejects.toThrow(
      expect.objectContaining({ details: expect.objectContaining({ scope: 'night' }) }),
    )
  })
})

describe('a submission', () => {
  it('is one at a time for a job: a second cannot begin while the first is open', async () => {
    await using bench = await ledgerBench()
    const jobId = bench.newJob()
    const first = await bench.ledger.intend(newSubmission({ jobId }))
    await expect(bench.ledger.intend(newSubmission({ jobId }))).rejects.toThrow('open')
    bench.ledger.doubt(first.id)
    await expect(bench.ledger.intend(newSubmission({ jobId }))).rejects.toThrow('open')
    bench.ledger.refuse(first.id, 'provider.unavailable')
    const second = await bench.ledger.intend(newSubmission({ jobId }))
    expect([second.number, second.idempotencyKey === first.idempotencyKey]).toEqual([2, false])
  })

  it('keeps its handle and its money through every move, and makes no move that the table lacks', async () => {
    await using bench = await ledgerBench()
    const { ledger } = bench
    const { id, jobId } = await ledger.intend(newSubmission({ jobId: bench.newJob(), reserve: usd(0.3), estimate: usd(0.2) }))
    expect(ledger.openOf(jobId)).toMatchObject({ state: 'intended', charge: 300_000, basis: 'reserved' })
    ledger.doubt(id)
    expect(() => ledger.doubt(id)).toThrow('unknown')
    ledger.accept(id, { url: 'https://queue.example/1' })
    expect(ledger.openOf(jobId)).toMatchObject({ state: 'accepted', operation: { url: 'https://queue.example/1' }, charge: 300_000 })
    expect(ledger.settle(id, null)).toMatchObject({
      state: 'done',
      charge: 200_000,
      basis: 'estimated',
      operation: { url: 'https://queue.example/1' },
    })
    expect(ledger.openOf(jobId)).toBeUndefined()
    for (const move of [() => ledger.settle(id, null), () => ledger.abandon(id), () => ledger.refuse(id, 'internal')])
      expect(move).toThrow('done')
  })
})

describe('the records', () => {
  it('make the same ledger again when the index is gone, limits included, and skip a torn line', async () => {
    await using bench = await ledgerBench()
    const { ledger } = bench
    await ledger.setCap(ALL_DAY, usd(9))
    const made = await Promise.all(
      Array.from({ length: 12 }, async () => ledger.intend(newSubmission({ jobId: bench.newJob(), brand: 'נורד' }))),
    )
    const [a, b, c, d] = made as [Submission, Submission, Submission, Submission]
    ledger.accept(a.id, { handle: 'a' })
    ledger.settle(b.id, usd(0.07))
    ledger.refuse(c.id, 'provider.rate-limited')
    ledger.doubt(d.id)
    await ledger.flush()
    const before = made.map(({ jobId }) => ledger.ofJob(jobId))
    await appendFile(join(bench.folder, 'records', 'ledger.jsonl'), '{"type":"submission","at":1,"subm')
    for (const ending of ['', '-wal', '-shm']) await rm(bench.path + ending, { force: true })

    const again = await bench.open()
    expect(await restoreLedger(again.db, bench.folder)).toEqual({ restored: 12, unreadable: 1 })
    expect(made.map(({ jobId }) => again.ledger.ofJob(jobId))).toEqual(before)
    expect(again.ledger.caps()).toEqual([{ ...ALL_DAY, micros: 9_000_000 }])
    // What is there already is not put in twice, nor is anything older put over it.
    again.ledger.settle(a.id, null)
    expect(await restoreLedger(again.db, bench.folder)).toMatchObject({ restored: 0 })
    expect(again.ledger.ofJob(a.jobId)[0]?.state).toBe('done')
  })

  it('hold an intent before it may be sent; one that they do not hold is taken back at the next start', async () => {
    await using bench = await ledgerBench()
    const sent = await bench.ledger.intend(newSubmission({ jobId: bench.newJob() }))
    expect(await readFile(join(bench.folder, 'records', 'ledger.jsonl'), 'utf8')).toContain(sent.idempotencyKey)
    const jobId = bench.newJob()
    // As a kill between the commit of the index and the append leaves it: the index has the row, the records have not.
    const unsent = bench.ledger.intend(newSubmission({ jobId }))
    const next = await bench.open()
    expect(next.ledger.ofJob(jobId)).toMatchObject([{ state: 'refused', charge: 0, code: 'job.crashed' }])
    expect(next.ledger.openOf(sent.jobId)?.state).toBe('intended')
    await unsent.catch(() => undefined)
  })
})

describe('spending', () => {
  it('is told by each of its sides, open reserves apart, and page by page', async () => {
    await using bench = await ledgerBench()
    const { ledger, db } = bench
    const span = { from: '2024-03-15', to: '2024-03-16' }
    const done = await ledger.intend(newSubmission({ jobId: bench.newJob(), brand: 'Nord' }))
    ledger.settle(done.id, usd(0.04))
    await ledger.intend(newSubmission({ jobId: bench.newJob(), provider: 'google', model: 'google:test', reserve: usd(0.2) }))
    bench.clock.advance(24 * 3600_000)
    await ledger.intend(newSubmission({ jobId: bench.newJob(), brand: 'Nord', reserve: usd(0.5) }))
    expect(spendIn(db, span)).toEqual({ micros: 740_000, openMicros: 700_000, submissions: 3 })
    expect(spendBy(db, 'day', span).map(({ key, micros }) => [key, micros])).toEqual([
      ['2024-03-15', 240_000],
      ['2024-03-16', 500_000],
    ])
    expect(spendBy(db, 'brand', span).map(({ key, micros, openMicros }) => [key, micros, openMicros])).toEqual([
      ['Nord', 540_000, 500_000],
      [null, 200_000, 200_000],
    ])
    expect(spendBy(db, 'provider', { from: span.from, to: span.from }).map(({ key }) => key)).toEqual(['google', 'fal'])
    const first = listEntries(db, { ...span, limit: 2 })
    const rest = listEntries(db, { ...span, limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.entries, ...rest.entries].map(({ provider, charge }) => [provider, charge])).toEqual([
      ['fal', 500_000],
      ['google', 200_000],
      ['fal', 40_000],
    ])
    expect(rest.nextCursor).toBeNull()
    expect(() => listEntries(db, { ...span, limit: 2, cursor: '1; DROP' })).toThrow('cursor')
  })
})
