import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import type { AssetId } from '../../../../app/domain/ids.ts'
import { PAGE, PictureList, pagesOf, withoutPictures } from '../../../../renderer/gallery/picture-list.ts'

const id = (place: number): AssetId => `ast ${place}` as AssetId
const page = (number: number, length = PAGE): [number, Asset[]] => [
  number,
  Array.from({ length }, (_, index) => ({ id: id(number * PAGE + index) }) as Asset),
]
const idsOf = (assets: readonly Asset[]): AssetId[] => assets.map((asset) => asset.id)

describe('a list of which some pages are there', () => {
  const list = new PictureList(50 * PAGE, new Map([page(30), page(0), page(31)]))

  it('knows pictures by their places and places by their pictures, and nothing of the others', () => {
    expect(list.at(0)?.id).toBe(id(0))
    expect(list.at(31 * PAGE + 5)?.id).toBe(id(31 * PAGE + 5))
    expect(list.at(PAGE)).toBeUndefined()
    expect(list.placeOf(id(30 * PAGE + 7))).toBe(30 * PAGE + 7)
    expect([list.placeOf(id(PAGE)), list.placeOf(null)]).toEqual([undefined, undefined])
    expect(idsOf(list.there).at(-1)).toBe(id(32 * PAGE - 1))
    expect(idsOf(list.there)[PAGE]).toBe(id(30 * PAGE))
  })

  it('gives what is there of a span, cut at both ends of the list', () => {
    expect(idsOf(list.in({ first: -3, end: 2 }))).toEqual([id(0), id(1)])
    expect(idsOf(list.in({ first: 30 * PAGE - 2, end: 30 * PAGE + 1 }))).toEqual([id(30 * PAGE)])
    expect(new PictureList(3, new Map([page(0)])).in({ first: 0, end: 10 })).toHaveLength(3)
  })

  it('asks for the pages of spans once each, and for none beyond the end', () => {
    const count = 10 * PAGE + 1
    expect(pagesOf([{ first: -5, end: 1 }], count)).toEqual([0])
    const far = { first: 9 * PAGE - 1, end: 20 * PAGE }
    expect(pagesOf([far, { first: 9 * PAGE, end: 9 * PAGE + 3 }, { first: 4, end: 5 }], count)).toEqual([0, 8, 9, 10])
    expect(pagesOf([far], 0)).toEqual([])
  })
})

describe('pictures that go', () => {
  it('let those behind them move up, from page to page as far as these follow each other', () => {
    const gone = new Set([id(3), id(PAGE), id(9 * PAGE)])
    const list = new PictureList(20 * PAGE, withoutPictures(new Map([page(1), page(0), page(9)]), gone))
    expect(list.at(3)?.id).toBe(id(4))
    expect(list.at(PAGE - 1)?.id).toBe(id(PAGE + 1))
    expect(list.at(2 * PAGE - 3)?.id).toBe(id(2 * PAGE - 1))
    // What moves in there is of a page that is not there.
    expect([list.at(2 * PAGE - 2), list.at(2 * PAGE - 1)]).toEqual([undefined, undefined])
    expect(list.at(9 * PAGE)?.id).toBe(id(9 * PAGE + 1))
  })
})
