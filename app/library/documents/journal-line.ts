import { z } from 'zod'
import { documentName } from '../../domain/document/document.ts'
import { stepLabel } from '../../domain/document/step-label.ts'
import { documentId, versionId } from '../../domain/ids.ts'

const revision = z.int().min(1)
/** The version of documents whose words the line is written in. */
const version = z.int().min(1)
const at = z.int()
/** A list of steps must not fall silent over a word that a later program has for one of them. */
const label = stepLabel.catch({ action: 'several', subject: null, count: 1 })

/**
 * Everything that happens to a document, a line each, in order. Documents and commands stay as they were written until they are
 * needed: looking through a file must not cost what replaying it does.
 */
export const journalLine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('created'),
    version,
    revision: z.literal(1),
    at,
    documentId,
    document: z.unknown(),
    label,
    /** What it was copied from. */
    origin: z.object({ documentId, step: revision }).nullable(),
  }),
  z.object({
    type: z.literal('applied'),
    version,
    revision,
    at,
    parent: revision,
    commands: z.array(z.unknown()),
    label,
    gesture: z.string().nullable(),
  }),
  // A version that was brought back: the document of `source`, as a step of its own.
  z.object({ type: z.literal('copied'), revision, at, parent: revision, source: revision, label }),
  // Undo, redo, or a jump in the history.
  z.object({ type: z.literal('moved'), revision, at, to: revision }),
  z.object({ type: z.literal('version-saved'), at, id: versionId, name: documentName, step: revision }),
  z.object({ type: z.literal('version-renamed'), at, id: versionId, name: documentName }),
  z.object({ type: z.literal('version-deleted'), at, id: versionId }),
  z.object({ type: z.literal('trashed'), at }),
  z.object({ type: z.literal('restored'), at }),
])
export type JournalLine = z.output<typeof journalLine>

/** A line of a file; undefined where it was torn by power loss or makes no sense. */
export function parseLine(text: string): JournalLine | undefined {
  try {
    return journalLine.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
