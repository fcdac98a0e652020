import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { type Direction, direction } from '../../app/domain/director/direction.ts'
import { TEMPLATES } from '../../app/domain/director/templates.ts'
import { paintFrames } from '../../app/pipeline/paint-frames.ts'
import { createMotionPainter } from '../../app/raster/motion/motion-painter.ts'
import { planMotion } from '../../app/raster/motion/plan-motion.ts'
import { frameBytes } from '../../app/raster/motion/yuv-picture.ts'
import { paintedFigure } from '../unit/raster/motion/figures.ts'

/** Large enough that other threads help. */
const CLIP = { width: 540, height: 960 }
const DIRECTION: Direction = direction.parse({ ...TEMPLATES.runway, output: { seconds: 5, frameRate: { num: 24, den: 1 } } })
const hash = (frame: Uint8Array): string => createHash('sha256').update(frame).digest('hex')
/** Threads that this one has started. */
const threads = (): number => (process.report.getReport() as { readonly workers: readonly unknown[] }).workers.length

describe.skipIf(availableParallelism() < 2)('frames that threads paint in turns', () => {
  it('come in their order, and are those that one painter paints', { timeout: 60_000 }, async () => {
    const known = paintedFigure()
    const painter = createMotionPainter(planMotion(known, DIRECTION, CLIP))
    const frame = new Uint8Array(frameBytes(CLIP))
    let index = 0
    for await (const made of paintFrames({ painter, known, direction: DIRECTION, clip: CLIP }, new AbortController().signal)) {
      painter.paint(index++, frame)
      expect(hash(made), `frame ${index}`).toBe(hash(frame))
    }
    expect(index).toBe(120)
  })

  it('end with whoever takes them', { timeout: 60_000 }, async () => {
    const known = paintedFigure()
    const painter = createMotionPainter(planMotion(known, DIRECTION, CLIP))
    const controller = new AbortController()
    const frames = paintFrames({ painter, known, direction: DIRECTION, clip: CLIP }, controller.signal)
    for (let i = 0; i < 4; i++) expect((await frames.next()).done).toBe(false)
    expect(threads()).toBeGreaterThan(0)
    controller.abort(new Error('enough'))
    await expect(frames.next()).rejects.toThrow('enough')
    expect((await frames.next()).done).toBe(true)
    expect(threads()).toBe(0)
  })
})
