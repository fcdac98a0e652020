import { describe, expect, it } from 'vitest'
import { readCommands, readDocument, type UpgradeChain, upgraded } from '../../../../app/domain/document/upgrade.ts'
import { emptyDocument, furnishedDocument } from '../../../support/documents.ts'

describe('stored documents', () => {
  it('of this version are read as they are', () => {
    const document = furnishedDocument()
    expect(readDocument(JSON.parse(JSON.stringify(document)))).toEqual(document)
  })

  it('of a later version are refused and say which', () => {
    const code = 'document.too-new'
    const later = { ...emptyDocument(), version: 2, hologram: true }
    expect(() => readDocument(later)).toThrow(expect.objectContaining({ code, details: { found: 2, known: 1 } }))
    expect(() => readCommands([{ type: 'rename', name: 'x' }], 7)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    ['nothing', undefined],
    ['no document', { version: 1 }],
    ['an unknown field', { ...emptyDocument(), surprise: 1 }],
    ['a layer twice', { ...furnishedDocument(), layers: [furnishedDocument().layers[0], furnishedDocument().layers[0]] }],
    ['no version', { ...emptyDocument(), version: 'one' }],
  ])('that are %s are damaged', (_what, stored) => {
    expect(() => readDocument(stored)).toThrow(expect.objectContaining({ code: 'document.damaged' }))
  })

  it('of older versions come up step by step, commands with their own steps', () => {
    const chain: UpgradeChain = {
      version: 3,
      upgrades: {
        1: { document: (old) => ({ ...(old as object), version: 2, title: (old as { name: string }).name }) },
        2: {
          document: (old) => ({ ...(old as object), version: 3, tags: [] }),
          command: (old) => ({ ...(old as object), by: 'unknown' }),
        },
      },
    }
    expect(upgraded({ version: 1, name: 'a' }, 1, 'document', chain)).toEqual({ version: 3, name: 'a', title: 'a', tags: [] })
    expect(upgraded({ version: 3 }, 3, 'document', chain)).toEqual({ version: 3 })
    expect(upgraded({ type: 'rename' }, 1, 'command', chain)).toEqual({ type: 'rename', by: 'unknown' })
    expect(() => upgraded({}, 4, 'document', chain)).toThrow(expect.objectContaining({ code: 'document.too-new' }))
    expect(() => upgraded({}, 1, 'document', { version: 2, upgrades: {} })).toThrow(expect.objectContaining({ code: 'document.damaged' }))
  })
})
