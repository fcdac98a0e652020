import { expect, it } from 'vitest'
import { createCameraPath } from '../../../../app/domain/director/camera-path.ts'
import { viewAt } from '../../../../app/domain/director/camera-view.ts'
import { direction } from '../../../../app/domain/director/direction.ts'
import { levelSizes, levelsFor } from '../../../../app/raster/motion/scene-levels.ts'

const CLIP = { width: 1080, height: 1920 }
const LARGE = { width: 4000, height: 5200 }

function sizesOf(amount: number, still = LARGE) {
  const how = direction.parse({ camera: { move: 'zoom', amount, focus: { x: 0.5, y: 0.5 } } })
  const path = createCameraPath({ direction: how, still: { ...still, hasDepth: false, person: null, cloth: null }, clip: CLIP })
  return { path, sizes: levelSizes(path, { still, clip: CLIP }) }
}

it('takes one size for a small zoom, several for a large one, and never enlarges the still', () => {
  expect(sizesOf(0.1).sizes).toHaveLength(1)
  expect(sizesOf(1).sizes.length).toBeGreaterThan(1)
  const small = { width: 601, height: 801 }
  expect(sizesOf(1, small).sizes).toEqual([{ width: 602, height: 802 }])
})

it('looks at neither too few nor too many pixels, and passes from one size to the next without a jump', () => {
  const { path, sizes } = sizesOf(1)
  let before: number | undefined
  for (let frame = 0; frame < path.frames; frame++) {
    const view = viewAt(path.at(frame), path.whole, 1)
    const ratios = sizes.map(({ width }) => (view.width * width) / CLIP.width)
    const { first, second, share } = levelsFor(ratios)
    const used = share > 0 ? [first, second] : [first]
    for (const level of used) {
      expect(ratios[level] as number).toBeLessThan(1.42)
      expect(ratios[level] as number).toBeGreaterThan(0.7)
    }
    const depth = first + share
    expect(Math.abs(depth - (before ?? depth))).toBeLessThan(0.25)
    before = depth
  }
})
