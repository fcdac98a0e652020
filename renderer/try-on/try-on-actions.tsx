import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { useJob } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
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
      const targets = slot === undefined ? freeSlots(files.length) : [slot]
      await guarded(targets, async () => {
        const ids = await bring(files.slice(0, targets.length))
        for (const [i, id] of ids.entries()) tryOnStore.getState().fill(targets[i] ?? 'garment', id)
      })
    },
    [bring, guarded],
  )
  const bringSample = useCallback(
    () =>
      guarded(['person', 'garment'], async () => {
        const [person, garment] = await sample()
        tryOnStore.getState().fill('person', person ?? null)
        tryOnStore.getState().fill('garment', garment ?? null)
      }),
    [sample, guarded],
  )
  const draft = useCallback(
    () =>
      guarded([], async () => {
        const { person, garment, settings, show } = tryOnStore.getState()
        if (person === null || garment === null) return
        const { garmentType, ...options } = settings
        const garments = [{ garmentId: garment, garmentType }]
        show((await client['tryon.start']({ personId: person, garments, options: { ...options, debug: true } })).jobId)
      }),
    [client, guarded],
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

/** Empty slots first; where none is empty, one file is a new garment and two are both. */
function freeSlots(count: number): readonly Slot[] {
  if (count >= 2) return ['person', 'garment']
  return tryOnStore.getState().person === null ? ['person'] : ['garment']
}

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
  const { person, garment, swap } = useStore(tryOnStore)
  useCommands({
    'try-on.draft': { run: () => void actions.draft(), isEnabled: () => person !== null && garment !== null && !actions.isRunning },
    'try-on.cancel': { run: () => void actions.cancel(), isEnabled: () => actions.isRunning },
    'try-on.swap': { run: swap, isEnabled: () => person !== null || garment !== null },
    'try-on.sample': { run: () => void actions.bringSample(), isEnabled: () => actions.bringing.length === 0 },
  })
}
