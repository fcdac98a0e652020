import { describe, expect, it } from 'vitest'
import type { AssetId } from '../../../../app/domain/ids.ts'
import type { JobSummary } from '../../../../app/domain/job.ts'
import { draftOnStage, type Table } from '../../../../renderer/final/final-source.ts'

const id = (name: string): AssetId => `ast_${name.padEnd(20, '0')}` as AssetId

const table: Table = {
  personId: id('ann'),
  garments: [{ garmentId: id('tee'), garmentType: 'auto', front: 'closed' }],
  tuck: 'auto',
}

/** A finished draft of what is on a table. */
function drafted({ personId, garments, tuck }: Table): JobSummary {
  const result = { draft: { assetId: id('draft') } }
  return { kind: 'try-on', state: 'succeeded', payload: { personId, garments, options: { tuck } }, result } as unknown as JobSummary
}

describe('the draft that a final is made of', () => {
  it('is the one on the stage, where it is one of just what is on the table', () => {
    expect(draftOnStage(drafted(table), table)).toBe(id('draft'))
    expect(draftOnStage(null, table)).toBeNull()
  })

  it.each([
    ['another person', { personId: id('ben') }],
    ['another garment', { garments: [{ garmentId: id('coat'), garmentType: 'auto', front: 'closed' }] }],
    ['another type of garment', { garments: [{ garmentId: id('tee'), garmentType: 'shirt', front: 'closed' }] }],
  ] as const)('is made anew for %s', (_what, changed) => {
    expect(draftOnStage(drafted(table), { ...table, ...changed } as Table)).toBeNull()
  })

  it('heeds how an outfit is tucked, which says nothing of a single garment', () => {
    const outfit: Table = { ...table, garments: [...table.garments, { garmentId: id('skirt'), garmentType: 'skirt', front: 'closed' }] }
    expect(draftOnStage(drafted(outfit), { ...outfit, tuck: 'in' as Table['tuck'] })).toBeNull()
    expect(draftOnStage(drafted(table), { ...table, tuck: 'in' as Table['tuck'] })).toBe(id('draft'))
  })
})
