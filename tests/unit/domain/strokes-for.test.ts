import { expect, test } from 'vitest'
import { type BrushStroke, brushStrokes } from '../../../app/domain/brush-stroke.ts'
import { BRUSHED_MASKS } from '../../../app/domain/brushed-mask.ts'
import { canBeKept } from '../../../app/domain/stroke-limits.ts'
import { garmentStrokes, sceneStrokes, withoutStrokesOf } from '../../../app/domain/strokes-for.ts'

const REGIONS = ['upper', 'lower'] as const
const strokes = brushStrokes.parse(
  BRUSHED_MASKS.flatMap((mask) => [null, 0, 1].map((garment) => ({ mask, garment, mode: 'add', width: 0.1, points: [[0.5, 0.5]] }))),
)
const CORRECTIONS = { joints: [], anchors: [], strokes }

test('what is painted anew for a garment and what stays in the draft are all strokes, each once', () => {
  for (const index of [0, 1]) {
    const left = withoutStrokesOf(CORRECTIONS, { index, regions: REGIONS }).strokes
    const scene = sceneStrokes(CORRECTIONS, { region: REGIONS[index] ?? 'upper', regions: REGIONS })
    const cut = garmentStrokes(CORRECTIONS, index)
    expect(left.length + scene.length + cut.length).toBe(strokes.length)
    expect(left.filter(({ mask }) => mask === 'person')).toHaveLength(3)
    expect(left.filter(({ mask, garment }) => mask === 'front' && garment === null)).toEqual([])
    expect(left.filter(({ mask, garment }) => mask === 'arms' && garment !== null)).toMatchObject([{ garment: 1 - index }])
  }
})

test('a page knows the limits that the core has', () => {
  const dab: BrushStroke = { mask: 'front', garment: null, mode: 'add', width: 0.01, hardness: 1, points: [[0.5, 0.5]] }
  const line = (count: number, width: number): BrushStroke => ({
    ...dab,
    width,
    points: Array.from({ length: count }, (_, i) => [i % 2, 0.5] as [number, number]),
  })
  for (const some of [
    Array.from({ length: 256 }, () => dab),
    Array.from({ length: 257 }, () => dab),
    [line(1024, 0.001)],
    [line(1025, 0.001)],
    Array.from({ length: 8 }, () => line(1024, 0.001)),
    Array.from({ length: 9 }, () => line(1024, 0.001)),
    [line(33, 0.49)],
    [line(40, 0.49)],
  ])
    expect(canBeKept(some)).toBe(brushStrokes.safeParse(some).success)
})
