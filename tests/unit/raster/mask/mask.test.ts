import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MaskStroke, mask as maskSchema, maskStroke } from '../../../../app/domain/document/mask.ts'
import type { ArtifactId } from '../../../../app/domain/ids.ts'
import { plane, type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import { applyMask, applyMaskPart, type ByteMask, byteMask } from '../../../../app/raster/mask/byte-mask.ts'
import { finishMask, finishMaskPart, paintedMask } from '../../../../app/raster/mask/make-mask.ts'
import { shiftEdge } from '../../../../app/raster/mask/shift-edge.ts'
import { paintMaskStrokes, StrokePainter } from '../../../../app/raster/mask/stroke-painter.ts'

const SIZE = { width: 90, height: 70 }
const none = { artifacts: new Map<ArtifactId, never>(), picture: null }

const stroke = (over: Partial<MaskStroke>): MaskStroke =>
  maskStroke.parse({ id: 's', mode: 'add', width: 0.2, points: [[0.5, 0.5]], ...over })

/** Left half dark, right half bright, with some grain. */
const halves = (): Rgba8 => {
  const out = rgba8(SIZE.width, SIZE.height)
  for (let i = 0; i < SIZE.width * SIZE.height; i++) {
    const base = i % SIZE.width < 45 ? 60 : 190
    for (let c = 0; c < 3; c++) out.data[4 * i + c] = base + ((i * 7 + c * 3) % 5)
    out.data[4 * i + 3] = 255
  }
  return out
}

const anyStroke = fc
  .record({
    mode: fc.constantFrom('add' as const, 'erase' as const),
    width: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    hardness: fc.double({ min: 0, max: 1, noNaN: true }),
    followEdges: fc.boolean(),
    points: fc.array(fc.tuple(fc.double({ min: -0.3, max: 1.3, noNaN: true }), fc.double({ min: -0.3, max: 1.3, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    }),
    isPen: fc.boolean(),
  })
  .map(({ isPen, ...one }) => stroke({ ...one, pressure: isPen ? one.points.map((_, i) => ((i * 37) % 11) / 10) : null }))

const grainy = (): ByteMask =>
  byteMask(
    SIZE,
    Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, i) => (i * i * 31) % 256),
  )

const inMask = (mask: ByteMask, x: number, y: number): number => mask.data[y * mask.width + x] ?? -1

describe('a stroke', () => {
  it('is the same painted as it is drawn and at once, and changes nothing outside of what it reports', () => {
    fc.assert(
      fc.property(anyStroke, (one) => {
        const whole = grainy()
        paintMaskStrokes(whole, [one], halves())
        const live = grainy()
        const painter = new StrokePainter(live, one, halves())
        for (const [i, point] of one.points.entries()) {
          const before = live.data.slice()
          const { x, y, width, height } = painter.moveTo(point, one.pressure?.[i] ?? 1)
          for (let k = 0; k < before.length; k++) {
            const [column, row] = [k % SIZE.width, Math.floor(k / SIZE.width)]
            const isInBox = column >= x && column < x + width && row >= y && row < y + height
            if (!isInBox && live.data[k] !== before[k])
              throw new Error(`pixel ${column}, ${row} changed outside of ${x} ${y} ${width} ${height}`)
          }
        }
        expect(live.data).toEqual(whole.data)
      }),
      { numRuns: 60 },
    )
  })

  it('painted twice does what it did once', () => {
    fc.assert(
      fc.property(anyStroke, (one) => {
        const once = grainy()
        paintMaskStrokes(once, [one], halves())
        const twice = byteMask(SIZE, once.data.slice())
        paintMaskStrokes(twice, [one], halves())
        expect(twice.data).toEqual(once.data)
      }),
      { numRuns: 40 },
    )
  })

  it('fills its hard core, as a capsule, and leaves what is farther away', () => {
    const out = byteMask(SIZE)
    paintMaskStrokes(
      out,
      [
        stroke({
          width: 20 / 90,
          hardness: 1,
          points: [
            [0.3, 0.5],
            [0.7, 0.6],
          ],
        }),
      ],
      null,
    )
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        const [dx, dy] = [36, 7]
        const t = Math.max(0, Math.min(1, ((x + 0.5 - 27) * dx + (y + 0.5 - 35) * dy) / (dx * dx + dy * dy)))
        const distance = Math.hypot(x + 0.5 - 27 - dx * t, y + 0.5 - 35 - dy * t)
        if (distance < 9.4) expect(inMask(out, x, y)).toBe(255)
        if (distance > 10.6) expect(inMask(out, x, y)).toBe(0)
      }
    }
  })

  it('is thin where the pen was light', () => {
    const out = byteMask(SIZE)
    paintMaskStrokes(
      out,
      [
        stroke({
          hardness: 1,
          width: 20 / 90,
          points: [
            [0.2, 0.5],
            [0.8, 0.5],
          ],
          pressure: [1, 0.2],
        }),
      ],
      null,
    )
    const heightAt = (x: number): number => Array.from({ length: SIZE.height }, (_, y) => inMask(out, x, y)).filter((v) => v > 127).length
    expect(heightAt(18)).toBe(20)
    expect(heightAt(45)).toBeCloseTo(12, -0.5)
    expect(heightAt(70)).toBeLessThan(6)
  })

  it('stops at an edge of the picture when it follows edges, and only then', () => {
    const at = { width: 0.5, points: [[0.4, 0.5] as [number, number]], hardness: 1 }
    const free = byteMask(SIZE)
    paintMaskStrokes(free, [stroke(at)], halves())
    const held = byteMask(SIZE)
    paintMaskStrokes(held, [stroke({ ...at, followEdges: true })], halves())
    expect(inMask(free, 50, 35)).toBe(255)
    expect([inMask(held, 44, 35), inMask(held, 30, 35), inMask(held, 36, 50)]).toEqual([255, 255, 255])
    expect([inMask(held, 45, 35), inMask(held, 50, 35)]).toEqual([0, 0])
  })

  it('goes over earlier ones', () => {
    const add = stroke({ id: 'a', width: 0.4 })
    const erase = stroke({ id: 'b', width: 0.2, mode: 'erase' })
    const parsed = (strokes: MaskStroke[]) => maskSchema.parse({ source: { kind: 'none' }, strokes })
    expect(inMask(paintedMask(parsed([add, erase]), none, SIZE), 45, 35)).toBe(0)
    expect(inMask(paintedMask(parsed([erase, add]), none, SIZE), 45, 35)).toBe(255)
  })
})

describe('the edge of a mask', () => {
  const disc = (radius: number): ByteMask => {
    const out = byteMask(SIZE)
    paintMaskStrokes(out, [stroke({ width: (2 * radius) / 90, hardness: 1 })], null)
    return out
  }
  const area = (mask: ByteMask): number => mask.data.reduce((sum, v) => sum + v / 255, 0)

  it('moves by parts of pixels and back', () => {
    for (const by of [0.25, 0.5, 1, 2.5, 6, 11]) {
      const radius = Math.sqrt(area(shiftEdge(disc(12), by)) / Math.PI)
      expect(radius).toBeGreaterThan(12 + by - 0.35)
      expect(radius).toBeLessThan(12 + by * 1.06 + 0.35)
      expect(Math.sqrt(area(shiftEdge(disc(20), -by)) / Math.PI)).toBeCloseTo(20 - by, -0.3)
    }
    expect(shiftEdge(disc(12), 0).data).toEqual(disc(12).data)
  })

  it('never shrinks by growing', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }), (a, b) => {
        const [less, more] = [shiftEdge(grainy(), Math.min(a, b)), shiftEdge(grainy(), Math.floor(Math.max(a, b)) + 3)]
        for (let i = 0; i < less.data.length; i++) if ((less.data[i] ?? 0) > (more.data[i] ?? 0)) throw new Error(`at ${i}: ${a} ${b}`)
      }),
      { numRuns: 30 },
    )
  })

  it('is as wide as the feather says, keeps its place, and leaves flat masks alone', () => {
    const half = byteMask(
      SIZE,
      Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, i) => (i % SIZE.width < 45 ? 255 : 0)),
    )
    const out = finishMask(half, { shiftPx: 0, featherPx: 16, inverted: false }, 1)
    expect((inMask(out, 44, 30) + inMask(out, 45, 30)) / 2).toBeCloseTo(127.5, 0)
    // A Gaussian of sigma 8 has 16 % of its weight beyond one sigma.
    expect(inMask(out, 52, 30) / 255).toBeCloseTo(0.16, 1)
    const whole = byteMask(SIZE, new Uint8Array(SIZE.width * SIZE.height).fill(255))
    expect(finishMask(whole, { shiftPx: 0, featherPx: 30, inverted: false }, 1).data).toEqual(whole.data)
  })

  it('is turned round last', () => {
    const edge = { shiftPx: 3, featherPx: 4, inverted: false }
    const plain = finishMask(disc(12), edge, 1)
    const turned = finishMask(disc(12), { ...edge, inverted: true }, 1)
    expect(turned.data).toEqual(plain.data.map((v) => 255 - v))
  })

  it('is finished in parts as it is as a whole', () => {
    const side = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(
        side,
        side,
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (x, y, shiftPx, featherPx) => {
          const edge = { shiftPx, featherPx, inverted: x % 2 === 0 }
          const whole = finishMask(grainy(), edge, 0.8)
          const { box, mask } = finishMaskPart(grainy(), { x, y, width: 9, height: 8 }, { edge, scale: 0.8 })
          for (let row = 0; row < box.height; row++) {
            const from = (box.y + row) * SIZE.width + box.x
            expect(mask.data.subarray(row * box.width, (row + 1) * box.width)).toEqual(whole.data.subarray(from, from + box.width))
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

it('a source of any size lies over the whole layer', () => {
  const artifact = 'a'.repeat(64) as ArtifactId
  const small = plane(
    9,
    7,
    Float32Array.from({ length: 63 }, (_, i) => (i % 9 < 3 ? 1 : 0)),
  )
  const mask = maskSchema.parse({ source: { kind: 'whole' } })
  const source = { kind: 'cut-out' as const, artifact, subject: 'person' as const, seeds: [] }
  const out = paintedMask({ ...mask, source }, { artifacts: new Map([[artifact, small]]), picture: null }, SIZE)
  expect([inMask(out, 5, 5), inMask(out, 24, 35), inMask(out, 36, 35), inMask(out, 80, 60)]).toEqual([255, 255, 0, 0])
  expect(() => paintedMask({ ...mask, source }, none, SIZE)).toThrow(RangeError)
})

describe('a brush on a layer', () => {
  it('shows in its part what making the layer anew would show', () => {
    const base = halves()
    for (let i = 3; i < base.data.length; i += 8) base.data[i] = 90
    const edge = { shiftPx: -1.5, featherPx: 6, inverted: true }
    const painted = grainy()
    const live = rgba8(SIZE.width, SIZE.height, base.data.slice())
    applyMask(live, finishMask(painted, edge, 1))
    const painter = new StrokePainter(painted, { mode: 'erase', width: 0.2, hardness: 0.5, followEdges: true }, base)
    for (const point of [
      [0.2, 0.3],
      [0.4, 0.5],
      [0.9, 1.1],
      [0.1, 0.6],
    ] as [number, number][]) {
      applyMaskPart(live, base, finishMaskPart(painted, painter.moveTo(point), { edge, scale: 1 }))
    }
    const anew = rgba8(SIZE.width, SIZE.height, base.data.slice())
    applyMask(anew, finishMask(painted, edge, 1))
    expect(live.data).toEqual(anew.data)
  })

  it('stops at the same edges in a preview', () => {
    const half = rgba8(45, 35)
    for (let y = 0; y < 35; y++)
      for (let x = 0; x < 45; x++)
        for (let c = 0; c < 4; c++) half.data[4 * (y * 45 + x) + c] = halves().data[4 * (2 * y * 90 + 2 * x) + c] ?? 0
    const one = stroke({
      width: 0.5,
      followEdges: true,
      points: [
        [0.35, 0.4],
        [0.3, 0.7],
      ],
    })
    const [real, preview] = [byteMask(SIZE), byteMask(half)]
    paintMaskStrokes(real, [one], halves())
    paintMaskStrokes(preview, [one], half)
    let differing = 0
    for (let y = 0; y < 35; y++)
      for (let x = 0; x < 45; x++) if (Math.abs(inMask(preview, x, y) - inMask(real, 2 * x, 2 * y)) > 60) differing++
    expect(differing).toBeLessThan(60)
    expect(inMask(preview, 15, 18)).toBe(255)
    expect(inMask(preview, 24, 18)).toBe(0)
  })
})
