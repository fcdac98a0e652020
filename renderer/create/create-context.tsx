import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { ReachedCap } from '../money/cap-reached.ts'
import { useCapCheck } from '../money/queries.ts'
import { type TotalPrice, usePrice } from '../money/use-price.ts'
import { useMake } from './plan/use-make.ts'
import { type Plan, usePlan } from './plan/use-plan.ts'
import { type Cells, useCells } from './results/use-cells.ts'

/** What the room works with: what would be asked for, what it would cost, and what came of what was asked. */
export interface CreateWork {
  readonly plan: Plan
  readonly price: TotalPrice | undefined
  /** Why there is no price. */
  readonly priceProblem: Error | null
  /** The limit that it would pass. */
  readonly cap: ReachedCap | null
  readonly canMake: boolean
  readonly isStarting: boolean
  readonly make: () => void
  readonly cells: Cells
}

const Context = createContext<CreateWork | null>(null)

export function CreateProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const plan = usePlan()
  // A price can be told before a key is there, but not before the pictures are.
  const isPriced = plan.obstacle !== 'garment' && plan.obstacle !== 'picture' && plan.inUse?.readiness !== 'no-price'
  const { data: price, error } = usePrice(plan.requests, { isWanted: isPriced })
  const cap =
    useCapCheck(
      price === undefined || plan.model === undefined
        ? null
        : { provider: plan.model.provider, brand: null, micros: price.reserveMicros, jobMicros: price.jobReserveMicros },
    ) ?? null
  const { make, isStarting } = useMake()
  const cells = useCells()
  const canMake = plan.obstacle === null && price !== undefined && cap === null && !isStarting
  const work = useMemo(
    () => ({
      plan,
      price,
      priceProblem: error,
      cap,
      canMake,
      isStarting,
      cells,
      make: () => {
        if (canMake) void make(plan.requests)
      },
    }),
    [plan, price, error, cap, canMake, isStarting, cells, make],
  )
  return <Context value={work}>{children}</Context>
}

export function useCreate(): CreateWork {
  const work = useContext(Context)
  if (work === null) throw new Error('Used outside of CreateProvider')
  return work
}
