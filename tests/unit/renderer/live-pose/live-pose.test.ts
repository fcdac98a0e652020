import { expect, test } from 'vitest'
import { LANDMARK_NAMES } from '../../../../app/domain/landmarks.ts'
import { problemOf } from '../../../../renderer/live-pose/camera.ts'
import { landmarksOf } from '../../../../renderer/live-pose/landmarks-of.ts'
import { liveShapes } from '../../../../renderer/live-pose/live-shapes.ts'
import { frameName } from '../../../../renderer/live-pose/take-frame.ts'

const SIZE = { width: 1920, height: 1080 }
const found = LANDMARK_NAMES.map((_, i) => ({ x: i / 100, y: 0.5, z: -0.25, visibility: 0.9 }))

test('shares of the picture become its pixels, depth by its width', () => {
  const landmarks = landmarksOf(found, SIZE)
  expect(landmarks).toHaveLength(33)
  expect(landmarks?.[11]).toEqual({ x: expect.closeTo(211.2), y: 540, z: -480, visibility: 0.9 })
})

test('a visibility beyond its range is held to it', () => {
  const odd = [-0.1, 1.2].map((visibility) => ({ x: 0, y: 0, z: 0, visibility }))
  const [first, second] = landmarksOf([...odd, ...found], SIZE) ?? []
  expect([first?.visibility, second?.visibility]).toEqual([0, 1])
})

test('nobody, half a body, and numbers that are none are no pose', () => {
  expect(landmarksOf(undefined, SIZE)).toBeNull()
  expect(landmarksOf(found.slice(0, 20), SIZE)).toBeNull()
  expect(landmarksOf([{ ...found[0]!, x: Number.NaN }, ...found.slice(1)], SIZE)).toBeNull()
})

test('the skeleton is the one that is drawn over drafts: a closed trunk, two arms, two legs', () => {
  const { bones } = liveShapes(landmarksOf(found, SIZE) ?? [])
  expect(bones.map((bone) => bone.length)).toEqual([5, 4, 4, 4, 4])
  expect(bones[0]?.[0]).toEqual(bones[0]?.[4])
  const xs = bones[2]?.map(({ x }) => Math.round((100 * x) / SIZE.width))
  expect(xs).toEqual([12, 14, 16, 20])
})

test.each([
  ['NotFoundError', 'no-camera'],
  ['OverconstrainedError', 'no-camera'],
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
])('%s is told as %s', (name, problem) => {
  expect(problemOf(new DOMException('', name))).toBe(problem)
})

test('frames of one sitting are named in their order', () => {
  const names = [new Date(2026, 0, 9, 8, 5, 3), new Date(2026, 0, 9, 8, 5, 4), new Date(2026, 10, 1)].map(frameName)
  expect(names[0]).toBe('live-2026-01-09-080503.png')
  expect(names.toSorted()).toEqual(names)
})
