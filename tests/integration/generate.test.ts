import { describe, expect, it } from 'vitest'
import type { GenerateResult } from '../../app/domain/cloud/generate-result.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobId } from '../../app/domain/ids.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import { spendIn } from '../../app/ledger/spend.ts'
import { getAsset } from '../../app/library/assets.ts'
import { resultsOf } from '../../app/library/results.ts'
import { type CloudRoom, cloudRoom } from '../support/cloud-room.ts'
import { fakeService, PRICE } from '../support/fake-service.ts'
import { until } from '../support/until.ts'

const passing = (details = {}): StudioError => new StudioError('provider.unavailable', 'Away', { details })
const statesOf = (room: CloudRoom, id: JobId): string[] => room.cloud.ledger.ofJob(id).map(({ state }) => state)
const spent = (room: CloudRoom): number => spendIn(room.library.db, { from: '2000-01-01', to: '2999-12-31' }).micros

describe('work at a service', () => {
  it('is sent once, kept with its recipe, and settled at what the service says', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal] })
    Object.assign(fal, { pollsUntilDone: 3, outputs: 2 })
    const id = room.start({ brand: 'Nord' })
    const job = await room.reaches(id, 'succeeded')
    const result = job.result as unknown as GenerateResult
    expect(fal.calls.filter((call) => call === 'submit')).toHaveLength(1)
    expect(result).toMatchObject({
      provider: 'fal',
      model: 'fal:test',
      chargeMicros: PRICE,
      basis: 'told',
      assets: [{ width: 24 }, { height: 32 }],
    })
    const asset = getAsset(room.library, result.assets[0]!.assetId)
    expect(asset).toMatchObject({
      origin: 'result',
      type: 'image/png',
      lineage: {
        jobId: id,
        kind: 'generate',
        parents: [{ role: 'image', assetId: room.picture }],
        recipe: { prompt: 'a red dress', brand: 'Nord' },
      },
    })
    expect(room.cloud.ledger.ofJob(id)).toMatchObject([{ state: 'done', charge: PRICE, brand: 'Nord', idempotencyKey: fal.taken[0]?.key }])
    expect([job.attempts, resultsOf(room.library, id)]).toEqual([1, expect.objectContaining({ length: 2 })])
  })

  it('stays money-safe through a restart while it waits: asked for again, never sent again', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal] })
    fal.pollsUntilDone = 1e9
    const id = room.start()
    await until('it waits', () => statesOf(room, id)[0] === 'accepted')
    await room.restart()
    fal.pollsUntilDone = 0
    await room.reaches(id, 'succeeded')
    expect([fal.taken.length, fal.calls.filter((call) => call === 'submit').length, spent(room)]).toEqual([1, 1, PRICE])
  })

  it('keeps an answer that came at once, on the disk before it is in the library', async () => {
    const google = fakeService({ id: 'google' })
    google.answersAtOnce = true
    await using room = await cloudRoom({ services: [google] })
    const job = await room.reaches(room.start(), 'succeeded')
    expect((job.result as unknown as GenerateResult).assets).toHaveLength(1)
    expect([google.taken.length, google.calls, spent(room)]).toEqual([1, ['submit'], PRICE])
  })

  it('uploads a picture once, however often it is used', async () => {
    const fal = fakeService({ id: 'fal', takesAddresses: true })
    await using room = await cloudRoom({ services: [fal], concurrency: 1 })
    await room.reaches(room.start(), 'succeeded')
    await room.reaches(room.start({ prompt: 'blue' }), 'succeeded')
    expect(fal.calls.filter((call) => call.startsWith('upload'))).toEqual(['upload image/jpeg'])
    // A request that the service cannot make sense of may mean that it has lost the upload: once more, anew.
    fal.next.submit.push(new StudioError('provider.bad-request', 'file_download_error'))
    await room.reaches(room.start({ prompt: 'green' }), 'succeeded')
    expect(fal.calls.filter((call) => call.startsWith('upload'))).toHaveLength(2)
  })
})

describe('an answer that was lost', () => {
  it('is asked for where the service can tell, whether it took the work or not', async () => {
    const fal = fakeService({ id: 'fal', reconciles: true })
    await using room = await cloudRoom({ services: [fal] })
    fal.next.submit.push('lose answer')
    const taken = room.start()
    await room.reaches(taken, 'succeeded')
    expect([fal.taken.length, statesOf(room, taken)]).toEqual([1, ['done']])
    fal.next.submit.push('lose request')
    const notTaken = room.start({ prompt: 'b' })
    await room.reaches(notTaken, 'succeeded')
    expect([fal.taken.length, statesOf(room, notTaken), spent(room)]).toEqual([2, ['refused', 'done'], 2 * PRICE])
  })

  it('is sent again under the same key where the service honours one', async () => {
    const replicate = fakeService({ id: 'replicate', isIdempotent: true })
    await using room = await cloudRoom({ services: [replicate] })
    replicate.next.submit.push('lose answer', 'lose answer', passing())
    const id = room.start()
    await room.reaches(id, 'succeeded')
    expect([replicate.taken.length, replicate.calls.filter((call) => call === 'submit').length, statesOf(room, id)]).toEqual([
      1,
      4,
      ['done'],
    ])
  })

  it('is for a person where nobody can tell: nothing is sent, the reserve counts, and a retry does not get around it', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal] })
    fal.next.submit.push('lose answer')
    const id = room.start()
    const job = await room.reaches(id, 'needs-attention')
    expect(job.error).toMatchObject({ code: 'provider.outcome-unknown', details: { costMicros: PRICE, provider: 'fal' } })
    room.queue.requeue(id)
    await room.reaches(id, 'needs-attention')
    await room.restart()
    expect([room.queue.get(id).state, fal.calls, spent(room)]).toEqual(['needs-attention', ['submit'], PRICE])
    room.queue.cancel(id)
    await until('it is given up', () => statesOf(room, id)[0] === 'abandoned')
    expect([room.queue.get(id).remoteMayContinue, spent(room)]).toEqual([true, PRICE])
  })

  it('that the service does not know of yet is asked for again, then a person is', async () => {
    const patient = fakeService({ id: 'fal', reconciles: true })
    await using room = await cloudRoom({ services: [patient], timing: { reconcileForMs: 60_000 } })
    patient.next.submit.push('lose answer')
    patient.next.reconcile.push('unknown', 'unknown')
    await room.reaches(room.start(), 'succeeded')
    expect(patient.taken).toHaveLength(1)
    const hasty = fakeService({ id: 'fal', reconciles: true })
    await using other = await cloudRoom({ services: [hasty], timing: { reconcileForMs: 0 } })
    hasty.next.submit.push('lose answer')
    hasty.next.reconcile.push('unknown')
    const id = other.start()
    await other.reaches(id, 'needs-attention')
    expect([hasty.calls, statesOf(other, id)]).toEqual([['submit', 'reconcile'], ['unknown']])
  })

  it('in doubt with a service that cannot be asked stays in doubt until it can', async () => {
    const fal = fakeService({ id: 'fal', reconciles: true })
    await using room = await cloudRoom({ services: [fal] })
    fal.next.submit.push('lose answer')
    fal.next.reconcile.push(passing(), passing(), passing(), passing(), passing(), passing(), passing())
    const id = room.start()
    await room.reaches(id, 'succeeded')
    expect([fal.taken.length, room.queue.get(id).attempts]).toEqual([1, 1])
  })
})

describe('a refusal', () => {
  it('releases the reserve, and the next try is a submission of its own', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal] })
    // Without a word of the service the queue waits seconds.
    fal.next.submit.push(passing({ retryAfterMs: 1 }), passing({ retryAfterMs: 1 }))
    const id = room.start()
    await room.reaches(id, 'succeeded')
    const all = room.cloud.ledger.ofJob(id)
    expect(all.map(({ state, charge }) => [state, charge])).toEqual([
      ['refused', 0],
      ['refused', 0],
      ['done', PRICE],
    ])
    expect([fal.taken.length, new Set(all.map(({ idempotencyKey }) => idempotencyKey)).size]).toEqual([1, 3])
  })

  it('that the service may bill ends the job, and counts', async () => {
    const google = fakeService({ id: 'google' })
    await using room = await cloudRoom({ services: [google] })
    google.next.submit.push(new StudioError('provider.refused-content', 'Blocked', { details: { mayBeBilled: true } }))
    const id = room.start()
    await room.reaches(id, 'failed')
    expect([statesOf(room, id), spent(room)]).toEqual([['failed'], PRICE])
  })

  it('of the key holds back all work of the service, and fails none of it', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal], concurrency: 1 })
    fal.next.submit.push(new StudioError('provider.account-locked', 'Exhausted balance'))
    const ids = Array.from({ length: 50 }, (_, n) => room.start({ prompt: `${n}` }))
    await until('the service is paused', () => room.cloud.states.get('fal').pause?.code === 'provider.account-locked')
    await until('all wait', () => room.queue.counts().queued === 50)
    expect([fal.calls, room.queue.counts().failed, room.queue.get(ids[0]!).attempts]).toEqual([['submit'], 0, 0])
    await room.restart()
    expect(room.cloud.states.get('fal').pause?.code).toBe('provider.account-locked')
    room.cloud.states.resume('fal')
    for (const id of ids) await room.reaches(id, 'succeeded')
    expect([fal.taken.length, spent(room)]).toEqual([50, 50 * PRICE])
  })

  it('moves on to the next model only where the person allowed it and nothing was taken', async () => {
    const [fal, google] = [fakeService({ id: 'fal' }), fakeService({ id: 'google' })]
    await using room = await cloudRoom({ services: [fal, google] })
    const alternatives = [{ model: 'google:test' }]
    fal.next.submit.push(new StudioError('provider.model-retired', 'Gone'))
    const moved = room.start({ alternatives })
    const job = await room.reaches(moved, 'succeeded')
    expect([job.result, statesOf(room, moved), fal.taken.length]).toEqual([
      expect.objectContaining({ provider: 'google' }),
      ['refused', 'done'],
      0,
    ])
    // Alone it fails; accepted work that fails is not asked of another.
    fal.next.submit.push(new StudioError('provider.model-retired', 'Gone'))
    expect((await room.reaches(room.start(), 'failed')).error?.code).toBe('provider.model-retired')
    fal.next.poll.push(new StudioError('provider.failed', 'No luck'))
    const failed = room.start({ alternatives, prompt: 'x' })
    expect((await room.reaches(failed, 'failed')).error?.code).toBe('provider.failed')
    expect([statesOf(room, failed), google.taken.length]).toEqual([['failed'], 1])
    // A locked account pauses its service, and the job goes where it can.
    fal.next.submit.push(new StudioError('provider.account-locked', 'Exhausted balance'))
    const elsewhere = await room.reaches(room.start({ alternatives, prompt: 'y' }), 'succeeded')
    expect([elsewhere.result, room.cloud.states.get('fal').pause?.code]).toEqual([
      expect.objectContaining({ provider: 'google' }),
      'provider.account-locked',
    ])
  })

  it('of every model is the end, not a circle', async () => {
    const [fal, google] = [fakeService({ id: 'fal' }), fakeService({ id: 'google' })]
    await using room = await cloudRoom({ services: [fal, google] })
    fal.next.submit.push(new StudioError('provider.refused-content', 'No'))
    google.next.submit.push(new StudioError('provider.refused-content', 'No'))
    const id = room.start({ alternatives: [{ model: 'google:test' }] })
    await room.reaches(id, 'failed')
    expect([fal.calls, google.calls, spent(room)]).toEqual([['submit'], ['submit'], 0])
  })
})

describe('a result', () => {
  it('that does not come whole is fetched again, and never paid again', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal] })
    fal.next.poll.push(passing(), passing(), passing(), passing())
    fal.next.download.push(passing(), 'html', 'half', passing())
    const id = room.start()
    const job = await room.reaches(id, 'succeeded')
    expect([fal.taken.length, statesOf(room, id), job.attempts, resultsOf(room.library, id).length]).toEqual([1, ['done'], 1, 1])
  })

  it('whose address ran out is asked for once more; gone for good it stays paid', async () => {
    const fal = fakeService({ id: 'fal' })
    const gone = (): StudioError => new StudioError('provider.result-gone', 'Not there')
    await using room = await cloudRoom({ services: [fal] })
    fal.next.download.push(gone())
    await room.reaches(room.start(), 'succeeded')
    fal.next.download.push(gone(), gone())
    const lost = room.start({ prompt: 'b' })
    expect((await room.reaches(lost, 'failed')).error?.code).toBe('provider.result-gone')
    expect([statesOf(room, lost), spent(room), fal.taken.length]).toEqual([['failed'], 2 * PRICE, 2])
  })

  it('that never comes is for a person after its time, who may wait on', async () => {
    const fal = fakeService({ id: 'fal' })
    fal.pollsUntilDone = 1e9
    await using room = await cloudRoom({ services: [fal], timing: { deadlineMs: { picture: 60, clip: 60, unreachable: 1e9 } } })
    const id = room.start()
    expect((await room.reaches(id, 'needs-attention')).error).toMatchObject({ code: 'provider.timeout', details: { costMicros: PRICE } })
    fal.pollsUntilDone = 0
    room.queue.requeue(id)
    await room.reaches(id, 'succeeded')
    expect([fal.taken.length, statesOf(room, id)]).toEqual([1, ['done']])
  })

  it('that is unusable time and again is for a person, never a failure of paid work', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal] })
    fal.next.download.push(...Array.from({ length: 40 }, () => 'html' as const))
    const id = room.start()
    const job = await room.reaches(id, 'needs-attention', 'failed')
    expect([job.state, job.error?.code, statesOf(room, id)]).toEqual(['needs-attention', 'provider.bad-response', ['accepted']])
    fal.next.download.length = 0
    room.queue.requeue(id)
    await room.reaches(id, 'succeeded')
  })
})

describe('cancelling', () => {
  it('tells the service, and says whether it may go on there', async () => {
    const fal = fakeService({ id: 'fal' })
    fal.pollsUntilDone = 1e9
    await using room = await cloudRoom({ services: [fal] })
    const id = room.start()
    await until('it waits', () => statesOf(room, id)[0] === 'accepted')
    room.queue.cancel(id)
    await room.reaches(id, 'canceled')
    await until('the service knows', () => fal.taken[0]?.isCanceled)
    await until('it is told', () => !room.queue.get(id).remoteMayContinue)
    expect([statesOf(room, id), spent(room)]).toEqual([['abandoned'], PRICE])
  })

  it('says that work goes on where the service cannot be stopped', async () => {
    const google = fakeService({ id: 'google', cancels: false })
    google.pollsUntilDone = 1e9
    await using room = await cloudRoom({ services: [google] })
    const id = room.start()
    await until('it waits', () => room.queue.get(id).state === 'waiting')
    expect(room.queue.cancel(id)).toMatchObject({ state: 'canceled', remoteMayContinue: true })
    await until('it is given up', () => statesOf(room, id)[0] === 'abandoned')
    expect(room.queue.get(id).remoteMayContinue).toBe(true)
  })

  it('lets a request that is on the wire come to its end, and stops what it began', async () => {
    const fal = fakeService({ id: 'fal' })
    fal.pollsUntilDone = 1e9
    let letGo = (): void => undefined
    fal.hold = new Promise((resolve) => {
      letGo = resolve
    })
    await using room = await cloudRoom({ services: [fal] })
    const id = room.start()
    await until('it is on the wire', () => fal.taken.length === 1)
    room.queue.cancel(id)
    expect(await room.reaches(id, 'canceled')).toMatchObject({ remoteMayContinue: true })
    letGo()
    await until('the service knows', () => fal.taken[0]?.isCanceled)
    await until('the ledger knows', () => statesOf(room, id)[0] === 'abandoned')
  })
})

describe('money', () => {
  it('that a limit does not allow is not spent by any of many jobs at once', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal], concurrency: 8 })
    await room.cloud.ledger.setCap({ scope: 'all', subject: null, period: 'day' }, microUsd.parse(PRICE * 5))
    const ids = Array.from({ length: 20 }, (_, n) => room.start({ prompt: `${n}` }))
    const jobs = await Promise.all(ids.map((id) => room.reaches(id, 'succeeded', 'failed')))
    expect(jobs.filter(({ state }) => state === 'succeeded')).toHaveLength(5)
    for (const { error } of jobs.filter(({ state }) => state === 'failed')) expect(error?.code).toBe('money.cap-reached')
    expect([fal.taken.length, spent(room)]).toEqual([5, 5 * PRICE])
  })

  it('of an evening is spent, and the rest waits for the next evening', async () => {
    const fal = fakeService({ id: 'fal' })
    await using room = await cloudRoom({ services: [fal], concurrency: 1 })
    const minute = (offset: number): string => new Date(Date.now() + offset * 60_000).toISOString().slice(11, 16)
    const window = { hours: { from: minute(-60), to: minute(60) }, budgetMicros: PRICE * 2 }
    const ids = Array.from({ length: 3 }, (_, n) => room.start({ prompt: `${n}`, window }))
    await room.reaches(ids[1]!, 'succeeded')
    const waits = await until('the third waits', () => {
      const job = room.queue.get(ids[2]!)
      return job.error?.code === 'money.cap-reached' && job.state === 'queued' && job
    })
    expect(waits.runAt - Date.now()).toBeGreaterThan(20 * 3600_000)
    const closed = room.start({ prompt: 'later', window: { hours: { from: minute(60), to: minute(120) } } })
    const later = await until('it waits for its hours', () => {
      const job = room.queue.get(closed)
      return job.runAt > Date.now() + 50 * 60_000 && job
    })
    expect([later.state, later.attempts, fal.taken.length]).toEqual(['queued', 0, 2])
  })

  it('keeps to the pace and the places of a service', async () => {
    const fal = fakeService({ id: 'fal' })
    fal.pollsUntilDone = 1e9
    await using room = await cloudRoom({ services: [fal], concurrency: 2, requestsPerMinute: 600_000 })
    const ids = Array.from({ length: 5 }, (_, n) => room.start({ prompt: `${n}` }))
    await until('two wait', () => room.queue.counts().waiting + room.queue.counts().running === 2 && fal.taken.length === 2)
    await until('they were looked at', () => fal.calls.filter((call) => call === 'poll').length > 20)
    expect(fal.taken).toHaveLength(2)
    fal.pollsUntilDone = 0
    for (const id of ids) await room.reaches(id, 'succeeded')
    expect(fal.taken).toHaveLength(5)
  })
})
