import { describe, expect, it } from 'vitest'
import type { DraftOverlays } from '../../../../app/domain/draft-overlays.ts'
import { gridPath, rimPath } from '../../../../renderer/try-on/mesh-paths.ts'
import { areaOf, hasOverlay, MASK_OVERLAYS, masksOf, SHAPE_OVERLAYS } from '../../../../renderer/try-on/overlays.ts'

/** Three columns and two rows, 100 px apart. */
const layer = { name: 'torso', columns: 3, rows: 2, points: [100, 50, 200, 50, 300, 50, 100, 150, 200, 150, 300, 150] }
const found: DraftOverlays = {
  masks: ['person', 'torso', 'layer-torso', 'layer-sleeve-left'],
  pose: null,
  mesh: { layers: [layer] },
  anchors: null,
  isCleaned: false,
}

describe('what can be laid over a draft', () => {
  it('is what was found, and the edit mask always', () => {
    expect([...MASK_OVERLAYS, ...SHAPE_OVERLAYS].filter((overlay) => hasOverlay(overlay, found))).toEqual([
      'edit',
      'person',
      'old',
      'layers',
      'mesh',
    ])
    expect([...MASK_OVERLAYS, ...SHAPE_OVERLAYS].filter((overlay) => hasOverlay(overlay, undefined))).toEqual(['edit'])
  })

  it('gives neighbouring layers colours of their own', () => {
    const layers = masksOf('layers', found)
    expect(layers.map(({ mask }) => mask)).toEqual(['layer-torso', 'layer-sleeve-left'])
    expect(new Set(layers.map(({ colour }) => colour)).size).toBe(2)
  })
})

describe('the area of a draft', () => {
  it('is the mesh, as far as it lies in the picture', () => {
    expect(areaOf({ width: 250, height: 400 }, found)).toEqual({ x: 100, y: 50, width: 150, height: 100 })
  })

  it('takes in the head above a top, and not above trousers', () => {
    const area = (y: number) => areaOf({ width: 400, height: 400 }, { ...found, pose: { bones: [], head: { x: 150, y, radius: 10 } } })
    expect(area(30)).toMatchObject({ y: 17, height: 133 })
    expect(area(5)).toMatchObject({ y: 50, height: 100 })
  })

  it('is the upper body where there is no mesh', () => {
    const { y, height } = areaOf({ width: 1000, height: 1000 }, undefined)
    expect([y, height]).toEqual([0, 600])
  })
})

describe('paths of a mesh', () => {
  it('draws every row and column of a small grid', () => {
    expect(gridPath(layer).match(/M/g)).toHaveLength(2 + 3)
  })

  it('goes once around the rim', () => {
    expect(rimPath(layer)).toBe('M100 50L200 50L300 50L300 150L200 150L100 150Z')
  })

  it('thins out a dense grid and keeps its edges', () => {
    const points = Array.from({ length: 60 * 60 }, (_, i) => [(i % 60) * 10, Math.floor(i / 60) * 10]).flat()
    const path = gridPath({ name: 'torso', columns: 60, rows: 60, points })
    expect(path.match(/M/g)?.length).toBe(36)
    expect(path).toContain('M590 0L')
  })
})
