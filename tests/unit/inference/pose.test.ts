import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listModels, modelFactsOf } from '../../../app/inference/manifest.ts'
import { bodyCrop, bodyCropMap } from '../../../app/inference/pose/body-crop.ts'
import { decodeDetections, mergeOverlapping } from '../../../app/inference/pose/detector.ts'
import { HEATMAP_COUNT, HEATMAP_PX, refineByHeatmap } from '../../../app/inference/pose/heatmap.ts'

it('knows every model by a full hash, a licence and where it comes from', () => {
  expect(listModels().map((model) => model.name)).toEqual(['pose-detector', 'pose-full', 'pose-heavy', 'selfie'])
  for (const model of listModels()) expect(model.licence).toBe('Apache-2.0')
  expect(() => modelFactsOf('no-such-model')).toThrow(/no-such-model/)
})

it('puts the middle of the hips in the middle of the crop, and the head above it, however the body is turned', () => {
  const coordinate = fc.double({ min: -500, max: 2000, noNaN: true })
  fc.assert(
    fc.property(
      coordinate,
      coordinate,
      fc.double({ min: -3.1, max: 3.1, noNaN: true }),
      fc.double({ min: 5, max: 900, noNaN: true }),
      (x, y, turn, reach) => {
        const crop = bodyCrop([x, y], [x + reach * Math.sin(turn), y - reach * Math.cos(turn)])
        const map = bodyCropMap(crop, 256)
        const at = (u: number, v: number) => [map.a * u + map.b * v + map.tx, map.c * u + map.d * v + map.ty]
        expect(crop.sidePx).toBeCloseTo(2.5 * reach, 6)
        expect(at(128, 128)[0]).toBeCloseTo(x, 4)
        expect(at(128, 128)[1]).toBeCloseTo(y, 4)
        // The reach point lies 1 / 2.5 of the side above the centre.
        const head = at(128, 128 - 256 / 2.5)
        expect(head[0]).toBeCloseTo(x + reach * Math.sin(turn), 4)
        expect(head[1]).toBeCloseTo(y - reach * Math.cos(turn), 4)
      },
    ),
  )
})

const detection = (left: number, top: number, score: number) => ({
  score,
  left,
  top,
  right: left + 100,
  bottom: top + 100,
  centre: [left + 50, top + 60] as const,
  reach: [left + 50, top] as const,
})

it('averages guesses of one person by their score and keeps two people apart', () => {
  const merged = mergeOverlapping([detection(0, 0, 0.6), detection(10, 0, 0.9), detection(400, 0, 0.8)])
  expect(merged).toHaveLength(2)
  expect(merged[0]!.left).toBeCloseTo((0 * 0.6 + 10 * 0.9) / 1.5, 6)
  expect(merged[0]!.score).toBe(0.9)
  expect(merged[1]!.left).toBe(400)
})

it('reads only the guesses above one half, relative to their anchor', () => {
  const boxes = new Float32Array(2254 * 12)
  const scores = new Float32Array(2254).fill(-50)
  scores[2] = 3
  boxes.set([4, -4, 20, 10], 2 * 12)
  const [found, ...rest] = decodeDetections(boxes, scores)
  expect(rest).toEqual([])
  // Two guesses a cell on the first grid: the third one belongs to the second cell, 12 px from the left, 4 px from the top.
  expect([found!.left, found!.right, found!.top, found!.bottom]).toEqual([6, 26, -5, 5])
})

it('moves a point to the peak of its heat map, and leaves it where the map is unsure', () => {
  const heatmaps = new Float32Array(HEATMAP_PX * HEATMAP_PX * HEATMAP_COUNT).fill(-20)
  heatmaps[(22 * HEATMAP_PX + 31) * HEATMAP_COUNT + 5] = 8
  expect(refineByHeatmap(heatmaps, 5, [30.2, 20.9])).toEqual([expect.closeTo(31, 2), expect.closeTo(22, 2)])
  expect(refineByHeatmap(heatmaps, 6, [30.2, 20.9])).toEqual([30.2, 20.9])
  expect(refineByHeatmap(heatmaps, 5, [-3, 20.9])).toEqual([-3, 20.9])
})
