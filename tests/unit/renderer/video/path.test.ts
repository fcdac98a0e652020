import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cameraAt, createCameraPath } from '../../../../app/domain/director/camera-path.ts'
import { clipSize } from '../../../../app/domain/director/clip-size.ts'
import { type CameraKeyframe, direction } from '../../../../app/domain/director/direction.ts'
import { TEMPLATES } from '../../../../app/domain/director/templates.ts'
import {
  insertedKeyframe,
  keyframesOf,
  movedKeyframe,
  removedKeyframe,
  retimedKeyframe,
} from '../../../../renderer/video/stage/edit-keyframes.ts'
import { pathOfPoses, plainPath, posesOf, progressOf, viewOf } from '../../../../renderer/video/stage/path-poses.ts'

const STILL = { width: 900, height: 1200 }
const path = plainPath(TEMPLATES.runway, STILL)

describe('a path that travels between threads', () => {
  it('is the same path to the last bit, with depth too', () => {
    const whole = createCameraPath({
      direction: TEMPLATES.spin,
      still: { ...STILL, hasDepth: true, person: { x: 0.4, y: 0.3 }, cloth: null },
      clip: clipSize('9:16', STILL),
    })
    const again = pathOfPoses(posesOf(whole))
    for (const frame of [-3, 0, 1, 77, whole.frames - 1, whole.frames + 9]) expect(cameraAt(again, frame)).toEqual(cameraAt(whole, frame))
    expect(again).toMatchObject({ frames: whole.frames, far: whole.far, whole: whole.whole, notes: whole.notes })
  })

  it('shows how much of the way is behind: from 0 to 1, never back', () => {
    const done = progressOf(path, 41)
    expect(done[0]).toBe(0)
    expect(done.at(-1)).toBeCloseTo(1, 9)
    expect(done.every((one, i) => i === 0 || one >= (done[i - 1] ?? 0))).toBe(true)
    const still = plainPath(direction.parse({ camera: { move: 'static' } }), STILL)
    expect(new Set(progressOf(still, 9))).toEqual(new Set([0]))
  })
})

describe('views that are put down by hand', () => {
  const directed = (keyframes: readonly CameraKeyframe[]) =>
    plainPath({ ...TEMPLATES.runway, camera: { ...TEMPLATES.runway.camera, keyframes: [...keyframes] } }, STILL)

  it('begin where the move begins and ends', () => {
    const own = directed(keyframesOf(path, []))
    for (const frame of [0, path.frames - 1]) {
      const [before, after] = [viewOf(path, frame), viewOf(own, frame)]
      for (const side of ['x', 'y', 'width', 'height'] as const) expect(after[side]).toBeCloseTo(before[side], 6)
    }
  })

  it('stay inside of the still, wherever they are dragged', () => {
    const start = keyframesOf(path, [])
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (x, y, zoom) => {
          const moved = movedKeyframe(start, { index: 1, to: { x, y, zoom } }, path)
          expect(moved[0]).toBe(start[0])
          // What the schema of a direction takes, and what the renderer needs not to correct.
          expect(direction.safeParse({ camera: { keyframes: moved } }).success).toBe(true)
          const view = viewOf(directed(moved), path.frames - 1)
          expect(Math.min(view.x, view.y)).toBeGreaterThanOrEqual(-1e-9)
          expect(Math.max(view.x + view.width, view.y + view.height)).toBeLessThanOrEqual(1 + 1e-9)
        },
      ),
    )
  })

  it('come between others where the path is, so that nothing jumps there', () => {
    const inserted = insertedKeyframe(path, [], 0.5)
    expect(inserted?.keyframes.map(({ at }) => at)).toEqual([0, 0.5, 1])
    expect(inserted?.index).toBe(1)
    const half = Math.round((path.frames - 1) / 2)
    expect(inserted?.keyframes[1]?.zoom).toBeCloseTo(cameraAt(path, half).zoom, 1)
    expect(insertedKeyframe(path, inserted?.keyframes ?? [], 0.5)).toBeNull()
  })

  it('keep their order in time', () => {
    const three = insertedKeyframe(path, [], 0.5)?.keyframes ?? []
    expect(retimedKeyframe(three, 1, 2)[1]?.at).toBeCloseTo(0.99)
    expect(retimedKeyframe(three, 1, -1)[1]?.at).toBeCloseTo(0.01)
    expect(retimedKeyframe(three, 0, 0.7)[0]?.at).toBeCloseTo(0.49)
  })

  it('are the move again when fewer than two are left', () => {
    const three = insertedKeyframe(path, [], 0.5)?.keyframes ?? []
    expect(removedKeyframe(three, 1)).toHaveLength(2)
    expect(removedKeyframe(removedKeyframe(three, 1), 0)).toEqual([])
  })
})
