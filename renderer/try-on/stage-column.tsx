import type { DragEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { JobCard } from '../create/results/job-card.tsx'
import own from '../final/final.module.css'
import { finalOf } from '../final/final-of.ts'
import { FinalView } from '../final/final-view.tsx'
import { livePoseStore } from '../live-pose/live-pose-store.ts'
import { LivePoseView } from '../live-pose/live-pose-view.tsx'
import { draftOf } from './draft-of.ts'
import { DraftView } from './draft-view.tsx'
import { EmptyStage } from './empty-stage.tsx'
import { FailureCard } from './failure-card.tsx'
import { wornOf } from './garment-stack.ts'
import { InputView } from './input-view.tsx'
import { finalNumberOf, numberOf } from './lineage.ts'
import { LineageStrip } from './lineage-strip.tsx'
import styles from './stage.module.css'
import { Stepper } from './stepper.tsx'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'
import { useLineage } from './use-lineage.ts'

/** The canvas with its bars: what is there now, how the work goes, what was made. */
export function StageColumn(): ReactNode {
  const { t } = useTranslation()
  const { job, bringIn } = useTryOn()
  const { person, stack } = useStore(tryOnStore)
  const isLive = useStore(livePoseStore, (state) => state.isOpen)
  const draft = draftOf(job)
  const final = finalOf(job)
  const lineage = useLineage()
  const number = numberOf(lineage, job?.id ?? null)
  const isFinalOnItsWay = job?.kind === 'final-try-on' && final === null && job.state !== 'canceled'
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    if (event.dataTransfer.files.length > 0) void bringIn([...event.dataTransfer.files])
  }
  return (
    <section className={styles.column} onDragOver={(event) => event.preventDefault()} onDrop={onDrop} aria-label={t('tryOn.stage')}>
      {isLive ? (
        <LivePoseView />
      ) : draft !== null && job !== null ? (
        <DraftView key={job.id} job={job} draft={draft} name={t('tryOn.draftN', { n: number })} />
      ) : final !== null && job !== null ? (
        <FinalView key={job.id} job={job} result={final} name={t('final.n', { n: finalNumberOf(lineage, job.id) })} />
      ) : person === null && wornOf(stack).length === 0 && job === null ? (
        <EmptyStage />
      ) : (
        <InputView />
      )}
      {isFinalOnItsWay && (
        <div className={own.progress}>
          <JobCard job={job} />
        </div>
      )}
      <FailureCard />
      {job?.kind === 'final-try-on' ? null : <Stepper />}
      <LineageStrip />
    </section>
  )
}
