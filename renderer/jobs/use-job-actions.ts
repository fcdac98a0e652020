import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { remember } from '../undo/undo-store.ts'
import { jobTitle } from './job-text.ts'

/** What a person can do with jobs. Failures are reported; a cancel can be undone, which starts the job again, and so can forgetting. */
export interface JobActions {
  readonly cancel: (job: JobSummary) => void
  readonly retry: (job: JobSummary) => void
  /** Takes jobs that ended badly out of the lists; without names, all that failed. */
  readonly forget: (ids?: readonly JobId[]) => void
  /** Answers a job of a service that needs a person. */
  readonly decide: (job: JobSummary, decision: 'go-on' | 'send-again' | 'discard') => void
  /** Puts queued jobs into this order among themselves. */
  readonly reorder: (ids: readonly JobId[]) => void
}

export function useJobActions(): JobActions {
  const { t } = useTranslation()
  const { client } = useStudio()
  return useMemo(() => {
    const guard = async (work: () => Promise<unknown>): Promise<void> => {
      try {
        await work()
      } catch (thrown) {
        reportProblem(StudioError.from(thrown))
      }
    }
    const stop = async ({ id }: JobSummary): Promise<void> => void (await client['jobs.cancel']({ id }))
    const again = async ({ id }: JobSummary): Promise<void> => void (await client['jobs.retry']({ id }))
    const recall = async (ids: JobId[]): Promise<void> => void (await client['jobs.recall']({ ids }))
    return {
      forget: (asked) =>
        void guard(async () => {
          const { ids } = await client['jobs.forget'](asked === undefined ? {} : { ids: [...asked] })
          const redo = async (): Promise<void> => void (await client['jobs.forget']({ ids }))
          if (ids.length > 0) remember({ text: t('jobs.forgotten', { count: ids.length }), undo: () => recall(ids), redo })
        }),
      cancel: (job) =>
        void guard(async () => {
          await stop(job)
          remember({ text: t('jobs.canceledOne', { title: jobTitle(t, job) }), undo: () => again(job), redo: () => stop(job) })
        }),
      retry: (job) => void guard(() => again(job)),
      decide: ({ id }, decision) => void guard(() => client['jobs.decide']({ id, decision })),
      reorder: (ids) => void guard(() => client['jobs.reorder']({ ids: [...ids] })),
    }
  }, [t, client])
}
