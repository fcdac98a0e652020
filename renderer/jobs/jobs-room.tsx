import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RoomLayout, SidePanel } from '../frame/room-layout.tsx'
import { ActiveJobs } from './active-jobs.tsx'
import { EndedJobs } from './ended-jobs.tsx'
import { JobDetail } from './job-detail.tsx'
import { JobsHead, type Shown } from './jobs-head.tsx'
import styles from './jobs-room.module.css'
import { jobId } from './parse-job-id.ts'

const ENDED = { failed: ['failed'], finished: ['succeeded', 'canceled'] } as const

/** The queue: what runs, what waits, what needs a person, what ended and how. */
export function JobsRoom({ place }: { readonly place: string }): ReactNode {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>('active')
  const chosen = jobId(place)
  return (
    <RoomLayout title={t('room.jobs')}>
      <section className={styles.main} aria-label={t('room.jobs')}>
        <JobsHead shown={shown} onShow={setShown} />
        <div className={styles.scroll}>
          {shown === 'active' ? <ActiveJobs chosen={chosen} /> : <EndedJobs lane={shown} states={ENDED[shown]} chosen={chosen} />}
        </div>
      </section>
      <SidePanel side="end" label={t('jobs.details')}>
        {chosen === null ? <p className={styles.pick}>{t('jobs.pick')}</p> : <JobDetail key={chosen} id={chosen} />}
      </SidePanel>
    </RoomLayout>
  )
}
