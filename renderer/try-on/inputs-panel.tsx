import { ArrowUpDown, Laptop, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { SidePanel } from '../frame/room-layout.tsx'
import { useFormat } from '../language/use-format.ts'
import { useImports, useStages } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { IconButton } from '../ui/button.tsx'
import { PictureSlot } from './picture-slot.tsx'
import { STEPS, stepOf } from './steps.ts'
import styles from './try-on.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'

/** What goes in, and the one button that starts. */
export function InputsPanel(): ReactNode {
  const { t } = useTranslation()
  const { person, garment, swap } = useStore(tryOnStore)
  return (
    <SidePanel side="start" label={t('tryOn.inputs')}>
      <div className={styles.scroll}>
        <PictureSlot slot="person" />
        {(person !== null || garment !== null) && (
          <div className={styles.swap}>
            <IconButton label={t('tryOn.swap')} onClick={swap}>
              <ArrowUpDown size={16} />
            </IconButton>
          </div>
        )}
        <PictureSlot slot="garment" />
        <RecentPictures />
      </div>
      <RunFooter />
    </SidePanel>
  )
}

function RecentPictures(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const fill = useStore(tryOnStore, (state) => state.fill)
  const person = useStore(tryOnStore, (state) => state.person)
  const pictures = (useImports().data?.assets ?? []).filter((asset) => asset.origin !== 'result' && asset.id !== person).slice(0, 8)
  if (pictures.length === 0) return null
  return (
    <section className={styles.recent}>
      <h2>{t('tryOn.recent')}</h2>
      <div className={styles.picks}>
        {pictures.map((asset) => (
          <button
            key={asset.id}
            type="button"
            aria-label={`${t('tryOn.asGarment')}: ${asset.name}`}
            title={asset.name}
            onClick={(event) => fill(event.shiftKey ? 'person' : 'garment', asset.id)}
          >
            <img src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" />
          </button>
        ))}
      </div>
    </section>
  )
}

function RunFooter(): ReactNode {
  const { t } = useTranslation()
  const { draft, cancel, isRunning, job, problem } = useTryOn()
  const format = useFormat()
  const { person, garment } = useStore(tryOnStore)
  const usualMs = useStages().data?.usualMs ?? null
  const isReady = person !== null && garment !== null
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
