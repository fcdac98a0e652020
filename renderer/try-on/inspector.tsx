import { Clapperboard } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { FinalCard } from '../final/final-card.tsx'
import { finalOf } from '../final/final-of.ts'
import { FinalOptions } from '../final/final-options.tsx'
import { finalStore } from '../final/final-store.ts'
import { PanelHead, SidePanel } from '../frame/room-layout.tsx'
import { go } from '../frame/route.ts'
import { useFormat } from '../language/use-format.ts'
import { CorrectionSection } from '../rewarp/correction-section.tsx'
import { correctionsOf } from '../rewarp/corrections-of.ts'
import { IconButton } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SliderRow } from '../ui/slider.tsx'
import { draftOf } from './draft-of.ts'
import { stateOf, stateText } from './draft-state.ts'
import styles from './inspector.module.css'
import { KeptSection } from './kept-section.tsx'
import { finalNumberOf, numberOf } from './lineage.ts'
import { hasOverlay } from './overlays.ts'
import { QualityCard } from './quality-card.tsx'
import { RecipeSection } from './recipe-section.tsx'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'
import { useLineage } from './use-lineage.ts'
import { useFound, useShownGarment } from './use-overlays.ts'

/** What is known of the draft, and what the next one shall be like. */
export function Inspector(): ReactNode {
  const { t } = useTranslation()
  const { job } = useTryOn()
  const draft = draftOf(job)
  const final = finalOf(job)
  const mode = useStore(finalStore, (one) => one.mode)
  const state = stateOf(
    job,
    useStore(tryOnStore, ({ settings }) => settings.qualityThreshold),
  )
  return (
    <SidePanel side="end" label={t('tryOn.inspector')}>
      <Head job={job} />
      {state === 'working' && <QualityPending />}
      {job !== null && draft !== null && <Judged job={job} draft={draft} />}
      {job !== null && draft !== null && <Correction job={job} draft={draft} />}
      {job !== null && (state === 'stopped' || state === 'canceled') && <KeptSection job={job} />}
      {job !== null && final !== null && <FinalCard job={job} result={final} />}
      {mode === 'final' ? <FinalOptions /> : <Settings />}
      {job !== null && draft !== null && <RecipeSection job={job} draft={draft} />}
    </SidePanel>
  )
}

function Head({ job }: { readonly job: JobSummary | null }): ReactNode {
  const { t } = useTranslation()
  const { settings } = useStore(tryOnStore)
  const lineage = useLineage()
  const text = stateText(t, job, settings.qualityThreshold)
  const picture = draftOf(job)?.draft.assetId ?? finalOf(job)?.final.assetId ?? null
  if (job === null) return <PanelHead title={t('tryOn.new')} />
  return (
    <PanelHead
      title={
        <>
          {job.kind === 'final-try-on'
            ? t('final.n', { n: finalNumberOf(lineage, job.id) })
            : t('tryOn.draftN', { n: numberOf(lineage, job.id) })}
          {text !== null && (
            <span className={styles.state} data-state={stateOf(job, settings.qualityThreshold)}>
              {text}
            </span>
          )}
        </>
      }
    >
      {picture !== null && (
        <IconButton label={t('gallery.makeVideo')} onClick={() => go('video', picture)} data-testid="draft-video">
          <Clapperboard size={16} />
        </IconButton>
      )}
    </PanelHead>
  )
}

function Judged({ job, draft }: { readonly job: JobSummary; readonly draft: TryOnResult }): ReactNode {
  const garment = useShownGarment(draft)
  const { found } = useFound(job.id, garment)
  return <QualityCard job={job} draft={draft} found={found} />
}

function Correction({ job, draft }: { readonly job: JobSummary; readonly draft: TryOnResult }): ReactNode {
  const { draft: draftAgain } = useTryOn()
  const { found } = useFound(job.id, useShownGarment(draft))
  const { overlays, toggleOverlay } = useStore(tryOnStore)
  const show = (overlay: 'anchors' | 'pose') => (): void => {
    if (!overlays.includes(overlay)) toggleOverlay(overlay)
  }
  return (
    <CorrectionSection
      job={job.id}
      drafted={correctionsOf(job)}
      showPoints={hasOverlay('anchors', found) ? show('anchors') : null}
      showPose={show('pose')}
      onDraft={() => void draftAgain()}
    />
  )
}

/** Room for what will stand there, so that nothing jumps. */
function QualityPending(): ReactNode {
  const { t } = useTranslation()
  return (
    <Section id="try-on.quality" title={t('quality.title')}>
      <p className="visually-hidden">{t('quality.pending')}</p>
      <div className={styles.skeletons} aria-hidden>
        <i />
        <i />
        <i />
        <i />
      </div>
    </Section>
  )
}

function Settings(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { settings, change } = useStore(tryOnStore)
  return (
    <Section id="try-on.settings" title={t('draftSettings.title')}>
      <SliderRow
        label={t('draftSettings.threshold')}
        value={settings.qualityThreshold}
        min={0}
        max={1}
        step={0.05}
        format={(value) => format.number(value, 2)}
        onChange={(qualityThreshold) => change({ qualityThreshold })}
      />
      <div className={styles.retries}>
        <span>{t('draftSettings.retries')}</span>
        <Segmented
          label={t('draftSettings.retries')}
          isWide
          value={String(settings.maxRetries)}
          options={['0', '1', '2', '3'].map((value) => ({ value, label: value }))}
          onChange={(value) => change({ maxRetries: Number(value) })}
        />
      </div>
    </Section>
  )
}
