import { expect, test } from 'vitest'
import type { Point } from '../../../../app/domain/raster.ts'
import { edgeShares, evenSleeve, extendPastCuff, withHalfRows } from '../../../../app/raster/fit/sleeve-rows.ts'
import type { StripRow, TubeStrip } from '../../../../app/raster/garment/anchors.ts'
import { drawTop } from './figures.ts'

/** Two segments that share more than an end. */
function cross(a: StripRow, b: StripRow): boolean {
  const side = (p: Point, q: Point, r: Point): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return (
    side(a.outer, a.inner, b.outer) * side(a.outer, a.inner, b.inner) < 0 &&
    side(b.outer, b.inner, a.outer) * side(b.outer, b.inner, a.inner) < 0
  )
}

test.each(['short', 'long'] as const)('rows of %s sleeves do not cross, begin at the armhole and keep to the sleeve', (kind) => {
  const { anchors } = drawTop(kind)
  for (const side of [0, 1] as const) {
    const measured = anchors.sleeves[side]
    if (measured === null) throw new Error('No sleeve was measured')
    const { rows } = evenSleeve(measured)
    const [root] = rows
    expect(root?.outer).toEqual(anchors.shoulderTips[side])
    const [x, y] = anchors.armpits[side]
    expect(Math.hypot((root?.inner[0] ?? 0) - x, (root?.inner[1] ?? 0) - y)).toBeLessThan(10)
    for (let i = 1; i < rows.length; i++) {
      for (let j = 0; j < i; j++) expect(cross(rows[j] as StripRow, rows[i] as StripRow)).toBe(false)
      expect(rows[i]?.arc).toBeGreaterThan(rows[i - 1]?.arc ?? 0)
    }
  }
})

test('a slanting cuff: the last row is the cuff, from corner to corner', () => {
  const { anchors } = drawTop('short')
  const last = anchors.sleeves[0] ? evenSleeve(anchors.sleeves[0]).rows.at(-1) : undefined
  // Drawn from 112, 190 to 140, 262.
  expect(Math.hypot((last?.outer[0] ?? 0) - 112, (last?.outer[1] ?? 0) - 190)).toBeLessThan(30)
  expect(Math.hypot((last?.inner[0] ?? 0) - 140, (last?.inner[1] ?? 0) - 262)).toBeLessThan(30)
})

test('a straight tube keeps its length, and shares of its edges run from root to cuff', () => {
  const rows = Array.from({ length: 9 }, (_, i): StripRow => ({ outer: [i * 10, 0], inner: [i * 10, 30], arc: i * 10 }))
  const tube: TubeStrip = { rows, length: 80, outerLength: 80 }
  const even = evenSleeve(tube)
  expect(even.length).toBeCloseTo(80, 6)
  expect(even.rows.at(-1)).toMatchObject({ outer: [80, 0], inner: [80, 30] })
  const extended = withHalfRows(extendPastCuff(even.rows))
  const shares = edgeShares(extended, 2 * (even.rows.length - 1))
  expect(shares[0]).toEqual({ outer: 0, inner: 0 })
  expect(shares[2 * (even.rows.length - 1)]).toEqual({ outer: 1, inner: 1 })
  expect(shares.at(-1)?.outer).toBeGreaterThan(1)
})
