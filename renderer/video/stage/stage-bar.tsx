import { Clapperboard, Columns2, Download, ImagePlus, Scan, Spline, Wind, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { ClipExportSheet } from '../export/clip-export-sheet.tsx'
import styles from '../video.module.css'
import { useVideo } from '../video-context.tsx'
import { leaveStill, type Overlay, type StageView, videoStore } from '../video-store.ts'
import { PreviewState } from './preview-state.tsx'

/** What the stage shows, and what lies over the still. */
export function StageBar({ view, clip }: { readonly view: StageView; readonly clip: Asset | null }): ReactNode {
  const { t } = useTranslation()
  const { takes } = useVideo()
  const overlays = useStore(videoStore, (state) => state.overlays)
  const number = takes.find(({ asset }) => asset !== null && asset.id === clip?.id)?.number
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('video.stageTools')}>
      <Segmented
        label={t('view.label')}
        value={view}
        onChange={(next) => videoStore.setState({ view: next })}
        options={[
          { value: 'picture', label: t('video.view.picture') },
          { value: 'lens', label: t('video.view.lens') },
          ...(clip === null
            ? []
            : [{ value: 'clip' as const, label: number === undefined ? t('video.view.clip') : t('video.takeN', { n: number }) }]),
        ]}
      />
      {view === 'picture' && (
        <>
          <span className={styles.divider} />
          <Toggle isOn={overlays.includes('path')} label={t('video.path')} onToggle={() => toggleOverlay('path')}>
            <Spline size={16} aria-hidden />
          </Toggle>
          <Toggle isOn={overlays.includes('wind')} label={t('video.wind')} onToggle={() => toggleOverlay('wind')}>
            <Wind size={16} aria-hidden />
          </Toggle>
        </>
      )}
      {view !== 'picture' && <SafeToggle />}
      {view === 'clip' && clip !== null && <CompareChoice clip={clip} />}
      <span className={styles.end}>
        {view !== 'clip' && <PreviewState />}
        <IconButton label={t('video.another')} onClick={leaveStill} data-testid="video-another">
          <ImagePlus size={16} />
        </IconButton>
      </span>
    </div>
  )
}

function toggleOverlay(name: Overlay): void {
  videoStore.setState(({ overlays: on }) => ({ overlays: on.includes(name) ? on.filter((one) => one !== name) : [...on, name] }))
}

/** What networks lay over a frame of this shape. */
function SafeToggle(): ReactNode {
  const { t } = useTranslation()
  const isOn = useStore(videoStore, ({ overlays }) => overlays.includes('safe'))
  return (
    <>
      <span className={styles.divider} />
      <Toggle isOn={isOn} label={t('video.safeAreas')} onToggle={() => toggleOverlay('safe')}>
        <Scan size={16} aria-hidden />
      </Toggle>
    </>
  )
}

interface ToggleProps {
  readonly isOn: boolean
  readonly label: string
  readonly onToggle: () => void
  readonly children: ReactNode
}

function Toggle({ isOn, label, onToggle, children }: ToggleProps): ReactNode {
  return (
    <button type="button" className={styles.toggle} aria-pressed={isOn} onClick={onToggle}>
      {children}
      <span>{label}</span>
    </button>
  )
}

/** Another take of the still, to be played beside this one. */
function CompareChoice({ clip }: { readonly clip: Asset }): ReactNode {
  const { t } = useTranslation()
  const { takes } = useVideo()
  const other = useStore(videoStore, (state) => state.other)
  const others = takes.filter(({ asset }) => asset !== null && asset.id !== clip.id)
  if (others.length === 0) return null
  return (
    <>
      <span className={styles.divider} />
      <Columns2 size={16} aria-hidden />
      <SelectField
        label={t('video.compareWith')}
        labelled="inside"
        value={other ?? ''}
        testId="compare-with"
        options={[
          { value: '', label: t('video.compareNone') },
          ...others.map((take) => ({ value: take.id, label: t('video.takeN', { n: take.number }) })),
        ]}
        onChange={(id) => videoStore.setState({ other: others.find((take) => take.id === id)?.asset?.id ?? null })}
      />
    </>
  )
}

/** Over a clip that has no still. */
export function ClipBar({ clip }: { readonly clip: Asset }): ReactNode {
  const { t } = useTranslation()
  const [isExporting, setExporting] = useState(false)
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('video.stageTools')}>
      <span className={styles.barTitle}>
        <Clapperboard size={16} aria-hidden />
        <bdi>{clip.name}</bdi>
      </span>
      <SafeToggle />
      <span className={styles.end}>
        <Button kind="line" className={styles.export} onClick={() => setExporting(true)} data-testid="export-take">
          <Download size={14} aria-hidden />
          {t('export.title')}
        </Button>
        <IconButton label={t('app.close')} onClick={leaveStill} data-testid="video-another">
          <X size={16} />
        </IconButton>
      </span>
      {isExporting && <ClipExportSheet clips={[clip]} name={clip.name} onClose={() => setExporting(false)} />}
    </div>
  )
}
