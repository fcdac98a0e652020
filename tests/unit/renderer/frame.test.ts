import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { JobId } from '../../../app/domain/ids.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import { languageOf } from '../../../app/domain/languages.ts'
import { matchScore } from '../../../renderer/commands/palette-search.ts'
import { hashOf, parseRoute } from '../../../renderer/frame/route.ts'
import { paceLeft } from '../../../renderer/jobs/time-left.ts'
import { movedOrder, waitingOrder } from '../../../renderer/jobs/waiting-order.ts'
import { isolate } from '../../../renderer/language/isolate.ts'
import { parseNotices } from '../../../renderer/settings/notices.ts'
import { forget, redoLatest, remember, undoLatest, undoStore } from '../../../renderer/undo/undo-store.ts'
import { createNotices } from '../../../tools/notices.ts'

describe('the address', () => {
  it('names a room and a place in it, and leads home where it names none', () => {
    expect(parseRoute('#settings/storage')).toEqual({ room: 'settings', place: 'storage' })
    expect(parseRoute('')).toEqual({ room: 'try-on', place: '' })
    expect(parseRoute('#nowhere/x')).toEqual({ room: 'try-on', place: '' })
    expect(parseRoute(hashOf('jobs', 'job_1'))).toEqual({ room: 'jobs', place: 'job_1' })
  })
})

describe('languages', () => {
  it('are the first of the system that the studio speaks', () => {
    expect(languageOf(['fr-FR', 'ar-EG', 'en'])).toBe('ar')
    expect(languageOf(['iw'])).toBe('he')
    expect(languageOf(['fr'])).toBe('en')
  })

  it('keep a value together where it runs the other way, and leave plain English alone', () => {
    expect(isolate('12', 'ltr')).toBe('12')
    expect(isolate('חולצה.jpg', 'ltr')).toBe('\u2068חולצה.jpg\u2069')
    expect(isolate('12', 'rtl')).toBe('\u206612\u2069')
    expect(isolate('شخص', 'rtl')).toBe('\u2068شخص\u2069')
  })
})

describe('the palette', () => {
  it('finds by beginnings of words, in any order, without accents or vowel marks', () => {
    expect(matchScore('Hide or show the panels', 'pan hi')).toBeGreaterThan(0)
    expect(matchScore('Hide or show the panels', 'panic')).toBe(0)
    expect(matchScore('Café', 'cafe')).toBeGreaterThan(0)
    expect(matchScore('المُسوّدة', 'المسودة')).toBeGreaterThan(0)
    expect(matchScore('Jobs', 'jo')).toBeGreaterThan(matchScore('Pause all jobs', 'jo'))
  })
})

describe('waiting jobs', () => {
  const job = (id: string, priority: number, position: number): JobSummary =>
    ({ id: id as JobId, state: 'queued', priority, position }) as JobSummary

  it('stand in the order they will run', () => {
    const order = waitingOrder([job('a', 0, 3), job('b', 5, 9), job('c', 0, 1)])
    expect(order.map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  })

  it('move among themselves without one being lost', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(ids, fc.nat(), fc.constantFrom('first', 'earlier', 'later'), (names, at, move) => {
        const order = names as JobId[]
        const id = order[at % order.length] as JobId
        const moved = movedOrder(order, id, move)
        const from = order.indexOf(id)
        const to = move === 'first' ? 0 : move === 'earlier' ? from - 1 : from + 1
        if (moved === null) expect(to === from || to < 0 || to >= order.length).toBe(true)
        else {
          expect([...moved].sort()).toEqual([...order].sort())
          expect(moved.indexOf(id)).toBe(to)
        }
      }),
    )
  })

  it('tell the time left by the pace that was watched', () => {
    expect(paceLeft({ atMs: 1000, fraction: 0.2 }, { atMs: 3000, fraction: 0.6 })).toBeCloseTo(2000)
    expect(paceLeft({ atMs: 1000, fraction: 0.2 }, { atMs: 3000, fraction: 0.21 })).toBeNull()
    expect(paceLeft(undefined, { atMs: 0, fraction: 0.5 })).toBeNull()
  })
})

describe('undo', () => {
  afterEach(() => undoStore.setState({ done: [], undone: [], offered: null }))

  it('forgets a deed that failed after it was remembered, wherever it got to', () => {
    const deed = { text: 'failing', undo: () => undefined, redo: () => undefined }
    const other = { ...deed, text: 'other' }
    remember(other)
    remember(deed)
    forget(deed)
    expect(undoStore.getState()).toEqual({ done: [other], undone: [], offered: null })
  })

  it('takes back the latest first, does again, and forgets what was undone when something new is done', async () => {
    const log: string[] = []
    const deed = (name: string) => ({ text: name, undo: () => void log.push(`-${name}`), redo: () => void log.push(`+${name}`) })
    remember(deed('a'))
    remember(deed('b'))
    await undoLatest()
    await undoLatest()
    expect(await undoLatest()).toBeUndefined()
    await redoLatest()
    remember(deed('c'))
    expect(await redoLatest()).toBeUndefined()
    expect(log).toEqual(['-b', '-a', '+a'])
    expect(undoStore.getState().offered?.text).toBe('c')
  })

  it('keeps a deed that could not be taken back', async () => {
    remember({ text: 'x', undo: () => Promise.reject(new Error('no')), redo: () => undefined })
    await expect(undoLatest()).rejects.toThrow('no')
    expect(undoStore.getState().done).toHaveLength(1)
  })
})

it('reads every package and remark of the notices', () => {
  const { packages, remarks } = parseNotices(createNotices())
  expect(packages.length).toBeGreaterThan(20)
  expect(packages.every(({ name, version, licence }) => name !== '' && version !== '' && licence !== '')).toBe(true)
  expect(remarks.map(({ title }) => title)).toContain('Models')
})
