import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { reportProblem } from '../frame/problem-store.ts'
import type { ReachedCap } from '../money/cap-reached.ts'
import { useCapCheck } from '../money/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { useTryOn } from '../try-on/try-on-actions.tsx'
import { tryOnStore } from '../try-on/try-on-store.ts'
import { finalStore } from './final-store.ts'
import { type FinalPlan, useFinalPlan, useFinalPrice } from './use-final-plan.ts'

/** What a final would be, what it would cost, and the way to ask for it. */
export interface FinalTable {
  readonly plan: FinalPlan
  readonly price: NonNullable<ReturnType<typeof useFinalPrice>['data']> | null
  /** Why there is no price. */
  readonly priceProblem: Error | null
  /** The limit that its first try would pass. */
  readonly cap: ReachedCap | null
  readonly canStart: boolean
  readonly isStarting: boolean
  readonly start: () => void
}

const Context = createContext<FinalTable | null>(null)

export function useFinal(): FinalTable {
  const table = useContext(Context)
  if (table === null) throw new Error('Used outside of FinalProvider')
  return table
}

/** Stands inside of the provider of the try-on room: a final is made of what is on its table. */
export function FinalProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { client } = useStudio()
  const { job, isRunning } = useTryOn()
  const plan = useFinalPlan(job)
  const { data, error } = useFinalPrice(plan)
  const price = plan.request === null ? null : (data ?? null)
  const [isStarting, setStarting] = useState(false)
  const provider = plan.inUse?.model.provider
  const wanted =
    price === null || provider === undefined
      ? null
      : { provider, brand: null, micros: price.worstCaseMicros, jobMicros: price.worstCaseMicros }
  const cap = useCapCheck(wanted) ?? null
  const canStart = plan.obstacle === null && price !== null && error === null && cap === null && !isStarting && !isRunning
  const { request } = plan
  const start = useCallback(async () => {
    if (request === null) return
    setStarting(true)
    try {
      tryOnStore.getState().show((await client['final.start'](request)).jobId)
    } catch (thrown) {
      reportProblem(StudioError.from(thrown))
    } finally {
      setStarting(false)
    }
  }, [client, request])
  const isFinal = useStore(finalStore, ({ mode }) => mode === 'final')
  useCommands({
    'try-on.final': {
      run: () => (isFinal ? void start() : finalStore.setState({ mode: 'final' })),
      isEnabled: () => !isFinal || canStart,
    },
  })
  const table = useMemo(
    () => ({
      plan,
      price,
      priceProblem: error,
      cap,
      canStart,
      isStarting,
      start: () => {
        if (canStart) void start()
      },
    }),
    [plan, price, error, cap, canStart, isStarting, start],
  )
  return <Context value={table}>{children}</Context>
}
