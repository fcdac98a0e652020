import { describe, expect, it } from 'vitest'
import { cameraAt, createCameraPath, type PathStill, pathViews } from '../../../../app/domain/director/camera-path.ts'
import { viewAt } from '../../../../app/domain/director/camera-view.ts'
import { clipSize } from '../../../../app/domain/director/clip-size.ts'
import { CAMERA_DIRECTIONS, CAMERA_MOVES, CLIP_RATIOS, direction } from '../../../../app/domain/director/direction.ts'
import { EASINGS, ease } from '../../../../app/domain/director/easing.ts'
import { frameCount, secondsAt } from '../../../../app/domain/director/frame-rate.ts'
import { seededNumbers } from '../../../../app/domain/director/seeded-sway.ts'

const STILLS: readonly PathStill[] = [
  { width: 1200, height: 1600, hasDepth: true, person: { x: 0.5, y: 0.2 }, cloth: { x: 0.5, y: 0.5 } },
  { width: 1600, height: 900, hasDepth: true, person: { x: 0.93, y: 0.1 }, cloth: null },
  { width: 800, height: 800, hasDepth: false, person: null, cloth: null },
]
const HAIR = 1e-6

describe('easing', () => {
  it.each(EASINGS)('%s goes from 0 to 1 and never back', (easing) => {
    expect([ease(easing, -1), ease(easing, 0), ease(easing, 1), ease(easing, 2)]).toEqual([0, 0, 1, 1])
    let last = 0
    for (let i = 0; i <= 1000; i++) {
      const value = ease(easing, i / 1000)
      expect(value).toBeGreaterThanOrEqual(last)
      last = value
    }
  })
})

describe('time', () => {
  it('is whole frames at a rational rate', () => {
    expect(frameCount(5, { num: 30_000, den: 1001 })).toBe(150)
    expect(frameCount(0.5, { num: 25, den: 1 })).toBe(13)
    expect(secondsAt(30_000, { num: 30_000, den: 1001 })).toBe(1001)
  })
})

describe('the path of a camera', () => {
  const cases = CAMERA_MOVES.flatMap((move) => CAMERA_DIRECTIONS.map((way) => [move, way] as const))

  it.each(cases)('%s %s never shows what is not in the picture, of the person or behind', (move, way) => {
    for (const still of STILLS) {
      for (const ratio of CLIP_RATIOS) {
        for (const amount of [0, 0.3, 1]) {
          const how = direction.parse({ camera: { move, direction: way, amount, depth: 1, speed: 1.7 }, output: { seconds: 2, ratio } })
          const path = createCameraPath({ direction: how, still, clip: clipSize(ratio, still) })
          for (let frame = 0; frame < path.frames; frame++) {
            for (const distance of [1, path.far]) {
              const { x, y, width, height } = viewAt(path.at(frame), path.whole, distance)
              expect(Math.min(x, y, 1 - x - width, 1 - y - height)).toBeGreaterThan(-HAIR)
            }
          }
        }
      }
    }
  })

  it('holds keyframes in the picture and passes them', () => {
    const keyframes = [
      { at: 0, x: 0.5, y: 0.5, zoom: 1.2 },
      { at: 0.4, x: 0.62, y: 0.4, zoom: 2 },
      { at: 1, x: 0.4, y: 0.55, zoom: 1.6 },
    ]
    const how = direction.parse({ camera: { keyframes }, output: { seconds: 5, ratio: 'original' } })
    const [still] = STILLS as [PathStill]
    const path = createCameraPath({ direction: how, still, clip: clipSize('original', still) })
    expect(path.notes).toEqual([])
    expect(path.at(0)).toMatchObject({ x: 0.5, y: 0.5, zoom: expect.closeTo(1.2, 6) })
    expect(path.at(path.frames - 1)).toMatchObject({ x: expect.closeTo(0.4, 6), zoom: expect.closeTo(1.6, 6) })
    const far = direction.parse({
      camera: {
        keyframes: [
          { at: 0, x: 0, y: 0, zoom: 1 },
          { at: 1, x: 1, y: 1, zoom: 3 },
        ],
      },
    })
    const held = createCameraPath({ direction: far, still, clip: clipSize('9:16', still) })
    for (const { x, y, width, height } of pathViews(held, 20)) {
      expect(Math.min(x, y, 1 - x - width, 1 - y - height)).toBeGreaterThan(-HAIR)
    }
    expect(held.notes).toContain('camera.limited')
  })

  it('is smooth: no frame jumps', () => {
    const random = seededNumbers(5)
    for (const move of CAMERA_MOVES) {
      const how = direction.parse({ camera: { move, amount: random(), depth: random() } })
      const [still] = STILLS as [PathStill]
      const path = createCameraPath({ direction: how, still, clip: clipSize('9:16', still) })
      for (let frame = 2; frame < path.frames; frame++) {
        const [a, b, c] = [path.at(frame - 2), path.at(frame - 1), path.at(frame)]
        expect(Math.abs(a.x - 2 * b.x + c.x) + Math.abs(a.trackX - 2 * b.trackX + c.trackX)).toBeLessThan(0.002)
      }
    }
  })

  it('keeps what it zooms to where it is, and the person while it goes round them', () => {
    const [still] = STILLS as [PathStill]
    const zoom = direction.parse({ camera: { move: 'zoom', amount: 1, focus: { x: 0.6, y: 0.4 } } })
    const path = createCameraPath({ direction: zoom, still, clip: { width: 900, height: 1200 } })
    const placeOf = (frame: number): number => {
      const view = viewAt(cameraAt(path, frame), path.whole, 1)
      return (0.6 - view.x) / view.width
    }
    expect(placeOf(path.frames - 1)).toBeCloseTo(placeOf(0), 6)
    expect(path.at(path.frames - 1).zoom / path.at(0).zoom).toBeCloseTo(2.3, 6)
    const dolly = createCameraPath({
      direction: direction.parse({ camera: { move: 'dolly', amount: 1 } }),
      still,
      clip: { width: 900, height: 1200 },
    })
    const seenAt = (frame: number, distance: number): number => {
      const view = viewAt(dolly.at(frame), dolly.whole, distance)
      return (0.2 - view.y) / view.height
    }
    expect(seenAt(149, 1)).toBeCloseTo(seenAt(0, 1), 6)
    expect(seenAt(149, dolly.far)).toBeCloseTo(seenAt(0, 1), 6)
    // Nothing is narrowed for it.
    expect(dolly.at(0).zoom).toBeCloseTo(1, 6)
    const orbit = createCameraPath({ direction: direction.parse({ camera: { move: 'orbit' } }), still, clip: { width: 900, height: 1200 } })
    const near = [0, 149].map((frame) => viewAt(orbit.at(frame), orbit.whole, 1).x)
    const far = [0, 149].map((frame) => viewAt(orbit.at(frame), orbit.whole, orbit.far).x)
    expect(near[0]).toBeCloseTo(near[1] as number, 6)
    expect((far[0] as number) - (far[1] as number)).toBeGreaterThan(0.01)
  })

  it('says that there is nothing to travel past', () => {
    const flat = STILLS[2] as PathStill
    const path = createCameraPath({
      direction: direction.parse({ camera: { move: 'orbit' } }),
      still: flat,
      clip: { width: 600, height: 600 },
    })
    expect([path.far, path.notes]).toEqual([1, ['camera.flat']])
    expect(path.at(0).x).not.toBe(path.at(149).x)
  })
})
