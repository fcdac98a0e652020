import { applyCommands } from '../../../app/domain/document/apply-command.ts'
import type { Command } from '../../../app/domain/document/command.ts'
import type { Document } from '../../../app/domain/document/document.ts'
import { squashCommands } from '../../../app/domain/document/squash.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import type { Change, Core, Moved, Position, Reply } from './core.ts'

/** How what is shown stands to what the core keeps. `waiting`: the studio does not answer; nothing is lost, and it is tried again. */
export type Saved = 'saved' | 'saving' | 'waiting'

/** A document as it is shown, with everything that is not saved yet. */
export interface LineState {
  readonly document: Document
  readonly position: Position
  readonly saved: Saved
}

export interface LineListener {
  readonly onState: (state: LineState) => void
  /** `changed-elsewhere`: something here could not be kept, because the document is another one by now. */
  readonly onProblem: (problem: StudioError | 'changed-elsewhere') => void
}

/** A part of a gesture waits this long for the next, so that a drag is not a step for each move of the pointer. */
const GESTURE_MS = 600
const RETRY_MS = 1000

interface Edit {
  readonly kind: 'edit'
  commands: readonly Command[]
  readonly gesture: string | null
  /** The gesture goes on: more is to come. */
  isOpen: boolean
  readonly sinceMs: number
  /** The document once it is done. */
  after: Document
  isSent: boolean
  /** No answer came: it may be saved. */
  isUncertain: boolean
}

interface Move {
  readonly kind: 'move'
  readonly call: (baseRevision: number) => Promise<Moved>
}

/**
 * Shows changes at once and saves them in their order, one call at a time. What is not saved stays on top of whatever the core tells:
 * steps taken back, changes of other tabs, the document as it is after a conflict.
 */
export class DocumentLine {
  readonly #core: Core
  readonly #listener: LineListener
  #base: Document
  #position: Position
  #saved: Saved = 'saved'
  #waiting: (Edit | Move)[] = []
  #heard: Change[] = []
  #isBusy = false
  #isQuiet = false
  /** What is under way is no saving. */
  #isCatchingUp = false
  #savedWaiters: ((value?: unknown) => void)[] = []
  /** Of the step that was saved last. */
  #savedGesture: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(core: Core, opened: { readonly document: Document; readonly position: Position }, listener: LineListener) {
    this.#core = core
    this.#listener = listener
    this.#base = opened.document
    this.#position = opened.position
  }

  get state(): LineState {
    return { document: this.#shown, position: this.#position, saved: this.#saved }
  }

  /**
   * Changes the document. Commands of one gesture are one thing to take back; an `open` gesture goes on, and is saved at least every second.
   *
   * @throws StudioError where the document does not take a command; nothing has happened then.
   */
  edit(commands: readonly Command[], gesture: { readonly id: string; readonly goesOn: 'open' | 'ended' } | null = null): void {
    if (commands.length === 0) return
    const { document: after } = applyCommands(this.#shown, commands)
    const last = this.#waiting.at(-1)
    const isOpen = gesture?.goesOn === 'open'
    if (last?.kind === 'edit' && gesture !== null && last.gesture === gesture.id && !last.isSent) {
      last.commands = squashCommands([...last.commands, ...commands])
      last.after = after
      last.isOpen = isOpen
    } else {
      const added = { commands, gesture: gesture?.id ?? null, isOpen, sinceMs: Date.now(), after, isSent: false, isUncertain: false }
      this.#waiting.push({ kind: 'edit', ...added })
    }
    this.#tell()
    this.#pump()
  }

  /** A gesture is over, with nothing more to change. */
  end(gesture: string): void {
    for (const one of this.#waiting) if (one.kind === 'edit' && one.gesture === gesture) one.isOpen = false
    this.#pump()
  }

  /** Takes a gesture back that was given up: what of it is saved already is undone, the rest never leaves the page. */
  bail(gesture: string): void {
    const isSent = this.#waiting.some((one) => one.kind === 'edit' && one.gesture === gesture && one.isSent)
    this.#waiting = this.#waiting.filter((one) => !(one.kind === 'edit' && one.gesture === gesture && !one.isSent))
    this.#replay()
    if (isSent || this.#savedGesture === gesture) this.undo()
    this.#tell()
    this.#pump()
  }

  undo(): void {
    this.#move((baseRevision) => this.#core.undo(baseRevision))
  }

  redo(): void {
    this.#move((baseRevision) => this.#core.redo(baseRevision))
  }

  jump(step: number): void {
    this.#move((baseRevision) => this.#core.jump(baseRevision, step))
  }

  restore(versionId: string): void {
    this.#move((baseRevision) => this.#core.restore(baseRevision, versionId))
  }

  /** Resolves once everything that was done until now is saved. */
  async saved(): Promise<void> {
    for (const one of this.#waiting) if (one.kind === 'edit') one.isOpen = false
    this.#pump()
    while (this.isDirty) await new Promise((resolve) => this.#savedWaiters.push(resolve))
  }

  /** What an event of the studio says of this document. */
  hear(change: Change): void {
    this.#heard.push(change)
    this.#pump()
  }

  /** Opens the document again where events may have been missed. */
  refresh(): void {
    this.#heard.push(null)
    this.#pump()
  }

  /** Nobody looks any more: nothing is told from now on, and what is not saved still is. */
  async close(): Promise<void> {
    this.#isQuiet = true
    await this.saved()
  }

  /** Whether anything is not saved. */
  get isDirty(): boolean {
    return this.#waiting.length > 0
  }

  get #shown(): Document {
    return this.#waiting.findLast((one) => one.kind === 'edit')?.after ?? this.#base
  }

  #move(call: Move['call']): void {
    for (const one of this.#waiting) if (one.kind === 'edit') one.isOpen = false
    this.#waiting.push({ kind: 'move', call })
    this.#tell()
    this.#pump()
  }

  #pump(): void {
    if (this.#isBusy) return
    if (this.#isQuiet && !this.isDirty) this.#heard = []
    clearTimeout(this.#timer)
    const next = this.#waiting[0]
    if (this.#heard.length > 0) return void this.#work(() => this.#catchUp())
    if (next === undefined) return
    const left = next.kind === 'edit' && next.isOpen && this.#waiting.length === 1 ? next.sinceMs + GESTURE_MS - Date.now() : 0
    if (left > 0) this.#timer = setTimeout(() => this.#pump(), left)
    else void this.#work(() => (next.kind === 'edit' ? this.#send(next) : this.#go(next)))
  }

  async #work(task: () => Promise<void>): Promise<void> {
    this.#isBusy = true
    this.#isCatchingUp = false
    try {
      await task()
      this.#saved = 'saving'
    } catch (thrown) {
      await this.#fail(thrown)
    } finally {
      this.#isBusy = false
    }
    this.#tell()
    if (this.#saved === 'waiting') this.#timer = setTimeout(() => this.#pump(), RETRY_MS)
    else this.#pump()
  }

  async #send(edit: Edit): Promise<void> {
    edit.isSent = true
    this.#position = await this.#core.apply(this.#position.revision, edit.commands, edit.gesture)
    this.#base = edit.after
    this.#savedGesture = edit.gesture
    this.#waiting.shift()
  }

  async #go(move: Move): Promise<void> {
    const moved = await move.call(this.#position.revision)
    this.#savedGesture = null
    this.#waiting = this.#waiting.filter((one) => one !== move)
    await this.#take(moved)
  }

  /** What the core did; afterwards what is not saved lies on top of it. */
  async #take({ commands, ...position }: Reply): Promise<void> {
    if (commands === null) return this.#reopen()
    this.#base = applyCommands(this.#base, commands).document
    this.#position = position
    this.#replay()
  }

  async #reopen(): Promise<void> {
    const { document, position } = await this.#core.open()
    this.#base = document
    this.#position = position
    this.#replay()
  }

  async #catchUp(): Promise<void> {
    this.#isCatchingUp = true
    const [change] = this.#heard
    if (change === null || change === undefined) await this.#reopen()
    // What this page did itself comes back as an event: it is known by its revision.
    else if (change.revision > this.#position.revision) {
      if (change.baseRevision === this.#position.revision) await this.#take(change)
      else await this.#reopen()
    }
    this.#heard.shift()
    this.#isCatchingUp = false
  }

  /** Does again what is not saved, on what the core has by now. */
  #replay(): void {
    let at = this.#base
    this.#waiting = this.#waiting.filter((one) => {
      if (one.kind === 'move') return true
      try {
        at = applyCommands(at, one.commands).document
        one.after = at
        return true
      } catch {
        // A change that was saved although its answer was lost is here already; and what it was about may be gone.
        if (!one.isUncertain) this.#listener.onProblem('changed-elsewhere')
        return false
      }
    })
  }

  async #fail(thrown: unknown): Promise<void> {
    const isFull = thrown instanceof StudioError && thrown.code === 'storage.full'
    if (isFull && this.#saved !== 'waiting') this.#listener.onProblem(thrown)
    if (!(thrown instanceof StudioError) || thrown.retryable || isFull) {
      this.#saved = 'waiting'
      const [first] = this.#waiting
      if (first?.kind === 'edit' && first.isSent && !isFull) first.isUncertain = true
      return
    }
    const [failed] = this.#waiting
    if (thrown.code === 'document.conflict') {
      if (failed?.kind === 'move') this.#waiting.shift()
      this.#heard.unshift(null)
      return
    }
    if (this.#isCatchingUp) this.#heard = []
    else {
      this.#waiting.shift()
      this.#replay()
    }
    if (thrown.code !== 'document.history-ended') this.#listener.onProblem(thrown)
  }

  #tell(): void {
    if (this.#waiting.length === 0) this.#saved = 'saved'
    else if (this.#saved === 'saved') this.#saved = 'saving'
    if (!this.#isQuiet) this.#listener.onState(this.state)
    if (this.#waiting.length === 0) for (const wake of this.#savedWaiters.splice(0)) wake()
  }
}
