import { applyCommand } from '../../app/domain/document/apply-command.ts'
import { type Command, command as commandSchema } from '../../app/domain/document/command.ts'
import type { Document } from '../../app/domain/document/document.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { random as createRandom } from '../../samples/mannequin/math.ts'
import { type Dice, PLACEHOLDER, randomCommand } from './random-commands.ts'

/** Where a script begins: a document as the studio opened it, and what commands may name. */
export interface ScriptStart {
  readonly seed: number
  readonly document: Document
  readonly revision: number
  readonly step: number
  readonly assetId: string
  readonly hash: string
  readonly artifact: string
}

export type ScriptAction = { readonly kind: 'apply'; readonly commands: readonly Command[] } | { readonly kind: 'undo' | 'redo' }

/**
 * The same changes of a document for the same seed, and what the document must be after each: for the process that is killed, and
 * for the one that looks afterwards. Only changes that the document takes are made.
 */
export class DocumentScript {
  revision: number
  private readonly random: () => number
  private readonly start: ScriptStart
  private readonly states = new Map<number, Document>()
  private readonly parents = new Map<number, number>()
  private step: number
  private undone: number[] = []
  private serial: number

  constructor(start: ScriptStart) {
    this.start = start
    this.random = createRandom(start.seed)
    this.revision = start.revision
    this.step = start.step
    // Ids of what earlier runs have added to the same document are not used again.
    this.serial = start.revision * 1000
    this.states.set(start.step, start.document)
  }

  get document(): Document {
    return this.states.get(this.step) as Document
  }

  /** The next change, and the state after it as the script's own. */
  next(): ScriptAction {
    const turn = this.random()
    const parent = this.parents.get(this.step)
    const redone = this.undone.at(-1)
    if (turn < 0.15 && parent !== undefined) {
      this.undone.push(this.step)
      this.move(parent)
      return { kind: 'undo' }
    }
    if (turn < 0.25 && redone !== undefined) {
      this.undone.pop()
      this.move(redone)
      return { kind: 'redo' }
    }
    const { commands, document } = this.change()
    this.revision += 1
    this.parents.set(this.revision, this.step)
    this.step = this.revision
    this.states.set(this.step, document)
    this.undone = []
    return { kind: 'apply', commands }
  }

  private move(to: number): void {
    this.step = to
    this.revision += 1
  }

  private change(): { readonly commands: readonly Command[]; readonly document: Document } {
    for (;;) {
      const dice = Array.from({ length: 5 }, this.random) as unknown as Dice
      const command = this.withReferences(randomCommand(this.document, dice, this.serial++))
      try {
        return { commands: [command], document: applyCommand(this.document, command).document }
      } catch (thrown) {
        if (!(thrown instanceof StudioError)) throw thrown
      }
    }
  }

  private withReferences(command: Command): Command {
    const { assetId, hash, artifact } = this.start
    const text = JSON.stringify(command)
      .replaceAll(PLACEHOLDER.picture.assetId, assetId)
      .replaceAll(PLACEHOLDER.picture.hash, hash)
      .replaceAll(PLACEHOLDER.artifact, artifact)
    return commandSchema.parse(JSON.parse(text))
  }
}
