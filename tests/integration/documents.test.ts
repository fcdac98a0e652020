import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../app/domain/document/apply-command.ts'
import type { Command } from '../../app/domain/document/command.ts'
import type { Document } from '../../app/domain/document/document.ts'
import { maskSource } from '../../app/domain/document/mask.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { DocumentId } from '../../app/domain/ids.ts'
import { purgeTrash, trashAssets } from '../../app/library/assets.ts'
import { examine } from '../../app/library/doctor.ts'
import { listDocuments, restoreDocument, trashDocument } from '../../app/library/documents/document-list.ts'
import {
  applyToDocument,
  createDocument,
  duplicateDocument,
  jumpInDocument,
  openDocument,
  redoInDocument,
  undoInDocument,
} from '../../app/library/documents/edit-document.ts'
import { readHistory } from '../../app/library/documents/history-page.ts'
import { type DocumentStore, openDocumentStore } from '../../app/library/documents/store.ts'
import { deleteVersion, listVersions, renameVersion, restoreVersion, saveVersion } from '../../app/library/documents/versions.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { sweepArtifacts } from '../../app/library/sweep-artifacts.ts'
import { idOf } from '../../app/platform/artifacts.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { type Dice, randomCommand } from '../../tools/torture/random-commands.ts'
import { emptyDocument, furnishedDocument, manyDice, tryCommand } from '../support/documents.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { importFile, systemClock, tempFolder, tempLibrary } from '../support/temp-library.ts'

type Temp = Awaited<ReturnType<typeof tempLibrary>>

const rename = (name: string): Command => ({ type: 'rename', name })

async function reopened(temp: Temp): Promise<DocumentStore> {
  return openDocumentStore(await temp.reopen())
}

async function rebuilt(temp: Temp): Promise<DocumentStore> {
  temp.library.close()
  await rm(join(temp.folder, 'library.db'))
  expect(await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })).toMatchObject({ problems: [] })
  return reopened(temp)
}

/** Renames a document so many times; its name tells the step. */
async function named(store: DocumentStore, id: DocumentId, names: readonly string[]): Promise<number> {
  let { revision } = await openDocument(store, id)
  for (const name of names) ({ revision } = await applyToDocument(store, id, { baseRevision: revision, commands: [rename(name)] }))
  return revision
}

const shownName = async (store: DocumentStore, id: DocumentId): Promise<string> => (await openDocument(store, id)).document.name

describe('documents on disk', () => {
  it('are what a model says, whatever is done, undone, jumped to and brought back, after reopening and after a rebuild', async () => {
    await using temp = await tempLibrary()
    let store = await openDocumentStore(temp.library)
    await fc.assert(
      fc.asyncProperty(manyDice(70), async (throws) => {
        const model = new Model(await createDocument(store, furnishedDocument()))
        for (const [serial, dice] of throws.entries()) {
          await model.act(store, dice, serial)
          if (dice[4] < 0.03) store = await reopened(temp)
        }
        store = await reopened(temp)
        await model.check(store)
        store = await rebuilt(temp)
        await model.check(store)
      }),
      { numRuns: 12 },
    )
    expect((await examine(temp.folder, { verify: true })).problems).toEqual([])
  }, 120_000)

  it('undo and redo 600 steps across restarts', async () => {
    await using temp = await tempLibrary()
    let store = await openDocumentStore(temp.library)
    const { id } = await createDocument(store, emptyDocument())
    const names = Array.from({ length: 600 }, (_, i) => `name ${i}`)
    let revision = await named(store, id, names)
    store = await reopened(temp)
    for (let i = 598; i >= 0; i--) {
      const moved = await undoInDocument(store, id, revision)
      revision = moved.revision
      expect(moved.commands).toEqual([rename(names[i] ?? '')])
    }
    ;({ revision } = await undoInDocument(store, id, revision))
    await expect(undoInDocument(store, id, revision)).rejects.toMatchObject({ code: 'document.history-ended' })
    store = await reopened(temp)
    expect(await openDocument(store, id)).toMatchObject({ document: emptyDocument(), undo: null, redo: { action: 'rename' } })
    for (let i = 0; i < 600; i++) ({ revision } = await redoInDocument(store, id, revision))
    expect(await openDocument(store, id)).toMatchObject({ document: { name: 'name 599' }, redo: null })
    await expect(redoInDocument(store, id, revision)).rejects.toMatchObject({ code: 'document.history-ended' })
  }, 60_000)

  it('take back a gesture at once, however many times it was saved', async () => {
    await using temp = await tempLibrary()
    const store = await openDocumentStore(temp.library)
    const { id, revision } = await createDocument(store, emptyDocument())
    let base = revision
    for (const name of ['a', 'b', 'c']) {
      ;({ revision: base } = await applyToDocument(store, id, { baseRevision: base, commands: [rename(name)], gesture: 'g1' }))
    }
    const undone = await undoInDocument(store, id, base)
    expect(undone).toMatchObject({ undo: null, redo: { action: 'rename' } })
    expect(applyCommands({ ...emptyDocument(), name: 'c' }, undone.commands ?? []).document).toEqual(emptyDocument())
    await redoInDocument(store, id, undone.revision)
    expect(await shownName(store, id)).toBe('c')
    const { entries } = await readHistory(store, id, { branch: 'current', before: null, limit: 50 })
    expect(entries.map(({ step, state }) => [step, state])).toEqual([
      [4, 'current'],
      [1, 'done'],
    ])
  })

  it('refuse what was made for another revision, and commands that fail change nothing', async () => {
    await using temp = await tempLibrary()
    const store = await openDocumentStore(temp.library)
    const { id } = await createDocument(store, emptyDocument())
    await named(store, id, ['b'])
    const stale = { code: 'document.conflict', details: { documentId: id, baseRevision: 1, revision: 2 } }
    await expect(applyToDocument(store, id, { baseRevision: 1, commands: [rename('c')] })).rejects.toMatchObject(stale)
    await expect(undoInDocument(store, id, 1)).rejects.toMatchObject(stale)
    const half = { baseRevision: 2, commands: [rename('c'), { type: 'remove-layer', layerId: 'nobody' } as const] }
    await expect(applyToDocument(store, id, half)).rejects.toMatchObject({ code: 'document.layer-not-found' })
    expect(await openDocument(store, id)).toMatchObject({ revision: 2, document: { name: 'b' } })
    // Two at once for one revision: one of them wins.
    const both = await Promise.allSettled(
      ['x', 'y'].map((name) => applyToDocument(store, id, { baseRevision: 2, commands: [rename(name)] })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(openDocument(store, `doc_${'0'.repeat(20)}` as DocumentId)).rejects.toMatchObject({ code: 'document.not-found' })
  })

  it('keep branches that were left: a version and a jump lead back to them', async () => {
    await using temp = await tempLibrary()
    let store = await openDocumentStore(temp.library)
    const { id } = await createDocument(store, emptyDocument())
    let revision = await named(store, id, ['a', 'b'])
    const version = await saveVersion(store, id, { name: 'For the client' })
    const other = await saveVersion(store, id, { name: 'Wrong', step: 2 })
    ;({ revision } = await undoInDocument(store, id, revision))
    ;({ revision } = await undoInDocument(store, id, revision))
    await named(store, id, ['c'])
    const { entries } = await readHistory(store, id, { branch: 'all', before: null, limit: 50 })
    expect(entries.map(({ step, state }) => [step, state])).toEqual([
      [6, 'current'],
      [3, 'other'],
      [2, 'other'],
      [1, 'done'],
    ])
    await renameVersion(store, id, { id: version.id, name: 'Sent' })
    await deleteVersion(store, id, other.id)
    store = await rebuilt(temp)
    expect(await listVersions(store, id)).toEqual([{ ...version, name: 'Sent' }])
    ;({ revision } = await restoreVersion(store, id, { version: version.id, baseRevision: 6 }))
    expect(await openDocument(store, id)).toMatchObject({ document: { name: 'b' }, undo: { action: 'restore-version', subject: 'Sent' } })
    const undone = await undoInDocument(store, id, revision)
    expect([undone.commands, await shownName(store, id)]).toEqual([null, 'c'])
    const jumped = await jumpInDocument(store, id, { baseRevision: undone.revision, step: 2 })
    expect(jumped.commands).toEqual([rename('Test'), rename('a')])
    expect(await shownName(store, id)).toBe('a')
    await expect(jumpInDocument(store, id, { baseRevision: jumped.revision, step: 4 })).rejects.toMatchObject({
      code: 'document.step-not-found',
    })
    await expect(deleteVersion(store, id, other.id)).rejects.toMatchObject({ code: 'document.version-not-found' })
  })

  it('are listed by pages, thrown away and taken back, and copied with a history of their own', async () => {
    await using temp = await tempLibrary()
    let store = await openDocumentStore(temp.library)
    const ids: DocumentId[] = []
    for (const name of ['one', 'two', 'three']) ids.push((await createDocument(store, { ...emptyDocument(), name })).id)
    const first = ids[0] as DocumentId
    await named(store, first, ['one again'])
    const copy = await duplicateDocument(store, first, 'copy')
    expect([await trashDocument(store, ids[1] as DocumentId), await trashDocument(store, ids[1] as DocumentId)]).toEqual([true, false])
    store = await rebuilt(temp)
    const page = listDocuments(store, { trashed: false, cursor: null, limit: 2 })
    const rest = listDocuments(store, { trashed: false, cursor: page.nextCursor, limit: 2 })
    expect([...page.documents, ...rest.documents].map(({ name }) => name).sort()).toEqual(['copy', 'one again', 'three'])
    expect(rest.nextCursor).toBeNull()
    expect(listDocuments(store, { trashed: true, cursor: null, limit: 9 }).documents).toMatchObject([{ name: 'two' }])
    await restoreDocument(store, ids[1] as DocumentId)
    expect(listDocuments(store, { trashed: true, cursor: null, limit: 9 }).documents).toEqual([])
    expect(await openDocument(store, copy.id)).toMatchObject({ undo: null, document: { name: 'copy' }, revision: 1 })
    expect(() => listDocuments(store, { trashed: false, cursor: 'x', limit: 2 })).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    )
  })
})

describe('what a crash leaves of a document', () => {
  it('is taken in where the line was written, and passed over where it was torn', async () => {
    await using temp = await tempLibrary()
    let store = await openDocumentStore(temp.library)
    const { id } = await createDocument(store, emptyDocument())
    await named(store, id, ['a'])
    const path = join(temp.folder, 'records', 'documents', `${id}.jsonl`)
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    const next = { ...JSON.parse(lines.at(-1) ?? ''), revision: 3, parent: 2, commands: [rename('written')] }
    await appendFile(path, `${JSON.stringify(next)}\n{"type":"applied","rev`)
    store = await reopened(temp)
    expect(await openDocument(store, id)).toMatchObject({ revision: 3, document: { name: 'written' } })
    await named(store, id, ['after the torn line'])
    store = await reopened(temp)
    expect(await openDocument(store, id)).toMatchObject({ revision: 4, document: { name: 'after the torn line' } })
    store = await rebuilt(temp)
    expect(await openDocument(store, id)).toMatchObject({ revision: 4, document: { name: 'after the torn line' } })
    expect((await examine(temp.folder, { verify: true })).problems).toEqual([])
  })

  it('or of a disk: the doctor names a document whose file is gone, cut or overwritten, and the others can be opened', async () => {
    await using temp = await tempLibrary()
    const store = await openDocumentStore(temp.library)
    const ids: DocumentId[] = []
    for (const name of ['gone', 'cut', 'overwritten', 'fine']) ids.push((await createDocument(store, { ...emptyDocument(), name })).id)
    for (const id of ids) await named(store, id, ['a', 'b', 'c'])
    const path = (at: number): string => join(temp.folder, 'records', 'documents', `${ids[at]}.jsonl`)
    await rm(path(0))
    await truncate(path(1), (await readFile(path(1))).length - 30)
    const good = await readFile(path(2), 'utf8')
    await writeFile(path(2), good.replaceAll('"rename"', '"remane"'))
    const found = (await examine(temp.folder, { verify: true })).problems
    expect(found.map(({ code, path: at }) => [code, at.split('/').at(-1)?.slice(0, 24)])).toEqual(
      ids.slice(0, 3).map((id) => ['document.damaged', id]),
    )
    const again = await reopened(temp)
    await expect(openDocument(again, ids[0] as DocumentId)).rejects.toMatchObject({ code: 'document.damaged' })
    // What was cut off is lost, what came before is not.
    expect(await shownName(again, ids[1] as DocumentId)).toBe('b')
    await expect(openDocument(again, ids[2] as DocumentId)).rejects.toMatchObject({ code: 'document.damaged' })
    expect(await shownName(again, ids[3] as DocumentId)).toBe('c')
  })

  it('or a later program: its documents are refused and stay as they are', async () => {
    await using temp = await tempLibrary()
    const store = await openDocumentStore(temp.library)
    const { id } = await createDocument(store, emptyDocument())
    const path = join(temp.folder, 'records', 'documents', `${id}.jsonl`)
    const later = (await readFile(path, 'utf8')).replaceAll('"version":1', '"version":2')
    await writeFile(path, later)
    temp.library.close()
    await rm(join(temp.folder, 'library.db'))
    const report = await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })
    expect(report).toMatchObject({ documents: 0, problems: [{ code: 'document.too-new' }] })
    expect(await readFile(path, 'utf8')).toBe(later)
  })
})

describe('clean-up', () => {
  it('leaves masks that a document uses or used, and pictures in the trash that it shows', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const { library } = temp
    const store = await openDocumentStore(library)
    const { asset } = await importFile(library, await writeSmallJpeg(`${source.path}/a.jpg`, 1))
    const { asset: unused } = await importFile(library, await writeSmallJpeg(`${source.path}/b.jpg`, 2))
    const [mask, loose] = [await library.artifacts.writeBytes(Uint8Array.of(1, 2, 3)), await library.artifacts.writeBytes(Uint8Array.of(4))]
    const { id, revision } = await createDocument(store, emptyDocument())
    const picture = { assetId: asset.id, hash: asset.hash, width: asset.width, height: asset.height }
    const add = randomCommand(emptyDocument(), [0.05, 0, 0.1, 0, 0.9] satisfies Dice, 1)
    const layer = add.type === 'add-layer' && add.layer.kind === 'photo' ? { ...add.layer, picture } : expect.fail('no photo')
    const cutOut = maskSource.parse({ kind: 'cut-out', artifact: mask, subject: 'person' })
    const commands: Command[] = [
      { type: 'add-layer', layer },
      { type: 'set-mask', layerId: layer.id, patch: { source: cutOut } },
    ]
    const applied = await applyToDocument(store, id, { baseRevision: revision, commands })
    await undoInDocument(store, id, applied.revision)
    await trashAssets(library, [asset.id, unused.id])
    expect(await purgeTrash(library)).toEqual([unused.id])
    // The loose one, and the thumbnails of the picture that went.
    expect(await sweepArtifacts(library, { minAgeMs: -60_000 })).toMatchObject({ files: 3 })
    expect([await library.artifacts.locate(mask), await library.artifacts.locate(loose)]).toEqual([expect.anything(), undefined])
    expect(await library.artifacts.locate(idOf(asset.hash))).toBeDefined()
  })
})

/** What a document's history should be, kept in memory: a tree of states. */
class Model {
  readonly id: DocumentId
  readonly states = new Map<number, Document>()
  readonly parents = new Map<number, number>()
  revision: number
  current: number
  redo: number[] = []

  constructor(opened: { id: DocumentId; revision: number; step: number; document: Document }) {
    this.id = opened.id
    this.revision = opened.revision
    this.current = opened.step
    this.states.set(opened.step, opened.document)
  }

  async act(store: DocumentStore, dice: Dice, serial: number): Promise<void> {
    const [kind, target, , , last] = dice
    if (last < 0.2) return this.undo(store)
    if (last < 0.3) return this.redoOne(store)
    if (last < 0.35) return this.restore(store, target)
    const command = randomCommand(this.shown(), [kind, ...dice.slice(1)] as unknown as Dice, serial)
    const expected = tryCommand(this.shown(), command)
    const done = applyToDocument(store, this.id, { baseRevision: this.revision, commands: [command] })
    if (expected instanceof StudioError) return void (await expect(done).rejects.toMatchObject({ code: expected.code }))
    this.step((await done).revision, expected.document)
  }

  async check(store: DocumentStore): Promise<void> {
    const opened = await openDocument(store, this.id)
    expect(opened).toMatchObject({ revision: this.revision, step: this.current, document: this.shown() })
    // All the way back, all the way forth, and then to every step there ever was.
    while (this.parents.has(this.current)) await this.undo(store)
    await this.undo(store)
    expect((await openDocument(store, this.id)).document).toEqual(this.shown())
    while (this.redo.length > 0) await this.redoOne(store)
    await this.redoOne(store)
    expect((await openDocument(store, this.id)).document).toEqual(this.shown())
    for (const [step, document] of this.states) {
      const { revision } = await jumpInDocument(store, this.id, { baseRevision: this.revision, step })
      expect((await openDocument(store, this.id)).document).toEqual(document)
      this.revision = revision
      this.current = step
    }
    // The last of them is the newest: nothing was undone behind it.
    this.redo = []
  }

  private shown(): Document {
    return this.states.get(this.current) as Document
  }

  private step(revision: number, document: Document): void {
    this.states.set(revision, document)
    this.parents.set(revision, this.current)
    this.current = revision
    this.revision = revision
    this.redo = []
  }

  private async undo(store: DocumentStore): Promise<void> {
    const parent = this.parents.get(this.current)
    const done = undoInDocument(store, this.id, this.revision)
    if (parent === undefined) return void (await expect(done).rejects.toMatchObject({ code: 'document.history-ended' }))
    const { revision, commands } = await done
    if (commands !== null) expect(applyCommands(this.shown(), commands).document).toEqual(this.states.get(parent))
    this.redo.push(this.current)
    this.current = parent
    this.revision = revision
  }

  private async redoOne(store: DocumentStore): Promise<void> {
    const next = this.redo.pop()
    const done = redoInDocument(store, this.id, this.revision)
    if (next === undefined) return void (await expect(done).rejects.toMatchObject({ code: 'document.history-ended' }))
    const { revision, commands } = await done
    if (commands !== null) expect(applyCommands(this.shown(), commands).document).toEqual(this.states.get(next))
    this.current = next
    this.revision = revision
  }

  private async restore(store: DocumentStore, target: number): Promise<void> {
    const steps = [...this.states.keys()]
    const source = steps[Math.floor(target * steps.length)] as number
    const version = await saveVersion(store, this.id, { name: `version of ${source}`, step: source })
    const { revision } = await restoreVersion(store, this.id, { version: version.id, baseRevision: this.revision })
    this.step(revision, this.states.get(source) as Document)
  }
}
