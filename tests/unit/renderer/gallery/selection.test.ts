import { describe, expect, it } from 'vitest'
import type { AssetId } from '../../../../app/domain/ids.ts'
import { askedFilter, isNarrowed, NO_FILTER } from '../../../../renderer/gallery/filter.ts'
import { anchorOf, choose, NOTHING_CHOSEN, type Selection, without } from '../../../../renderer/gallery/selection.ts'

const order = ['a', 'b', 'c', 'd', 'e'] as AssetId[]
const chosenOf = (selection: Selection): string => [...selection.chosen].sort().join('')
const pick = (selection: Selection, id: string, choice: 'only' | 'toggle' | 'range' | 'move'): Selection =>
  choose(selection, id as AssetId, { choice, range: between(anchorOf(selection) ?? id, id) })
const between = (a: string, b: string): AssetId[] => order.filter((id) => (id >= a && id <= b) || (id >= b && id <= a))

describe('choosing', () => {
  it('one, some, and a range from the anchor in either direction', () => {
    const one = pick(NOTHING_CHOSEN, 'c', 'only')
    expect(chosenOf(one)).toBe('c')
    expect(chosenOf(pick(one, 'e', 'range'))).toBe('cde')
    expect(chosenOf(pick(pick(one, 'e', 'range'), 'a', 'range'))).toBe('abc')
    expect(chosenOf(pick(pick(one, 'a', 'toggle'), 'c', 'toggle'))).toBe('a')
    expect(pick(one, 'd', 'move')).toMatchObject({ current: 'd', anchor: 'c' })
  })

  it('goes on with the next picture when the chosen ones are gone, and with the one before at the end', () => {
    const gone = (...ids: string[]): ReadonlySet<AssetId> => new Set(ids as AssetId[])
    expect(without(pick(NOTHING_CHOSEN, 'b', 'only'), gone('b'), order)).toMatchObject({ current: 'c', chosen: new Set(['c']) })
    expect(without(pick(NOTHING_CHOSEN, 'e', 'only'), gone('e', 'd'), order)).toMatchObject({ current: 'c' })
    expect(without(pick(NOTHING_CHOSEN, 'a', 'only'), gone(...order), order)).toMatchObject({ current: null, chosen: new Set() })
  })
})

describe('the filter', () => {
  const noon = new Date(2026, 10, 20, 12).getTime()

  it('asks for nothing it was not told, and counts days from midnight', () => {
    expect(askedFilter(NO_FILTER, noon)).toEqual({ trashed: false })
    expect(askedFilter({ ...NO_FILTER, text: ' hat ', days: 'week', minRating: 3, flag: 'none', origin: 'result' }, noon)).toEqual({
      trashed: false,
      text: 'hat',
      from: new Date(2026, 10, 14).getTime(),
      minRating: 3,
      flag: 'none',
      origin: 'result',
    })
    expect(askedFilter({ ...NO_FILTER, days: 'year' }, noon)).toMatchObject({ from: new Date(2026, 0, 1).getTime() })
  })

  it('knows whether it narrows: the order and the trash do not', () => {
    expect(isNarrowed({ ...NO_FILTER, sort: 'name', trashed: true, text: '  ' })).toBe(false)
    expect(isNarrowed({ ...NO_FILTER, flag: 'none' })).toBe(true)
  })
})
