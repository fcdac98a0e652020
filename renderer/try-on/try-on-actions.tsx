import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import { MOST_GARMENTS } from '../../app/domain/garment-region.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { currentCorrections } from '../rewarp/corrections-of.ts'
import { NO_CORRECTIONS } from '../rewarp/corrections-store.ts'
import { useJob } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { addRow, wornOf } from './garment-stack.ts'
import { type Slot, tryOnStore } from './try-on-store.ts'
import { useBringIn, useBringSample } from './use-bring-in.ts'

/** What can be done in the room, and what the room is waiting for. */
export interface TryOnActions {
  /** Brings files in. Given a slot, the first file fills it; else the empty slots are filled, person first. */
  bringIn(files: readonly File[], slot?: Slot): Promise<void>
  bringSample(): Promise<void>
  draft(): Promise<void>
  cancel(): Promise<void>
  dismiss(): void
  /** Slots whose picture is on its way. */
  readonly bringing: readonly Slot[]
  /** What went wrong outside of a job, until it is dismissed. */
  readonly problem: StudioError | null
  readonly job: JobSummary | null
  readonly isRunning: boolean
}

const Context = createContext<TryOnActions | null>(null)

export function useTryOn(): TryOnActions {
  const actions = useContext(Context)
  if (actions === null) throw new Error('Used outside of TryOnProvider')
  return actions
}

export function TryOnProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const actions = useActions()
  usePaste(actions.bringIn)
  useRoomCommands(actions)
  return <Context value={actions}>{children}</Context>
}

function useActions(): TryOnActions {
  const { client } = useStudio()
  const bring = useBringIn()
  const sample = useBringSample()
  const jobId = useStore(tryOnStore, (state) => state.job)
  const job = useJob(jobId).data ?? null
  const [bringing, setBringing] = useState<readonly Slot[]>([])
  const [problem, setProblem] = useState<StudioError | null>(null)
  const isRunning = job !== null && job.finishedAt === null && job.state !== 'needs-attention'

  const guarded = useCallback(async (slots: readonly Slot[], work: () => Promise<void>) => {
    setProblem(null)
    setBringing(slots)
    try {
      await work()
    } catch (thrown) {
      setProblem(StudioError.from(thrown))
    } finally {
      setBringing([])
    }
  }, [])

  const bringIn = useCallback(
    async (files: readonly File[], slot?: Slot) => {
      const targets = slot === undefined ? freeSlots(files.length) : slot === 'person' ? [slot] : garmentSlots(files.length)
      await guarded(targets, async () => {
        const ids = await bring(files.slice(0, targets.length))
        for (const [i, id] of ids.entries()) {
          const slot = targets[i] ?? 'garment'
          const { stack, wear, fill } = tryOnStore.getState()
          // The first garment goes into the active row, further ones over it.
          if (slot === 'garment' && targets[i - 1] === 'garment') wear(addRow(stack))
          fill(slot, id)
        }
      })
    },
    [bring, guarded],
  )
  const bringSample = useCallback(
    () =>
      guarded(['person', 'garment'], async () => {
        const [person, garment] = await sample()
        tryOnStore.getState().dress(person ?? null, garment === undefined ? [] : [{ id: garment }])
      }),
    [sample, guarded],
  )
  const draft = useCallback(
    () =>
      guarded([], async () => {
        const { person, stack, settings, show } = tryOnStore.getState()
        const garments = wornOf(stack).map(({ id, type, front }) => ({ garmentId: id, garmentType: type, front }))
        if (person === null || garments.length === 0) return
        const corrections = job === null ? NO_CORRECTIONS : currentCorrections(job)
        show((await client['tryon.start']({ personId: person, garments, options: { ...settings, debug: true, corrections } })).jobId)
      }),
    [client, guarded, job],
  )
  const cancel = useCallback(
    () => guarded([], async () => void (jobId === null || (await client['jobs.cancel']({ id: jobId })))),
    [client, guarded, jobId],
  )
  const dismiss = useCallback(() => {
    setProblem(null)
    tryOnStore.getState().show(null)
  }, [])
  return useMemo(
    () => ({ bringIn, bringSample, draft, cancel, dismiss, bringing, problem, job, isRunning }),
    [bringIn, bringSample, draft, cancel, dismiss, bringing, problem, job, isRunning],
  )
}

/** Of several files the first is the person; a single one is whoever is missing, or a garment. */
function freeSlots(count: number): readonly Slot[] {
  if (count >= 2) return ['person', ...garmentSlots(count - 1)]
  return tryOnStore.getState().person === null ? ['person'] : ['garment']
}

const garmentSlots = (count: number): readonly Slot[] => Array.from({ length: Math.min(count, MOST_GARMENTS) }, () => 'garment' as const)

function usePaste(bringIn: TryOnActions['bringIn']): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      void bringIn(files)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [bringIn])
}

function useRoomCommands(actions: TryOnActions): void {
  const { person, stack, swap } = useStore(tryOnStore)
  const isDressed = wornOf(stack).length > 0
  useCommands({
    'try-on.draft': { run: () => void actions.draft(), isEnabled: () => person !== null && isDressed && !actions.isRunning },
    'try-on.cancel': { run: () => void actions.cancel(), isEnabled: () => actions.isRunning },
    'try-on.swap': { run: swap, isEnabled: () => person !== null || isDressed },
    'try-on.sample': { run: () => void actions.bringSample(), isEnabled: () => actions.bringing.length === 0 },
  })
}
