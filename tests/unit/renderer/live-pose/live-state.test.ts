import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRunning, type LiveEvent, type LiveSource, type LiveState, nextState, OFF } from '../../../../renderer/live-pose/live-state.ts'

const camera: LiveSource = { kind: 'camera', deviceId: null }
const other: LiveSource = { kind: 'camera', deviceId: 'b' }
const clip: LiveSource = { kind: 'clip', file: new File([], 'walk.mp4') }
const after = (...events: readonly LiveEvent[]): LiveState => events.reduce(nextState, OFF)
const shown = (source: LiveSource): LiveEvent => ({ type: 'shown', source, width: 640, height: 480 })

test('a source is opened, then shown', () => {
  expect(OFF).toEqual({ phase: 'off', reason: 'asked' })
  expect(after({ type: 'chosen', source: camera })).toEqual({ phase: 'opening', source: camera })
  expect(after({ type: 'chosen', source: camera }, shown(camera))).toMatchObject({ phase: 'live', size: { width: 640, height: 480 } })
})

test('what a source that was left still tells counts for nothing', () => {
  const now = after({ type: 'chosen', source: camera }, { type: 'chosen', source: clip })
  expect(nextState(now, shown(camera))).toBe(now)
  expect(nextState(now, { type: 'failed', source: camera, problem: 'busy' })).toBe(now)
  // The same camera chosen once more is another try.
  const again = nextState(now, { type: 'chosen', source: { ...camera } })
  expect(nextState(again, { type: 'failed', source: camera, problem: 'busy' })).toBe(again)
})

test('a page that is hidden stops what runs, and nothing else', () => {
  expect(after({ type: 'chosen', source: camera }, shown(camera), { type: 'hidden' })).toEqual({ phase: 'off', reason: 'hidden' })
  expect(after({ type: 'hidden' })).toEqual(OFF)
  const failed = after({ type: 'chosen', source: camera }, { type: 'failed', source: camera, problem: 'refused' })
  expect(failed).toMatchObject({ phase: 'failed', problem: 'refused' })
  expect(nextState(failed, { type: 'hidden' })).toBe(failed)
})

test('a picture without pixels is none', () => {
  const opening = after({ type: 'chosen', source: clip })
  expect(nextState(opening, { type: 'shown', source: clip, width: 0, height: 0 })).toBe(opening)
})

const anySource = fc.constantFrom(camera, other, clip)
const anyEvent: fc.Arbitrary<LiveEvent> = fc.oneof(
  anySource.map((source): LiveEvent => ({ type: 'chosen', source })),
  anySource.map(shown),
  anySource.map((source): LiveEvent => ({ type: 'failed', source, problem: 'camera-lost' })),
  fc.constantFrom<LiveEvent>({ type: 'hidden' }, { type: 'stopped' }),
)

test('nothing runs that was not chosen since it was last stopped', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const state = after(...events)
      const stop = events.findLastIndex(({ type }) => type === 'hidden' || type === 'stopped')
      const chosen = events.findLast(({ type }, index) => type === 'chosen' && index > stop)
      if (isRunning(state)) expect(chosen).toMatchObject({ source: state.source })
      if (chosen === undefined) expect(isRunning(state)).toBe(false)
    }),
  )
})
