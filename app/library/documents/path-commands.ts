import { applyCommands } from '../../domain/document/apply-command.ts'
import type { Command } from '../../domain/document/command.ts'
import { pathBetween } from '../../domain/document/history.ts'
import { readCommands } from '../../domain/document/upgrade.ts'
import { type DocumentFiles, documentAt } from './document-at.ts'
import { readBytes } from './journal-file.ts'
import { parseLine } from './journal-line.ts'
import type { OpenDocument, StoredStep } from './open-document.ts'

/** Steps in one go for which commands are gathered; beyond that a document as a whole is less. */
const MOST_STEPS = 64
/** Characters of JSON; a removed mask brings all its strokes back. */
const MOST_TEXT = 200_000

/**
 * Commands that lead from one step's document to another's: inverses on the way up, what was done on the way down.
 *
 * @returns null where they would be too many or where a version was brought back in between: then the document is read anew.
 * @throws StudioError as `documentAt` does
 */
export async function commandsBetween(
  files: DocumentFiles,
  open: OpenDocument,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Command[] | null> {
  const { up, down } = pathBetween(open.steps, from, to)
  const steps = [...up, ...down]
  if (steps.length > MOST_STEPS || steps.some((step) => step.basis?.kind !== 'commands')) return null
  const commands: Command[] = []
  for (const step of up) {
    const before = await documentAt(files, open, step.parent ?? 0)
    commands.push(applyCommands(before, await commandsOf(files, open, step)).inverse)
  }
  for (const step of down) commands.push(...(await commandsOf(files, open, step)))
  return JSON.stringify(commands).length > MOST_TEXT ? null : commands
}

async function commandsOf(files: DocumentFiles, open: OpenDocument, step: { readonly step: number }): Promise<readonly Command[]> {
  const { place } = open.steps.get(step.step) as StoredStep
  const line = parseLine((await readBytes(files.folder, open.id, place)).toString('utf8'))
  return line?.type === 'applied' ? readCommands(line.commands, line.version) : []
}
