import { describe, expect, it } from 'vitest'
import { bestFrame } from '../../../../app/domain/video/best-frame.ts'
import { clipRecipe, outputSize } from '../../../../app/domain/video/clip-recipe.ts'
import { planClipExport, planPreview, previewOf } from '../../../../app/domain/video/export-plan.ts'
import { CLIP_RATIOS } from '../../../../app/domain/video/networks.ts'
import { lookAt } from './tracks.ts'

const UPRIGHT = { width: 1080, height: 1920, durationMs: 4000, rate: 30, sizeBytes: 8e6, hasSound: true }
const four = (recipe: object = {}) => clipRecipe.parse({ outputs: CLIP_RATIOS.map((ratio) => ({ name: ratio, ratio })), ...recipe })
const standing = [0, 1000, 2000, 3000].map((ms) => lookAt(ms, { x: 0.25, y: 0.1, width: 0.5, height: 0.85 }))

describe('a plan', () => {
  it('shows all of a standing person where the shape cannot hold them, as large as it can, and says so', () => {
    const plan = planClipExport(UPRIGHT, four(), { markSize: null, track: { samples: standing } })
    const [story, square, portrait, wide] = plan.outputs
    expect(story?.layout).toMatchObject({ kind: 'crop', window: { width: 1080, height: 1920 } })
    for (const output of [square, portrait, wide]) {
      expect(output?.warnings.map(({ kind }) => kind)).toContain('padded')
      if (output?.layout.kind !== 'pad') throw new Error('Blur was expected')
      const { part, shown } = output.layout
      expect(part.y).toBeLessThanOrEqual(0.1 * 1920)
      expect(part.y + part.height).toBeGreaterThanOrEqual(0.95 * 1920)
      // As high as the frame, and not stretched.
      expect(shown.height).toBe(output.height)
      expect(shown.width / shown.height).toBeCloseTo(part.width / part.height, 2)
    }
  })

  it('lets a person choose where a crop stays', () => {
    const outputs = [{ name: 'wide', ratio: '16:9', place: 1 }]
    const { outputs: planned } = planClipExport(UPRIGHT, clipRecipe.parse({ outputs }), { markSize: null, track: { samples: standing } })
    expect(planned[0]?.layout).toMatchObject({ kind: 'crop', axis: 'y', path: { kind: 'static' } })
    const { part } = previewOf(UPRIGHT, clipRecipe.parse({ outputs }), {
      startMs: 0,
      durationMs: 4000,
      outputs: planned,
      cover: { ms: 0, frame: 0 },
    }).outputs[0] ?? { part: [] }
    expect((part[0]?.box.y ?? 0) + (part[0]?.box.height ?? 0)).toBeCloseTo(1, 6)
  })

  it('crosses the contract whole', () => {
    const recipe = four({ watermark: { content: { kind: 'text', text: 'x' } }, aim: { kind: 'size', megabytes: 4 } })
    const preview = previewOf(
      UPRIGHT,
      recipe,
      planClipExport(UPRIGHT, recipe, { markSize: { width: 5, height: 1 }, track: { samples: standing } }),
    )
    expect(planPreview.parse(JSON.parse(JSON.stringify(preview)))).toEqual(preview)
    expect(preview.passes).toEqual(['subject', 'loudness', 'size'])
    expect(preview.outputs.map(({ bytes }) => bytes)).toEqual([4e6, 4e6, 4e6, 4e6])
  })

  it('keeps a part inside of the clip', () => {
    const planned = (startMs: number, endMs: number) =>
      planClipExport(UPRIGHT, four({ trim: { startMs, endMs } }), { markSize: null, track: null })
    expect(planned(1000, 1e9)).toMatchObject({ startMs: 1000, durationMs: 3000 })
    const { startMs, durationMs } = planned(9000, 10_000)
    expect([startMs, durationMs].every((value) => value > 0)).toBe(true)
    expect(startMs + durationMs).toBeLessThanOrEqual(4000)
  })
})

describe('sizes and covers', () => {
  it('are even, up to 4K', () => {
    expect(outputSize('16:9', 2160)).toEqual({ width: 3840, height: 2160 })
    expect(outputSize('4:5', 1080)).toEqual({ width: 1080, height: 1350 })
    for (const ratio of CLIP_RATIOS) {
      for (let side = 64; side <= 400; side += 2) {
        const { width, height } = outputSize(ratio, side)
        expect([width % 2, height % 2]).toEqual([0, 0])
      }
    }
  })

  it('come from the sharpest frame with a face and a body', () => {
    const looks = standing.map((look, i) => ({ ...look, sharpness: [4, 9, 10, 5][i] ?? 0 }))
    const [first, second, third, last] = looks
    const hidden = third === undefined ? [] : [{ ...third, subject: null }]
    const samples = [
      ...(first === undefined ? [] : [first]),
      ...(second === undefined ? [] : [second]),
      ...hidden,
      ...(last === undefined ? [] : [last]),
    ]
    expect(bestFrame(samples, { durationMs: 4000, rate: 30 })).toEqual({ ms: 1000, frame: 30 })
    expect(bestFrame([], { durationMs: 3000, rate: 30 }).frame).toBe(30)
  })
})
