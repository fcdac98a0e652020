import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import type { AssetId, JobId } from '../../../app/domain/ids.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import type { GarmentAnalysis } from '../../../app/domain/prompting/garment-analysis.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useJob, useJobs } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { createRoomStore } from '../create-store.ts'

interface GarmentLook {
  /** Null before anybody has looked. */
  readonly analysis: GarmentAnalysis | null
  readonly job: JobSummary | null
}

/** What a look on this machine has found on the garment of the table: the newest that ended well, or the one under way. */
export function useGarmentLook(): GarmentLook {
  const { client } = useStudio()
  const garment = useStore(createRoomStore, (state) => state.garment)
  const id = lookOf(useJobs().data?.jobs ?? [], garment)
  const job = useJob(id).data ?? null
  const isDone = job?.state === 'succeeded'
  const { data } = useQuery({
    queryKey: ['garment.analysis', id],
    enabled: isDone && id !== null,
    queryFn: async ({ signal }) => (id === null ? null : (await client['garment.analysis']({ jobId: id }, { signal })).analysis),
  })
  return { analysis: isDone ? (data ?? null) : null, job }
}

/** The newest look at a garment; one that was stopped is as none. */
function lookOf(jobs: readonly JobSummary[], garment: AssetId | null): JobId | null {
  const isMeant = ({ kind, state, payload }: JobSummary): boolean =>
    kind === 'analyse-garment' && state !== 'canceled' && (payload as { readonly assetId?: AssetId } | null)?.assetId === garment
  return garment === null ? null : (jobs.find(isMeant)?.id ?? null)
}

/** The way to have this machine look at the garment of the table. */
export function useLookAtGarment(): { readonly look: () => void; readonly isStarting: boolean } {
  const { client } = useStudio()
  const [isStarting, setStarting] = useState(false)
  const look = (): void => {
    const { garment } = createRoomStore.getState()
    if (garment === null || isStarting) return
    setStarting(true)
    client['garment.analyse']({ garmentId: garment, garmentType: 'auto' })
      .catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
      .finally(() => setStarting(false))
  }
  return { look, isStarting }
}
