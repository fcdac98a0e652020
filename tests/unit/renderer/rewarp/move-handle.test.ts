import { expect, test } from 'vitest'
import type { Corrections } from '../../../../app/domain/corrections.ts'
import { corrections as schema } from '../../../../app/domain/corrections.ts'
import type { Handle } from '../../../../renderer/rewarp/messages.ts'
import { countMoved, isMoved, isSame, placed, withMoved, without, withoutMoves } from '../../../../renderer/rewarp/move-handle.ts'

const NONE: Corrections = { joints: [], anchors: [], strokes: [] }
const SIZE = { width: 800, height: 1200 }
const elbow: Handle = { kind: 'joint', name: 'left-elbow', x: 100, y: 200, isGuessed: false }
const hem: Handle = { kind: 'anchor', garment: 0, name: 'hem-left', x: 300, y: 900, isGuessed: false }
const otherHem: Handle = { ...hem, garment: 1 }

test('a point is moved in shares of the picture, and moved again it has one place', () => {
  const once = withMoved(NONE, hem, { to: { x: 400, y: 600 }, size: SIZE })
  expect(once).toEqual({ joints: [], strokes: [], anchors: [{ garment: 0, name: 'hem-left', x: 0.5, y: 0.5 }] })
  const twice = withMoved(once, hem, { to: { x: 200, y: 600 }, size: SIZE })
  expect(twice.anchors).toEqual([{ garment: 0, name: 'hem-left', x: 0.25, y: 0.5 }])
  expect(countMoved(withMoved(twice, elbow, { to: { x: 8, y: 12 }, size: SIZE }))).toBe(2)
})

test('points of one name on two garments are two points', () => {
  const both = withMoved(withMoved(NONE, hem, { to: { x: 80, y: 120 }, size: SIZE }), otherHem, { to: { x: 160, y: 240 }, size: SIZE })
  expect(both.anchors).toHaveLength(2)
  expect(without(both, hem).anchors).toEqual([{ garment: 1, name: 'hem-left', x: 0.2, y: 0.2 }])
  expect(isMoved(without(both, hem), hem)).toBe(false)
  expect(isMoved(without(both, hem), otherHem)).toBe(true)
})

test('however far a hand goes, the contract takes what comes of it', () => {
  for (const to of [
    { x: -1e6, y: 1e6 },
    { x: 1e9, y: -3 },
  ])
    expect(schema.safeParse(withMoved(NONE, elbow, { to, size: SIZE })).success).toBe(true)
})

test('a handle is where it was put, whatever the last picture says', () => {
  const moved = withMoved(NONE, elbow, { to: { x: 120, y: 240 }, size: SIZE })
  expect(placed([elbow, hem], moved, SIZE)).toEqual([{ ...elbow, x: 120, y: 240 }, hem])
})

test('two sets are the same whatever the order in which points were moved', () => {
  const [first, second] = [
    { to: { x: 80, y: 120 }, size: SIZE },
    { to: { x: 160, y: 240 }, size: SIZE },
  ]
  const there = withMoved(withMoved(NONE, hem, first), elbow, second)
  const back = withMoved(withMoved(NONE, elbow, second), hem, first)
  expect(isSame(there, back)).toBe(true)
  expect(isSame(there, withMoved(there, hem, second))).toBe(false)
})

test('what was painted travels with the points, whatever becomes of them', () => {
  const strokes: Corrections['strokes'] = [{ mask: 'front', garment: null, mode: 'add', width: 0.02, hardness: 0.8, points: [[0.5, 0.5]] }]
  const painted = { ...NONE, strokes }
  const moved = withMoved(painted, hem, { to: { x: 80, y: 120 }, size: SIZE })
  for (const after of [moved, without(moved, hem), withoutMoves(moved)]) expect(after.strokes).toEqual(strokes)
  expect(countMoved(painted)).toBe(0)
  expect(isSame(painted, NONE)).toBe(false)
  expect(isSame(withoutMoves(moved), painted)).toBe(true)
})
