import { branchSteps, type HistoryStep } from '../../domain/document/history.ts'
import type { StepLabel } from '../../domain/document/step-label.ts'
import type { DocumentId } from '../../domain/ids.ts'
import type { OpenDocument } from './open-document.ts'
import { type DocumentStore, withDocument } from './store.ts'

/** One line of a history: a step, or the steps of one gesture, named after the last of them. */
export interface HistoryEntry {
  readonly step: number
  readonly parent: number | null
  readonly at: number
  readonly label: StepLabel
  /** `other` lies on a branch that undo and redo do not come through any more. */
  readonly state: 'done' | 'current' | 'undone' | 'other'
}

/**
 * A page of a document's history, the newest first.
 *
 * @param options.branch `current`: what undo and redo walk along; `all`: every step there ever was.
 * @param options.before the last step of the page before. @throws StudioError as `openDocument` does
 */
export async function readHistory(
  store: DocumentStore,
  id: DocumentId,
  options: { readonly branch: 'current' | 'all'; readonly before: number | null; readonly limit: number },
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly nextBefore: number | null }> {
  return withDocument(store, id, async (open) => {
    const branch = branchSteps(open)
    const onBranch = new Set(branch.map(({ step }) => step))
    const steps = options.branch === 'current' ? branch : [...open.steps.values()].reverse()
    const before = options.before ?? Number.POSITIVE_INFINITY
    const entries = grouped(steps, open)
      .filter(({ step }) => step < before)
      .map((step) => ({ ...told(step), state: stateOf(step, open, onBranch) }))
    const page = entries.slice(0, options.limit)
    return { entries: page, nextBefore: entries.length > page.length ? (page.at(-1)?.step ?? null) : null }
  })
}

/** Of a gesture's steps in a row the last one is told, and the one that is shown now if it is another. */
function grouped(newestFirst: readonly HistoryStep[], open: OpenDocument): HistoryStep[] {
  return newestFirst.filter((step, i) => {
    const after = newestFirst[i - 1]
    const isCovered = step.gesture !== null && after?.gesture === step.gesture && after.parent === step.step
    return !isCovered || step.step === open.current
  })
}

const told = ({ step, parent, at, label }: HistoryStep) => ({ step, parent, at, label })

function stateOf({ step }: HistoryStep, open: OpenDocument, onBranch: ReadonlySet<number>): HistoryEntry['state'] {
  if (step === open.current) return 'current'
  if (!onBranch.has(step)) return 'other'
  return step < open.current ? 'done' : 'undone'
}
