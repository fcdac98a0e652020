import { describe, expect, it } from 'vitest'
import { studioEvent } from '../../../app/contract/events.ts'
import type { AssetId, DocumentId } from '../../../app/domain/ids.ts'
import { documentChanged, libraryChanged, toStudioEvent } from '../../../app/studio/studio-events.ts'

const ids = (count: number): AssetId[] =>
  Array.from({ length: count }, (_, index) => `ast_${index.toString(36).padStart(20, '0')}` as AssetId)

describe('a change of the library', () => {
  it('names its pictures in the words of the contract, as long as they are not too many for the log', () => {
    for (const count of [1, 500]) {
      const added = libraryChanged({ kind: 'added', ids: ids(count) })
      const marked = libraryChanged({ kind: 'marked', marks: [{ ids: ids(count), rating: 3 }] })
      for (const event of [added, marked]) {
        const told = toStudioEvent({ seq: 7, event })
        expect(studioEvent.parse(told)).toEqual(told)
      }
      expect(added).toMatchObject({ change: { kind: 'added', ids: ids(count) } })
      expect(marked).toMatchObject({ change: { marks: [{ ids: ids(count), rating: 3 }] } })
    }
  })

  it('says only what became of more', () => {
    expect(libraryChanged({ kind: 'trashed', ids: ids(501) })).toEqual({ type: 'library.changed', change: { kind: 'trashed', ids: null } })
    const marks = [
      { ids: ids(300), rating: 3 as const },
      { ids: ids(201), flag: null },
    ]
    expect(libraryChanged({ kind: 'marked', marks })).toEqual({ type: 'library.changed', change: { kind: 'marked', marks: null } })
  })
})

describe('a change of a document', () => {
  it('carries its commands, as long as they are not too long for the log', () => {
    const id = `doc_${'0'.repeat(20)}` as DocumentId
    const edited = { kind: 'edited', id, baseRevision: 1, revision: 2, step: 2, undo: null, redo: null } as const
    const rename = (length: number) => [{ type: 'rename', name: 'x'.repeat(length) } as const]
    const event = documentChanged({ ...edited, commands: rename(100) })
    const told = toStudioEvent({ seq: 3, event })
    expect(studioEvent.parse(told)).toEqual({ type: 'document.changed', seq: 3, change: { ...edited, commands: rename(100) } })
    expect(documentChanged({ ...edited, commands: rename(20_000) })).toMatchObject({ change: { revision: 2, commands: null } })
  })
})
