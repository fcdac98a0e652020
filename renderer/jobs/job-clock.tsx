import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { cloudModelOf } from '../providers/generate-job.ts'
import { Num } from '../ui/num.tsx'
import { TimeLeft } from './job-progress.tsx'

/** Time that a job of this machine still needs; of one at a service, which nobody can tell, how long it takes already. */
export function JobClock({ job }: { readonly job: JobSummary }): ReactNode {
  return cloudModelOf(job) === null ? <TimeLeft job={job} /> : <Elapsed job={job} />
}

/** How long a job of a service takes already; nothing for one of this machine, or one that is not under way. */
export function Elapsed({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const [now, setNow] = useState(() => Date.now())
  const isGoing = cloudModelOf(job) !== null && (job.state === 'running' || job.state === 'waiting')
  useEffect(() => {
    if (!isGoing) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isGoing])
  if (!isGoing) return null
  const clock = format.clock(Math.max(0, now - job.createdAt))
  return (
    <Num>
      <span aria-hidden>{clock}</span>
      <span className="visually-hidden">{t('jobs.waitingSince', { time: clock })}</span>
    </Num>
  )
}
