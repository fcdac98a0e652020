import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../../../app/domain/document/apply-command.ts'
import { type Crop, canvasSize } from '../../../../app/domain/document/frame.ts'
import { invert } from '../../../../app/raster/crop/affine.ts'
import { frameOf } from '../../../../app/raster/paint/maps.ts'
import { mapPoint } from '../../../../renderer/edit/canvas/camera.ts'
import {
  boxInView,
  cropOfBox,
  keptInside,
  straightening,
  turnedByQuarter,
  wholeCrop,
  withRatio,
} from '../../../../renderer/edit/tools/crop-frame.ts'
import { cropTool, draggedBox } from '../../../../renderer/edit/tools/crop-tool.ts'
import { KEYS, onePicture, pointed, sceneOf } from './documents.ts'

const canvas = canvasSize.parse({ width: 1000, height: 800 })
const crops = fc.record({
  x: fc.integer({ min: -200, max: 900 }),
  y: fc.integer({ min: -200, max: 700 }),
  width: fc.integer({ min: 20, max: 1200 }),
  height: fc.integer({ min: 20, max: 1000 }),
  angle: fc.integer({ min: -180, max: 180 }),
  flipX: fc.boolean(),
  flipY: fc.boolean(),
  ratio: fc.constant(null),
})

/** Corners of what a crop shows, on the canvas. */
function cornersOf(crop: Crop) {
  const back = invert(frameOf(canvas, crop).map)
  return [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([x = 0, y = 0]) => mapPoint(back, { x: x * Math.round(crop.width), y: y * Math.round(crop.height) }))
}

describe('a crop', () => {
  it('comes back from its box in the view', () => {
    fc.assert(
      fc.property(crops, (crop) => {
        const back = cropOfBox(canvas, crop, boxInView(canvas, crop))
        for (const side of ['x', 'y', 'width', 'height'] as const) expect(back[side]).toBeCloseTo(crop[side], 6)
      }),
    )
  })

  it('shows nothing but canvas once it is kept inside', () => {
    fc.assert(
      fc.property(crops, (crop) => {
        for (const { x, y } of cornersOf(keptInside(canvas, crop))) {
          expect(x).toBeGreaterThanOrEqual(-1.5)
          expect(y).toBeGreaterThanOrEqual(-1.5)
          expect(x).toBeLessThanOrEqual(1001.5)
          expect(y).toBeLessThanOrEqual(801.5)
        }
      }),
    )
  })

  it('has the proportions that were asked for', () => {
    const crop = withRatio(canvas, wholeCrop(canvas), { width: 4, height: 5 })
    expect(crop.width / crop.height).toBeCloseTo(0.8, 9)
    expect(crop.height).toBe(800)
    expect(crop.x + crop.width / 2).toBe(500)
  })

  it('is itself again after four quarter turns of a square', () => {
    const square = withRatio(canvas, wholeCrop(canvas), { width: 1, height: 1 })
    let crop = square
    for (let i = 0; i < 4; i++) crop = turnedByQuarter(canvas, crop, 1)
    expect(crop).toEqual(square)
    expect(turnedByQuarter(canvas, square, -1).angle).toBe(-90)
  })

  it('tells straightening from quarter turns', () => {
    expect([0, 90, -90, 93, -87, 44, 180].map(straightening)).toEqual([0, 0, 0, 3, 3, 44, 0])
  })
})

describe('the tool that crops', () => {
  const drag = (from: readonly [number, number], to: readonly [number, number], keys = {}) => {
    const scene = sceneOf(onePicture())
    const down = cropTool.step(cropTool.idle, pointed('down', ...from), scene, null)
    const moved = cropTool.step(down.state, pointed('move', ...to, { keys }), scene, null)
    return applyCommands(scene.document, moved.commands ?? []).document.crop
  }

  it('drags a corner, an edge, and all of it', () => {
    expect(drag([1000, 800], [800, 600])).toMatchObject({ x: 0, y: 0, width: 800, height: 600 })
    expect(drag([0, 400], [100, 430])).toMatchObject({ x: 100, y: 0, width: 900, height: 800 })
  })

  it('keeps proportions with Shift and the middle with Alt', () => {
    const kept = drag([1000, 800], [500, 700], { shift: true })
    expect((kept?.width ?? 0) / (kept?.height ?? 1)).toBeCloseTo(1.25, 9)
    expect(drag([1000, 400], [900, 400], { alt: true })).toMatchObject({ x: 100, width: 800 })
  })

  it('never leaves the view and never turns inside out', () => {
    const grips = fc.constantFrom(-1 as const, 0 as const, 1 as const)
    const limits = { width: 1000, height: 800 }
    const box = { x: 200, y: 100, width: 500, height: 400 }
    const ratio = fc.option(fc.constantFrom(0.8, 1, 1.777), { nil: null })
    fc.assert(
      fc.property(
        grips,
        grips,
        fc.integer({ min: -2000, max: 2000 }),
        fc.integer({ min: -2000, max: 2000 }),
        ratio,
        (x, y, dx, dy, sides) => {
          const out = draggedBox(box, { x, y }, { dx, dy, keys: KEYS, ratio: x === 0 && y === 0 ? null : sides, limits })
          expect(Math.min(out.width, out.height)).toBeGreaterThan(0)
          expect(Math.min(out.x, out.y)).toBeGreaterThanOrEqual(-1e-6)
          expect(out.x + out.width).toBeLessThanOrEqual(1000 + 1e-6)
          expect(out.y + out.height).toBeLessThanOrEqual(800 + 1e-6)
          if (sides !== null && (x !== 0 || y !== 0)) expect(out.width / out.height).toBeCloseTo(sides, 6)
        },
      ),
    )
  })

  it('is given up on Esc while it is dragged', () => {
    const scene = sceneOf(onePicture())
    const down = cropTool.step(cropTool.idle, pointed('down', 1000, 800), scene, null)
    expect(cropTool.step(down.state, { kind: 'cancel' }, scene, null)).toEqual({ state: { kind: 'idle' }, gesture: 'given-up' })
  })
})
