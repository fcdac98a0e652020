import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobId } from '../../app/domain/ids.ts'
import type { SpendCap } from '../../app/domain/money/cap.ts'
import { monthStart } from '../../app/domain/money/day.ts'
import type { MicroUsd } from '../../app/domain/money/money.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { capsKey, spendKey } from '../studio/query-keys.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { type ReachedCap, reachedCap, type Wanted } from './cap-reached.ts'

/** What was spent from one day to another, both included; today where none is named. */
export function useSpend(span: { readonly from?: string; readonly to?: string } = {}) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...spendKey, 'summary', span.from, span.to],
    queryFn: ({ signal }) => client['ledger.summary'](span, { signal }),
    placeholderData: (before) => before,
  })
}

/** What one job sent for money, newest first. */
export function useJobSpend(jobId: JobId) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...spendKey, 'job', jobId],
    queryFn: async ({ signal }) => (await client['ledger.entries']({ jobId }, { signal })).entries,
  })
}

export function useCaps() {
  const { client } = useStudio()
  return useQuery({ queryKey: capsKey, queryFn: ({ signal }) => client['caps.get']({}, { signal }) })
}

/** The way to set a limit, or to take it away with null. A failure is reported by the frame. */
export function useSetCap(): (key: Pick<SpendCap, 'scope' | 'subject' | 'period'>, micros: number | null) => void {
  const { client } = useStudio()
  const queries = useQueryClient()
  return useCallback(
    (key, micros) => {
      client['caps.set']({ ...key, micros: micros as MicroUsd | null }).then(
        ({ caps }) => queries.setQueryData<{ caps: SpendCap[] }>(capsKey, (known) => (known === undefined ? known : { ...known, caps })),
        (thrown: unknown) => reportProblem(StudioError.from(thrown)),
      )
    },
    [client, queries],
  )
}

/** How work stands to the limits on spending; undefined while it is not known. */
export function useCapCheck(wanted: Wanted | null): ReachedCap | null | undefined {
  const caps = useCaps().data
  const day = useSpend().data
  const month = useSpend(day === undefined ? {} : { from: monthStart(day.to), to: day.to }).data
  if (wanted === null) return null
  if (caps === undefined || day === undefined || month === undefined) return undefined
  return reachedCap(caps.caps, { day, month }, wanted)
}

/** What is left of the day's limit, millionths of a dollar; null where there is none. */
export function useLeftToday(): number | null {
  const cap = useDayCap()
  const spent = useSpend().data?.all.micros
  return cap === null || spent === undefined ? null : Math.max(0, cap - spent)
}

/** The day's limit on everything together; null where there is none. */
export function useDayCap(): number | null {
  return useCaps().data?.caps.find(({ scope, period }) => scope === 'all' && period === 'day')?.micros ?? null
}
