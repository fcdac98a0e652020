import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobState } from '../../app/domain/job.ts'
import { announce } from '../frame/announcer.tsx'
import { useJobs } from '../studio/queries.ts'
import { jobTitle } from './job-text.ts'

const WORTH_SAYING = ['succeeded', 'failed', 'needs-attention'] as const satisfies readonly JobState[]

/** Tells screen readers how jobs end, whichever room is open. Jobs that had ended before the page came are old news. */
export function JobAnnouncer(): ReactNode {
  const { t } = useTranslation()
  const jobs = useJobs().data?.jobs
  const known = useRef<ReadonlyMap<JobId, JobState> | null>(null)
  useEffect(() => {
    if (jobs === undefined) return
    const before = known.current
    known.current = new Map(jobs.map((job) => [job.id, job.state]))
    if (before === null) return
    for (const job of jobs) {
      const said = WORTH_SAYING.find((state) => state === job.state)
      if (said !== undefined && before.get(job.id) !== job.state)
        announce(t(`jobs.announce.${said}`, { title: `${t(`job.${job.kind}`)}, ${jobTitle(t, job)}` }))
    }
  }, [jobs, t])
  return null
}
