import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { requestOf } from '../../providers/generate-job.ts'
import { useModels } from '../../providers/queries.ts'
import { useJobs } from '../../studio/queries.ts'
import { assetListKey } from '../../studio/query-keys.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { createRoomStore, type Shown } from '../create-store.ts'
import { picturesIn } from '../plan/plan-jobs.ts'
import { type Cell, cellsOf } from './cells-of.ts'

/** Of the newest results this many are looked at for pictures of services. */
const RESULTS = 100
/** Older ones are in the gallery. */
const EARLIER = 40

export interface Cells {
  readonly run: readonly Cell[]
  readonly earlier: readonly Cell[]
  /** The one on the stage. */
  readonly shown: Cell | undefined
  /** The picture beside it, while two are compared. */
  readonly beside: Asset | undefined
  /** Pictures that can be looked at, in the order of the strip. */
  readonly pictures: readonly Asset[]
}

/** What came of everything that services were asked for here. */
export function useCells(): Cells {
  const { client } = useStudio()
  const { run, shown, beside } = useStore(createRoomStore)
  const models = useModels().data
  const queue = useJobs().data
  const { data: made } = useQuery({
    queryKey: [...assetListKey, 'generated'],
    queryFn: ({ signal }) => client['library.list']({ origin: 'result', kind: 'picture', limit: RESULTS }, { signal }),
  })
  return useMemo(() => {
    const jobs = (queue?.jobs ?? []).flatMap((job) => {
      const request = requestOf(job)
      return request !== null && isOfRoom(request) ? [{ job, request }] : []
    })
    const results = (made?.assets ?? []).filter(({ lineage }) => lineage?.kind === 'generate')
    const countOf = ({ choice }: (typeof jobs)[number]['request']): number =>
      picturesIn(
        models?.find(({ id }) => id === choice.model),
        choice.parameters,
      )
    const cells = cellsOf({ run, jobs, results, countOf })
    const all = [...cells.run, ...cells.earlier]
    const pictures = all.flatMap((cell) => (cell.kind === 'result' ? [cell.asset] : []))
    return {
      run: cells.run,
      earlier: cells.earlier.slice(0, EARLIER),
      shown: shownIn(all, shown),
      beside: pictures.find(({ id }) => id === beside),
      pictures,
    }
  }, [queue, made, models, run, shown, beside])
}

/** Whether this room asks for such things: pictures of words, and of pictures and words. */
function isOfRoom({ task }: { readonly task: string }): boolean {
  return task === 'text-to-image' || task === 'edit-image'
}

/** The place that was chosen: of a job that is done its first picture; without a choice the first place there is. */
function shownIn(cells: readonly Cell[], shown: Shown | null): Cell | undefined {
  const jobOf = (cell: Cell): string => (cell.kind === 'result' ? cell.job : cell.job.id)
  if (shown === null) return cells[0]
  const chosen =
    shown.kind === 'asset'
      ? cells.find((cell) => cell.kind === 'result' && cell.asset.id === shown.id)
      : cells.find((cell) => jobOf(cell) === shown.id)
  return chosen ?? cells[0]
}
