import { describe, expect, it } from 'vitest'
import { MARK_PLACES, watermark } from '../../../../app/domain/export/export-recipe.ts'
import { outputSize } from '../../../../app/domain/video/clip-recipe.ts'
import { layOutMark } from '../../../../app/domain/video/mark-layout.ts'
import { CLIP_RATIOS, coveredByAny, NETWORKS, networksOf } from '../../../../app/domain/video/networks.ts'

const OWN = { width: 420, height: 60 }
const NOTHING = { top: 0, right: 0, bottom: 0, left: 0 }
const markOf = (look: object) => watermark.parse({ content: { kind: 'text', text: 'נורד' }, ...look })

describe('marks', () => {
  it('have no pixel where a network covers the frame: nine places, turned, large, tiled', () => {
    for (const { ratio, covered } of NETWORKS.networks) {
      for (const shortSidePx of [64, 1080, 2160]) {
        const frame = outputSize(ratio, shortSidePx)
        for (const place of MARK_PLACES) {
          for (const look of [{}, { rotation: -30 }, { rotation: 90, size: 0.3 }, { size: 1 }, { margin: 0 }, { tiled: true }]) {
            const { box } = layOutMark(frame, OWN, { mark: markOf({ place, ...look }), covered })
            expect(box.x).toBeGreaterThanOrEqual(covered.left * frame.width)
            expect(box.y).toBeGreaterThanOrEqual(covered.top * frame.height)
            expect(box.x + box.width).toBeLessThanOrEqual(frame.width * (1 - covered.right) + 1e-6)
            expect(box.y + box.height).toBeLessThanOrEqual(frame.height * (1 - covered.bottom) + 1e-6)
            expect([box.x % 2, box.y % 2, box.width % 2, box.height % 2]).toEqual([0, 0, 0, 0])
          }
        }
      }
    }
  })

  it('lie at their margin where nothing is covered, and say nothing', () => {
    const frame = { width: 1080, height: 1080 }
    const { box, isMoved } = layOutMark(frame, OWN, { mark: markOf({ size: 0.05, margin: 0.04 }), covered: NOTHING })
    expect(isMoved).toBe(false)
    expect(box.x + box.width).toBeCloseTo(1080 * 0.96, -1)
    expect(box.y + box.height).toBeCloseTo(1080 * 0.96, -1)
    expect(box.width / box.height).toBeCloseTo(7, 0)
  })

  it('move up where Reels would have covered them, and say so', () => {
    const frame = outputSize('9:16', 1080)
    const covered = coveredByAny(networksOf('9:16', ['reels']))
    const low = layOutMark(frame, OWN, { mark: markOf({ place: 'bottom-right' }), covered })
    expect(low.isMoved).toBe(true)
    expect(low.box.y + low.box.height).toBeLessThanOrEqual(1920 * 0.65)
    expect(layOutMark(frame, OWN, { mark: markOf({ place: 'centre' }), covered }).isMoved).toBe(true)
    expect(layOutMark(frame, OWN, { mark: markOf({ place: 'centre' }), covered: NOTHING }).isMoved).toBe(false)
  })
})

describe('networks', () => {
  it('are there for every shape, with the day and the pages they were looked up', () => {
    for (const ratio of CLIP_RATIOS) expect(networksOf(ratio, null).length).toBeGreaterThan(0)
    expect(NETWORKS.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(NETWORKS.sources.length).toBeGreaterThan(0)
    expect(networksOf('9:16', ['tiktok', 'nobody']).map(({ id }) => id)).toEqual(['tiktok'])
    expect(coveredByAny([])).toEqual(NOTHING)
  })
})
