import { describe, expect, it } from 'vitest'
import { snapBox } from '../../../../renderer/edit/tools/snapping.ts'

const canvas = { x: 0, y: 0, width: 1000, height: 800 }

describe('a box that is moved', () => {
  it('snaps its edge to an edge that is near, and says where', () => {
    const { dx, dy, guides } = snapBox({ x: 4, y: 300, width: 100, height: 70 }, [canvas], 6)
    expect([dx, dy]).toEqual([-4, 0])
    expect(guides).toEqual([{ axis: 'x', at: 0, from: 0, to: 800 }])
  })

  it('snaps its middle to the middle, both ways at once', () => {
    const { dx, dy, guides } = snapBox({ x: 448, y: 353, width: 100, height: 100 }, [canvas], 6)
    expect([dx, dy]).toEqual([2, -3])
    expect(guides.map(({ axis, at }) => [axis, at])).toEqual([
      ['x', 500],
      ['y', 400],
    ])
  })

  it('takes the nearest of several lines', () => {
    const other = { x: 210, y: 0, width: 50, height: 10 }
    const near = { x: 213, y: 0, width: 50, height: 10 }
    expect(snapBox({ x: 212, y: 300, width: 100, height: 70 }, [other, near], 6).dx).toBe(1)
  })

  it('shows a line as long as it takes to see both boxes', () => {
    const other = { x: 50, y: 700, width: 30, height: 20 }
    const { guides } = snapBox({ x: 52, y: 100, width: 300, height: 50 }, [other], 6)
    expect(guides).toEqual([{ axis: 'x', at: 50, from: 100, to: 720 }])
  })

  it('stays where nothing is near', () => {
    expect(snapBox({ x: 100, y: 90, width: 37, height: 41 }, [canvas], 6)).toEqual({ dx: 0, dy: 0, guides: [] })
  })
})
