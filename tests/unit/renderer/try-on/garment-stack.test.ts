import { describe, expect, test } from 'vitest'
import type { AssetId } from '../../../../app/domain/ids.ts'
import {
  activeWorn,
  addRow,
  canAdd,
  EMPTY_STACK,
  emptyRow,
  type GarmentStack,
  mayOpen,
  mayTuck,
  moveRow,
  put,
  removeRow,
  specify,
  stackOf,
  wornOf,
} from '../../../../renderer/try-on/garment-stack.ts'

const id = (name: string): AssetId => name as AssetId
const stack = (active: number, ...names: (string | null)[]): GarmentStack => ({
  rows: names.map((name, key) => ({ key, id: name === null ? null : id(name), type: 'auto', front: 'closed' })),
  active,
})
/** What is worn, and which of it is active. */
const look = ({ rows, active }: GarmentStack): string => rows.map((row, index) => (index === active ? `[${row.id}]` : row.id)).join(' ')
const names = ({ rows }: GarmentStack): (AssetId | null)[] => rows.map((row) => row.id)

describe('the stack of garments', () => {
  test('begins with one row that waits, and takes the first picture into it', () => {
    expect(wornOf(EMPTY_STACK)).toEqual([])
    expect(names(put(EMPTY_STACK, id('tee')))).toEqual(['tee'])
    expect(canAdd(EMPTY_STACK)).toBe(false)
  })

  test('a picture replaces the active garment, and what was said of that one goes with it', () => {
    const typed = specify(stack(1, 'tee', 'jeans'), { type: 'trousers', front: 'open' })
    expect(typed.rows.map(({ type }) => type)).toEqual(['auto', 'trousers'])
    const { rows, active } = put(typed, id('skirt'))
    expect(rows[1]).toEqual({ key: 1, id: 'skirt', type: 'auto', front: 'closed' })
    expect(active).toBe(1)
  })

  test('nobody wears a garment twice: it is made active', () => {
    expect(look(put(stack(1, 'tee', 'jeans'), id('tee')))).toBe(look(stack(0, 'tee', 'jeans')))
  })

  test('a row is added over the others, one at a time and four at most', () => {
    const waiting = addRow(stack(0, 'tee'))
    expect([names(waiting), waiting.active]).toEqual([['tee', null], 1])
    expect(addRow({ ...waiting, active: 0 })).toEqual(waiting)
    const full = stack(0, 'a', 'b', 'c', 'd')
    expect(addRow(full)).toBe(full)
    expect(stackOf([...['a', 'b', 'c', 'd', 'e'].map((name) => ({ id: id(name) }))]).rows).toHaveLength(4)
  })

  test('a row is taken out, and the active one stays the active one', () => {
    expect(look(removeRow(stack(2, 'a', 'b', 'c'), 0))).toBe(look(stack(1, 'b', 'c')))
    expect(look(removeRow(stack(0, 'a', 'b', 'c'), 2))).toBe(look(stack(0, 'a', 'b')))
    expect(look(removeRow(stack(2, 'a', 'b', 'c'), 2))).toBe(look(stack(1, 'a', 'b')))
    expect(removeRow(stack(0, 'a'), 0)).toEqual(EMPTY_STACK)
  })

  test('an emptied row waits where it was, and no other one does', () => {
    expect(look(emptyRow(stack(2, 'a', 'b', null), 0))).toBe(look(stack(0, null, 'b')))
    expect(look(emptyRow(stack(0, null, 'a', 'b'), 2))).toBe(look(stack(1, 'a', null)))
  })

  test('a row moves, and nothing falls off the ends', () => {
    expect(look(moveRow(stack(0, 'a', 'b', 'c'), 0, 2))).toBe(look(stack(2, 'b', 'c', 'a')))
    expect(look(moveRow(stack(1, 'a', 'b', 'c'), 2, 0))).toBe(look(stack(2, 'c', 'a', 'b')))
    const still = stack(0, 'a', 'b')
    expect(moveRow(still, 0, -1)).toBe(still)
    expect(moveRow(still, 1, 2)).toBe(still)
  })

  test('a row keeps its name while its picture changes and while it moves', () => {
    const keys = ({ rows }: GarmentStack): number[] => rows.map(({ key }) => key)
    expect(keys(put(stack(1, 'a', 'b'), id('c')))).toEqual([0, 1])
    expect(keys(emptyRow(stack(0, 'a', 'b'), 1))).toEqual([0, 1])
    expect(keys(moveRow(stack(0, 'a', 'b', 'c'), 2, 0))).toEqual([2, 0, 1])
    expect(keys(addRow(removeRow(stack(0, 'a', 'b', 'c'), 1)))).toEqual([0, 2, 3])
  })

  test('the place of the active garment leaves out the row that waits', () => {
    expect(activeWorn(stack(2, 'a', null, 'b'))).toBe(1)
    expect(activeWorn(stack(1, 'a', null, 'b'))).toBe(0)
  })

  test('a garment with a front may be worn open over another one', () => {
    const worn = stack(1, 'tee', 'jacket')
    expect(mayOpen(worn, 1, 'jacket')).toBe(true)
    expect(mayOpen(worn, 1, null)).toBe(false)
    expect(mayOpen(worn, 0, 'jacket')).toBe(false)
    expect(mayOpen(worn, 1, 't-shirt')).toBe(false)
    expect(mayOpen(stack(1, null, 'jacket'), 1, 'jacket')).toBe(false)
  })

  test('a tuck is asked for where something for each half of the body may be worn', () => {
    expect(mayTuck(['t-shirt', 'trousers'])).toBe(true)
    expect(mayTuck(['dress', 'skirt'])).toBe(true)
    expect(mayTuck(['t-shirt', null])).toBe(true)
    expect(mayTuck([null, null])).toBe(true)
    expect(mayTuck(['t-shirt', 'jacket'])).toBe(false)
    expect(mayTuck(['trousers', 'skirt'])).toBe(false)
    expect(mayTuck(['trousers'])).toBe(false)
    expect(mayTuck([null])).toBe(false)
  })
})
