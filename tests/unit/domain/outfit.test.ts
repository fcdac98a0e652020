import { describe, expect, test } from 'vitest'
import { layersOf, planOutfit } from '../../../app/domain/outfit.ts'
import type { GarmentType, Tuck } from '../../../app/domain/try-on.ts'

/** Names of the garments in the order they are laid on. */
const order = (types: readonly GarmentType[], tuck: Tuck): (GarmentType | undefined)[] =>
  planOutfit(types, tuck).order.map((index) => types[index])

describe('the plan of an outfit', () => {
  test('garments of one half of the body go on in wearing order', () => {
    expect(order(['t-shirt', 'shirt', 'coat'], 'auto')).toEqual(['t-shirt', 'shirt', 'coat'])
    expect(order(['shirt', 't-shirt'], 'in')).toEqual(['shirt', 't-shirt'])
    expect(order(['trousers', 'skirt'], 'auto')).toEqual(['trousers', 'skirt'])
  })

  test('a top hangs over trousers in whatever order they are told', () => {
    expect(order(['t-shirt', 'trousers'], 'auto')).toEqual(['trousers', 't-shirt'])
    expect(order(['trousers', 't-shirt'], 'out')).toEqual(['trousers', 't-shirt'])
    expect(order(['dress', 'trousers'], 'auto')).toEqual(['trousers', 'dress'])
  })

  test('only the innermost top is tucked in', () => {
    expect(order(['shirt', 'trousers', 'jacket'], 'in')).toEqual(['shirt', 'trousers', 'jacket'])
    expect(order(['trousers', 'shirt', 'jacket'], 'in')).toEqual(['shirt', 'trousers', 'jacket'])
    expect(planOutfit(['trousers', 'shirt', 'jacket'], 'in').tucked).toBe(1)
    expect(planOutfit(['shirt', 'jacket'], 'in').tucked).toBeNull()
  })

  test('a light top goes into a skirt by itself, a jacket never does', () => {
    expect(planOutfit(['t-shirt', 'skirt'], 'auto').tucked).toBe(0)
    expect(planOutfit(['t-shirt', 'skirt'], 'out').tucked).toBeNull()
    expect(planOutfit(['jacket', 'skirt'], 'auto').tucked).toBeNull()
  })

  test('tops share a scene: a coat over a dress is laid on the whole body', () => {
    expect(planOutfit(['dress', 'coat'], 'auto')).toMatchObject({ regions: ['full', 'full'], otherHalf: 'kept' })
    expect(planOutfit(['shirt', 'trousers'], 'auto')).toMatchObject({ regions: ['upper', 'lower'], otherHalf: 'replaced' })
    expect(planOutfit(['trousers'], 'auto')).toMatchObject({ regions: ['lower'], otherHalf: 'kept' })
  })

  test('a garment hides the tops below it, trousers only the one that is tucked into them', () => {
    const over = (types: readonly GarmentType[], tuck: Tuck) => layersOf(planOutfit(types, tuck)).map((layer) => layer.over)
    expect(over(['t-shirt', 'shirt', 'jacket'], 'auto')).toEqual([[], [0], [0, 1]])
    expect(over(['shirt', 'trousers', 'jacket'], 'in')).toEqual([[], [0], [0]])
    expect(over(['shirt', 'trousers', 'jacket'], 'out')).toEqual([[], [], [1]])
    expect(over(['trousers', 'skirt'], 'auto')).toEqual([[], []])
  })
})
