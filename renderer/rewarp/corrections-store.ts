import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { Corrections } from '../../app/domain/corrections.ts'
import type { JobId } from '../../app/domain/ids.ts'

export const NO_CORRECTIONS: Corrections = { joints: [], anchors: [], strokes: [] }

interface CorrectionsState {
  /** What was moved over each draft and not drafted yet, newest last. */
  readonly pending: readonly { readonly job: JobId; readonly corrections: Corrections }[]
  /** Undefined forgets what was moved: the draft's own corrections hold. */
  set(job: JobId, corrections: Corrections | undefined): void
}

/** Work on older drafts is forgotten. */
const KEPT = 20

/** Points that were moved over drafts. They outlive the page: an hour of careful pulling must not go with a reload. */
export const correctionsStore = createStore<CorrectionsState>()(
  persist(
    (set) => ({
      pending: [],
      set: (job, corrections) =>
        set(({ pending }) => ({
          pending: [...pending.filter((one) => one.job !== job), ...(corrections === undefined ? [] : [{ job, corrections }])].slice(-KEPT),
        })),
    }),
    { name: 'drape.corrections' },
  ),
)

export function pendingOf({ pending }: Pick<CorrectionsState, 'pending'>, job: JobId): Corrections | undefined {
  return pending.find((one) => one.job === job)?.corrections
}
