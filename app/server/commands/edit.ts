import type { Picture } from '../../domain/document/fill.ts'
import { StudioError } from '../../domain/errors.ts'
import { type AssetId, assetId, type DocumentId, documentId } from '../../domain/ids.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { readCommands } from '../read-commands.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'

export interface EditArguments {
  readonly document?: string
  /** Ids or files of the pictures that a new document is made of. */
  readonly new: readonly string[]
  readonly name?: string
  /** A JSON file, or `-`. */
  readonly commands?: string
  readonly baseRevision?: number
}

/** `drape edit`: does commands to a document, or to a new one, as one step of its history, and says where it is then. */
export async function runEdit(context: CommandContext, options: EditArguments): Promise<number> {
  if ((options.document === undefined) === (options.new.length === 0)) {
    throw new StudioError('request.invalid', 'Either --document or --new says what is edited')
  }
  return await withSession(context, 'work', async (session) => {
    const { client } = session
    // Commands that cannot be read must not leave a new document behind.
    const commands =
      options.commands === undefined
        ? []
        : await readCommands(options.commands, async (named) =>
            pictureOf(session, 'file' in named ? await importOne(session, named.file, context) : named.assetId),
          )
    const id = await chooseDocument(session, options, context)
    if (commands.length > 0) {
      const baseRevision = options.baseRevision ?? (await client['documents.open']({ id })).revision
      await client['documents.apply']({ id, baseRevision, commands })
    }
    const { document, revision, step, name, width, height } = await client['documents.open']({ id })
    const layers = document.layers.map(({ id: layerId, kind, name: layerName }) => ({ id: layerId, kind, name: layerName }))
    context.output.answer({ ok: true, document: id, revision, step, name, width, height, layers }, [
      `${id}  revision ${revision}  ${width} x ${height}  ${name}`,
      ...layers.map((layer) => `  ${layer.id}  ${layer.kind}  ${layer.name}`),
    ])
    return EXIT.ok
  })
}

async function chooseDocument(session: Session, options: EditArguments, context: CommandContext): Promise<DocumentId> {
  if (options.document !== undefined) return documentNamed(options.document)
  const assetIds: AssetId[] = []
  for (const named of options.new) {
    const known = assetId.safeParse(named)
    assetIds.push(known.success ? known.data : await importOne(session, named, context))
  }
  const made = await session.client['documents.create']({ assetIds, ...(options.name === undefined ? {} : { name: options.name }) })
  return made.id
}

/** A picture of the library as documents and recipes name it. */
export async function pictureOf(session: Session, id: AssetId): Promise<Picture> {
  const { hash, width, height } = await session.client['library.get']({ id })
  return { assetId: id, hash, width, height }
}

/** An id as it was typed. @throws StudioError `request.invalid` */
export function documentNamed(typed: string): DocumentId {
  const known = documentId.safeParse(typed)
  if (known.success) return known.data
  throw new StudioError('request.invalid', 'This is no id of a document', { details: { document: typed } })
}
