import fc from 'fast-check'
import { applyCommand } from '../../app/domain/document/apply-command.ts'
import type { Command } from '../../app/domain/document/command.ts'
import { type Document, document as documentSchema } from '../../app/domain/document/document.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { type Dice, randomCommand } from '../../tools/torture/random-commands.ts'

/** Throws of dice; each becomes a command for the document as it is by then. */
export const manyDice = (maxLength: number): fc.Arbitrary<readonly Dice[]> => {
  // Without fast-check's liking for edges: the kinds of commands come up evenly.
  const share = fc.noBias(fc.nat(999_999)).map((value) => value / 1e6)
  return fc.array(fc.tuple(share, share, share, share, share), { minLength: 1, maxLength })
}

export const emptyDocument = (): Document => documentSchema.parse({ version: 1, name: 'Test', canvas: { width: 1200, height: 1600 } })

/** A document with a layer of each kind and a painted mask: what dice need to find something to change. */
export function furnishedDocument(): Document {
  let document = emptyDocument()
  // Kinds of layers are chosen by the last number.
  const seeds: Dice[] = [0.2, 0.4, 0.55, 0.8, 0.95].map((last): Dice => [0.05, 0.1, 0.5, 0.6, last])
  for (const [index, dice] of seeds.entries()) document = applyCommand(document, randomCommand(document, dice, 9000 + index)).document
  for (const layer of document.layers) {
    if (layer.kind === 'text') continue
    document = applyCommand(document, { type: 'set-mask', layerId: layer.id, patch: {} }).document
  }
  return document
}

/** Does a command where the document takes it. */
export function tryCommand(document: Document, command: Command): { document: Document; inverse: Command } | StudioError {
  try {
    return applyCommand(document, command)
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown
    throw thrown
  }
}
