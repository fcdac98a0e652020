import { Laptop, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { SidePanel } from '../frame/room-layout.tsx'
import { useFormat } from '../language/use-format.ts'
import { useStages } from '../studio/queries.ts'
import { GarmentList } from './garment-list.tsx'
import { wornOf } from './garment-stack.ts'
import { PersonSlot } from './person-slot.tsx'
import { RecentPictures } from './recent-pictures.tsx'
import { STEPS, stepOf } from './steps.ts'
import styles from './try-on.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'

/** What goes in, and the one button that starts. */
export function InputsPanel(): ReactNode {
  const { t } = useTranslation()
  return (
    <SidePanel side="start" label={t('tryOn.inputs')}>
      <div className={styles.scroll}>
        <PersonSlot />
        <RecentPictures slot="person" />
        <GarmentList />
        <RecentPictures slot="garment" />
      </div>
      <RunFooter />
    </SidePanel>
  )
}

function RunFooter(): ReactNode {
  const { t } = useTranslation()
  const { draft, cancel, isRunning, job, problem } = useTryOn()
  const format = useFormat()
  const { person, stack } = useStore(tryOnStore)
  const usualMs = useStages(wornOf(stack).length).data?.usualMs ?? null
  const isReady = person !== null && wornOf(stack).length > 0
  // One primary action a screen: where something went wrong, it is on the card that says so.
  const isFailing = problem !== null || (job !== null && (job.error !== null || job.state === 'canceled'))
  if (isRunning) {
    const step = STEPS[stepOf(job?.progress.stage ?? undefined)]
    return (
      <div className={styles.foot}>
        <button
          type="button"
          className={styles.run}
          data-testid="cancel"
          onClick={() => void cancel()}
          disabled={job?.cancelRequested === true}
        >
          <span className={styles.runLabel}>
            <LoaderCircle size={16} className={styles.spin} aria-hidden />
            {job?.cancelRequested === true ? t('jobs.state.stopping') : t('tryOn.cancel')}
          </span>
          <span className={styles.runNote}>{t('tryOn.escStops')}</span>
        </button>
        <p className={styles.footNote} role="status">
          {step === undefined ? t('tryOn.waiting') : t(`steps.${step.id}`)}
        </p>
      </div>
    )
  }
  return (
    <div className={styles.foot}>
      <button
        type="button"
        className={isReady && !isFailing ? styles.runPrimary : styles.run}
        data-testid="draft"
        disabled={!isReady}
        onClick={() => void draft()}
      >
        <span>{t('tryOn.draft')}</span>
        <span className={styles.runNote}>
          <Laptop size={14} aria-hidden />
          {usualMs === null ? t('tryOn.here') : t('tryOn.usually', { time: format.seconds(usualMs) })}
        </span>
      </button>
      {!isReady && <p className={styles.footNote}>{t('tryOn.needsBoth')}</p>}
    </div>
  )
}
