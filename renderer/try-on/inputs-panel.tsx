import { Laptop, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { FinalFoot } from '../final/final-foot.tsx'
import { finalStore, type TryOnMode } from '../final/final-store.ts'
import { SidePanel } from '../frame/room-layout.tsx'
import { useFormat } from '../language/use-format.ts'
import { useStages } from '../studio/queries.ts'
import { Segmented } from '../ui/segmented.tsx'
import { GarmentList } from './garment-list.tsx'
import { wornOf } from './garment-stack.ts'
import { PersonSlot } from './person-slot.tsx'
import { RecentPictures } from './recent-pictures.tsx'
import { STEPS, stepOf } from './steps.ts'
import styles from './try-on.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'
import { useKeptFocus } from './use-kept-focus.ts'

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
  const { isRunning } = useTryOn()
  const mode = useStore(finalStore, (state) => state.mode)
  const kept = useKeptFocus(isRunning ? 'cancel' : mode)
  return (
    <div className={styles.foot} {...kept}>
      <ModeChoice />
      {isRunning ? <CancelButton /> : mode === 'final' ? <FinalFoot /> : <DraftButton />}
    </div>
  )
}

function CancelButton(): ReactNode {
  const { t } = useTranslation()
  const { cancel, job } = useTryOn()
  const step = STEPS[stepOf(job?.progress.stage ?? undefined)]
  return (
    <>
      <button
        type="button"
        className={styles.run}
        data-main
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
        {step !== undefined ? t(`steps.${step.id}`) : t(job?.kind === 'final-try-on' ? 'draftState.working' : 'tryOn.waiting')}
      </p>
    </>
  )
}

function DraftButton(): ReactNode {
  const { t } = useTranslation()
  const { draft, job, problem } = useTryOn()
  const format = useFormat()
  const { person, stack } = useStore(tryOnStore)
  const usualMs = useStages(wornOf(stack).length).data?.usualMs ?? null
  const isReady = person !== null && wornOf(stack).length > 0
  // One primary action a screen: where something went wrong, it is on the card that says so.
  const isFailing = problem !== null || (job !== null && (job.error !== null || job.state === 'canceled'))
  return (
    <>
      <button
        type="button"
        className={isReady && !isFailing ? styles.runPrimary : styles.run}
        data-main
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
    </>
  )
}

/** A draft here for nothing, or a final at a service for money. */
function ModeChoice(): ReactNode {
  const { t } = useTranslation()
  const mode = useStore(finalStore, (state) => state.mode)
  return (
    <Segmented<TryOnMode>
      label={t('final.mode')}
      isWide
      value={mode}
      onChange={(value) => finalStore.setState({ mode: value })}
      options={[
        { value: 'draft', label: t('tryOn.draft') },
        { value: 'final', label: t('final.name') },
      ]}
    />
  )
}
