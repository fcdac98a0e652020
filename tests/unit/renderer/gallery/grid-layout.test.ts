import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsIn, layoutGrid, placeAfter } from '../../../../renderer/gallery/grid-layout.ts'

describe('the grid', () => {
  it('fills any width with whole columns that are wide enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 142, max: 5000 }), fc.integer({ min: 100, max: 360 }), fc.nat(100_000), (widthPx, minCellPx, count) => {
        const { columns, cellWidthPx, rows } = layoutGrid({ widthPx, minCellPx, count, footPx: 24 })
        expect(columns * cellWidthPx).toBeCloseTo(widthPx)
        if (widthPx >= minCellPx) expect(cellWidthPx).toBeGreaterThanOrEqual(minCellPx)
        expect(rows * columns).toBeGreaterThanOrEqual(count)
        expect((rows - 1) * columns).toBeLessThan(Math.max(1, count))
      }),
    )
  })

  it('knows which cells a band touches', () => {
    const layout = layoutGrid({ widthPx: 600, minCellPx: 142, count: 10, footPx: 24 })
    expect(layout.columns).toBe(4)
    const { rowHeightPx } = layout
    expect(cellsIn({ inlineStart: 160, inlineEnd: 320, top: 4, bottom: rowHeightPx + 4 }, layout, 10)).toEqual([1, 2, 5, 6])
    expect(cellsIn({ inlineStart: -50, inlineEnd: 9000, top: 2 * rowHeightPx + 1, bottom: 9000 }, layout, 10)).toEqual([8, 9])
  })

  it('moves by keys, stays inside, and mirrors left and right', () => {
    const at = (place: number, direction: 'ltr' | 'rtl' = 'ltr') => ({ place, count: 10, columns: 4, pageRows: 2, direction })
    expect(placeAfter('ArrowRight', at(3))).toBe(4)
    expect(placeAfter('ArrowRight', at(3, 'rtl'))).toBe(2)
    expect(placeAfter('ArrowUp', at(2))).toBe(2)
    expect(placeAfter('ArrowDown', at(7))).toBe(9)
    expect(placeAfter('PageUp', at(6))).toBe(2)
    expect(placeAfter('Home', at(9))).toBe(0)
    expect(placeAfter('End', at(0))).toBe(9)
    expect(placeAfter('a', at(0))).toBeUndefined()
    expect(placeAfter('End', { ...at(0), count: 0 })).toBeUndefined()
  })
})
