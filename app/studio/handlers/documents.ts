import { parse } from 'node:path'
import type { Handlers } from '../../contract/define.ts'
import type { DocumentChange, documentsContract } from '../../contract/documents.ts'
import type { Command } from '../../domain/document/command.ts'
import { documentFromPictures } from '../../domain/document/from-pictures.ts'
import { referencesOf } from '../../domain/document/references.ts'
import { StudioError } from '../../domain/errors.ts'
import { contentHash, type DocumentId } from '../../domain/ids.ts'
import { getPicture } from '../../library/assets.ts'
import { listDocuments, restoreDocument, trashDocument } from '../../library/documents/document-list.ts'
import {
  applyToDocument,
  createDocument,
  documentAtStep,
  duplicateDocument,
  jumpInDocument,
  type Moved,
  type Opened,
  openDocument,
  redoInDocument,
  undoInDocument,
} from '../../library/documents/edit-document.ts'
import { readHistory } from '../../library/documents/history-page.ts'
import type { DocumentFacts } from '../../library/documents/open-document.ts'
import { deleteVersion, listVersions, renameVersion, restoreVersion, saveVersion } from '../../library/documents/versions.ts'
import type { Library } from '../../library/open-library.ts'
import type { StudioContext } from './context.ts'
import { documentPixelsHandlers } from './document-pixels.ts'

const UNTITLED = 'Untitled'

export function documentsHandlers(context: StudioContext): Handlers<typeof documentsContract> {
  const { library, documents, announceDocument } = context
  const tell = createTeller(announceDocument)
  return {
    ...documentPixelsHandlers(context),
    'documents.create': async ({ assetIds, canvas, name }) => {
      const pictures = assetIds.map((id) => {
        const asset = getPicture(library, id)
        return { name: layerName(asset.name), picture: { assetId: id, hash: asset.hash, width: asset.width, height: asset.height } }
      })
      const document = documentFromPictures(name ?? pictures[0]?.name ?? UNTITLED, pictures, canvas)
      return tell.created(await createDocument(documents, document))
    },
    'documents.list': ({ trashed, limit, cursor }) => {
      const page = listDocuments(documents, { trashed, limit, cursor: cursor ?? null })
      return {
        documents: page.documents.map(({ id, revision, ...facts }) => ({ id, revision, ...summary(facts) })),
        nextCursor: page.nextCursor,
      }
    },
    'documents.open': async ({ id }) => shown(await openDocument(documents, id)),
    'documents.apply': async ({ id, baseRevision, commands, gesture }) => {
      await assertThere(library, commands)
      const position = await applyToDocument(documents, id, { baseRevision, commands, gesture })
      tell.edited(id, { ...position, commands })
      return position
    },
    'documents.undo': async ({ id, baseRevision }) => tell.edited(id, await undoInDocument(documents, id, baseRevision)),
    'documents.redo': async ({ id, baseRevision }) => tell.edited(id, await redoInDocument(documents, id, baseRevision)),
    'documents.jump': async ({ id, ...asked }) => tell.edited(id, await jumpInDocument(documents, id, asked)),
    'documents.history': async ({ id, branch, before, limit }) => {
      const { entries, nextBefore } = await readHistory(documents, id, { branch, before: before ?? null, limit })
      return { entries: [...entries], nextBefore }
    },
    'documents.read-step': async ({ id, step }) => ({ document: await documentAtStep(documents, id, step) }),
    'documents.list-versions': async ({ id }) => ({ versions: [...(await listVersions(documents, id))] }),
    'documents.save-version': async ({ id, ...asked }) => tell.versions(id, await saveVersion(documents, id, asked)),
    'documents.restore-version': async ({ id, versionId, baseRevision }) =>
      tell.edited(id, await restoreVersion(documents, id, { version: versionId, baseRevision })),
    'documents.rename-version': async ({ id, versionId, name }) => {
      await renameVersion(documents, id, { id: versionId, name })
      return tell.versions(id, {})
    },
    'documents.delete-version': async ({ id, versionId }) => {
      await deleteVersion(documents, id, versionId)
      return tell.versions(id, {})
    },
    'documents.rename': async ({ id, name }) => {
      const commands: Command[] = [{ type: 'rename', name }]
      const position = await applyToDocument(documents, id, { baseRevision: null, commands })
      tell.edited(id, { ...position, commands })
      return position
    },
    'documents.duplicate': async ({ id, name }) => tell.created(await duplicateDocument(documents, id, name)),
    'documents.delete': async ({ id }) => tell.marked(id, { kind: 'trashed', moved: await trashDocument(documents, id) }),
    'documents.restore': async ({ id }) => tell.marked(id, { kind: 'restored', moved: await restoreDocument(documents, id) }),
  }
}

/** Answers that are told to everybody who listens, on the way. */
function createTeller(announce: (change: DocumentChange) => void) {
  return {
    created(opened: Opened) {
      announce({ kind: 'created', id: opened.id })
      return shown(opened)
    },
    edited(id: DocumentId, moved: Moved) {
      const commands = moved.commands === null ? null : [...moved.commands]
      announce({ kind: 'edited', id, ...moved, commands })
      return { ...moved, commands }
    },
    versions<T>(id: DocumentId, answer: T): T {
      announce({ kind: 'versions', id })
      return answer
    },
    marked(id: DocumentId, { kind, moved }: { readonly kind: 'trashed' | 'restored'; readonly moved: boolean }) {
      if (moved) announce({ kind, id })
      return { moved }
    },
  }
}

/** @throws StudioError `asset.not-found` for a picture or a mask that is not there, `document.command-invalid` for a picture that is another */
async function assertThere(library: Library, commands: readonly Command[]): Promise<void> {
  const { pictures, artifacts } = referencesOf(commands)
  for (const { assetId, hash, width, height } of pictures) {
    const asset = getPicture(library, assetId)
    if (asset.hash === hash && asset.width === width && asset.height === height) continue
    throw new StudioError('document.command-invalid', 'The picture has another content or size', { details: { assetId } })
  }
  for (const artifact of artifacts) {
    if ((await library.artifacts.locate(artifact)) !== undefined) continue
    throw new StudioError('asset.not-found', 'There is no such mask', { details: { artifact } })
  }
}

const layerName = (fileName: string): string => parse(fileName).name.trim().slice(0, 200).trim() || UNTITLED

const shown = ({ id, facts, ...rest }: Opened) => ({ id, ...summary(facts), ...rest })

const summary = (facts: DocumentFacts) => ({ ...facts, cover: facts.cover === null ? null : contentHash.parse(facts.cover) })
