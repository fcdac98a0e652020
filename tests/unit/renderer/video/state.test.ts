import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import { TEMPLATES } from '../../../../app/domain/director/templates.ts'
import type { AssetId } from '../../../../app/domain/ids.ts'
import type { JobSummary } from '../../../../app/domain/job.ts'
import { changed, type DirectionHistory, redone, undone } from '../../../../renderer/video/director/direction-history.ts'
import { clipRecipeOf, FIRST_CLIP_CHOICES, shapeSetOf } from '../../../../renderer/video/export/clip-choices.ts'
import { boxAt, draggedPlace, freeAxis, partAt, placeOf, windowOf } from '../../../../renderer/video/export/crop-place.ts'
import { createRateMeter } from '../../../../renderer/video/preview/frame-rate-meter.ts'
import { renderTimeMs } from '../../../../renderer/video/takes/render-time.ts'
import { takesOf } from '../../../../renderer/video/takes/takes-of.ts'

describe('steps of a director', () => {
  const first: DirectionHistory = { direction: TEMPLATES.runway, template: 'runway', done: [], undone: [], gesture: null }
  const spin = { direction: TEMPLATES.spin, template: 'spin' }
  const macro = { direction: TEMPLATES.macro, template: 'macro' }

  it('are taken back and done again, and another change forgets what was undone', () => {
    const both = changed(changed(first, spin, null), macro, null)
    const back = undone(undone(both))
    expect(back).toMatchObject({ template: 'runway', direction: TEMPLATES.runway })
    expect(redone(back).template).toBe('spin')
    expect(changed(back, macro, null).undone).toEqual([])
    expect(undone(first)).toBe(first)
  })

  it('are one while a hand is at the same thing', () => {
    const dragged = changed(changed(changed(first, spin, 'reach'), macro, 'reach'), spin, 'reach')
    expect(dragged.done).toHaveLength(1)
    expect(undone(dragged).template).toBe('runway')
    expect(changed(dragged, macro, 'wind').done).toHaveLength(2)
  })
})

describe('takes', () => {
  const still = 'ast_still' as AssetId
  const clip = (id: string, createdAt: number, jobId: string, parent: string = still) =>
    ({ id, createdAt, lineage: { jobId, parents: [{ role: 'still', assetId: parent }] } }) as unknown as Asset
  const job = (id: string, state: string, createdAt: number) =>
    ({ id, kind: 'render-motion', state, createdAt, payload: { stillId: still } }) as unknown as JobSummary

  it('are the clips of a still and what is in the works, numbered as they were asked for', () => {
    const takes = takesOf(still, {
      clips: [clip('c', 30, 'j3'), clip('a', 10, 'j1'), clip('other', 5, 'j0', 'ast_other')],
      jobs: [job('j4', 'running', 40), job('j3', 'running', 25), job('j2', 'failed', 20), job('j5', 'canceled', 50)],
    })
    expect(takes.map(({ id, number }) => `${number} ${id}`)).toEqual(['4 j4', '3 c', '2 j2', '1 a'])
  })

  it('take as long as the latest one, by their pixels', () => {
    const latest = {
      ...job('j1', 'succeeded', 1),
      result: { ms: 6000, frames: 150, width: 360, height: 640 },
    } as unknown as JobSummary
    const known = { jobs: [latest], shortSide: 720 }
    expect(renderTimeMs(TEMPLATES.runway, { width: 900, height: 1200 }, known)).toBeCloseTo(24_000, 6)
    expect(renderTimeMs(TEMPLATES.runway, { width: 900, height: 1200 }, { ...known, jobs: [] })).toBeNull()
  })
})

describe('crops', () => {
  const window = windowOf({ width: 1920, height: 1080 }, 9 / 16)

  it('are the largest of their shape, and move along one side', () => {
    expect(window.height).toBe(1)
    expect(window.width).toBeCloseTo(0.3164, 4)
    expect(freeAxis(window)).toBe('x')
    expect(freeAxis(windowOf({ width: 1080, height: 1920 }, 16 / 9))).toBe('y')
    expect(freeAxis(windowOf({ width: 1080, height: 1920 }, 9 / 16))).toBeNull()
    expect(placeOf(window)).toBeCloseTo(0.5)
    expect(placeOf(boxAt(window, 0.2))).toBeCloseTo(0.2)
  })

  it('follow the hand: the picture moves as far as the pointer', () => {
    const by = 0.25
    const place = draggedPlace(window, 0.5, { x: by, y: 9 })
    // A frame is as wide as the window, so a quarter of the frame is a quarter of the window.
    expect(boxAt(window, 0.5).x - boxAt(window, place).x).toBeCloseTo(by * window.width, 9)
    expect(draggedPlace(window, 0.5, { x: 50, y: 0 })).toBe(0)
  })

  it('move evenly between two nodes, and rest before and after', () => {
    const box = { x: 0, y: 0, width: 0.5, height: 1 }
    const part = [
      { ms: 100, box },
      { ms: 300, box: { ...box, x: 0.4 } },
    ]
    expect([0, 100, 200, 300, 900].map((ms) => partAt({ part }, ms).x)).toEqual([0, 0, expect.closeTo(0.2), 0.4, 0.4])
    expect(partAt({ part: part.slice(0, 1) }, 50)).toEqual(box)
  })
})

describe('choices of an export', () => {
  it('become a recipe that the studio takes', () => {
    const mark = { ...FIRST_CLIP_CHOICES.mark, kind: 'text' as const, text: ' Nord ' }
    const recipe = clipRecipeOf({ ...FIRST_CLIP_CHOICES, mark, aim: 'size', codec: 'av1' }, ['9:16', '1:1'], null)
    expect(recipe.outputs.map(({ name, ratio }) => `${name} ${ratio}`)).toEqual(['9x16 9:16', '1x1 1:1'])
    expect(recipe.watermark).toMatchObject({ content: { kind: 'text', text: 'Nord' }, size: 0.06, opacity: 0.8, margin: 0.04 })
    // AV1 cannot be aimed at a size.
    expect(recipe.aim).toEqual({ kind: 'quality', quality: 75 })
    expect(clipRecipeOf(FIRST_CLIP_CHOICES, ['16:9'], { startMs: 0, endMs: 500 }).watermark).toBeNull()
  })

  it('are called by the set they are', () => {
    const only = (...ratios: string[]) =>
      Object.fromEntries(
        Object.entries(FIRST_CLIP_CHOICES.shapes).map(([ratio, shape]) => [ratio, { ...shape, isWanted: ratios.includes(ratio) }]),
      ) as typeof FIRST_CLIP_CHOICES.shapes
    expect(shapeSetOf(FIRST_CLIP_CHOICES)).toBe('all')
    expect(shapeSetOf({ shapes: only('9:16') })).toBe('reels')
    expect(shapeSetOf({ shapes: only('4:5', '1:1') })).toBe('shop')
    expect(shapeSetOf({ shapes: only('16:9') })).toBe('own')
  })
})

describe('the meter', () => {
  it('tells how often something happens, of the last second only', () => {
    const meter = createRateMeter()
    expect(meter.tick(0)).toBeNull()
    let rate: number | null = null
    for (let at = 100; at <= 2000; at += 100) rate = meter.tick(at)
    expect(rate).toBeCloseTo(10, 5)
    for (let at = 2020; at <= 4000; at += 20) rate = meter.tick(at)
    expect(rate).toBeCloseTo(50, 5)
    meter.reset()
    expect(meter.tick(5000)).toBeNull()
  })
})
