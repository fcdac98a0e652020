import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import type { ViewportControls } from '../canvas/use-viewport.ts'
import { CorrectionNote } from '../rewarp/correction-note.tsx'
import { HandleLayer } from '../rewarp/handle-layer.tsx'
import { placed } from '../rewarp/move-handle.ts'
import { PreviewCanvas } from '../rewarp/preview-canvas.tsx'
import type { CorrectionView } from '../rewarp/use-corrections.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { CompareDivider } from './compare-divider.tsx'
import { DraftPane } from './draft-pane.tsx'
import { OverlayLayer } from './overlay-layer.tsx'
import { OverlayLegend } from './overlay-legend.tsx'
import { OF_THE_PHOTO, type Overlay } from './overlays.ts'
import styles from './stage.module.css'
import type { ShownMask } from './use-overlays.ts'

export interface DraftPanesProps {
  readonly draft: TryOnResult
  readonly name: string
  readonly controls: ViewportControls
  readonly found: DraftOverlays | undefined
  readonly overlays: readonly Overlay[]
  readonly masks: readonly ShownMask[]
  readonly correction: CorrectionView
}

/** The draft, or the photo as far as the divider, or the photo alone. */
export function OnePane({
  draft,
  name,
  controls,
  view,
  correction,
  ...laid
}: DraftPanesProps & { readonly view: 'result' | 'compare' | 'before' }): ReactNode {
  const { t } = useTranslation()
  const [divider, setDivider] = useState(0.5)
  const share = view === 'before' ? 1 : divider
  return (
    <DraftPane
      controls={controls}
      size={draft}
      label={t('view.after')}
      testId="draft-stage"
      plates={
        <>
          {view !== 'result' && <Plate side="start" text={t('view.before')} />}
          {view !== 'before' && <Plate side="end" text={name} />}
          <CorrectionNote correction={correction} />
          <OverlayLegend {...laid} />
        </>
      }
    >
      <After draft={draft} correction={correction} />
      {view !== 'result' && <Before draft={draft} share={share} />}
      <OverlayLayer {...laid} size={draft} marks={marksOf(correction)} scale={controls.viewport.scale} />
      {view === 'compare' && (
        <CompareDivider share={divider} knobPx={controls.room.height / 2 - controls.viewport.y} onChange={setDivider} />
      )}
      <Handles draft={draft} controls={controls} correction={correction} overlays={laid.overlays} />
    </DraftPane>
  )
}

/** Photo and draft beside each other, in one viewport. What belongs to the photo lies over the photo. */
export function SideBySide({ draft, name, controls, overlays, masks, found, correction }: DraftPanesProps): ReactNode {
  const { t } = useTranslation()
  const laid = (isOfPhoto: boolean) => ({
    overlays: overlays.filter((overlay) => OF_THE_PHOTO.has(overlay) === isOfPhoto),
    masks: masks.filter(({ overlay }) => OF_THE_PHOTO.has(overlay) === isOfPhoto),
    found,
  })
  const [photo, result] = [laid(true), laid(false)]
  const { scale } = controls.viewport
  return (
    <div className={styles.panes} dir="ltr">
      <DraftPane
        controls={controls}
        size={draft}
        label={t('view.before')}
        testId="before-stage"
        plates={
          <>
            <Plate side="start" text={t('view.before')} />
            <OverlayLegend {...photo} />
          </>
        }
      >
        <Before draft={draft} share={1} />
        <OverlayLayer {...photo} size={draft} marks={marksOf(correction)} scale={scale} />
        <Handles draft={draft} controls={controls} correction={correction} overlays={photo.overlays} />
      </DraftPane>
      <DraftPane
        controls={controls}
        size={draft}
        label={t('view.after')}
        testId="draft-stage"
        plates={
          <>
            <Plate side="end" text={name} />
            <CorrectionNote correction={correction} />
            <OverlayLegend {...result} />
          </>
        }
      >
        <After draft={draft} correction={correction} />
        <OverlayLayer {...result} size={draft} marks={marksOf(correction)} scale={scale} />
        <Handles draft={draft} controls={controls} correction={correction} overlays={result.overlays} />
      </DraftPane>
    </div>
  )
}

const marksOf = ({ frame }: CorrectionView): 'drawn' | 'handles' => (frame === null ? 'drawn' : 'handles')

/** The points of the overlays that are switched on. */
function Handles({
  draft,
  controls,
  correction,
  overlays,
}: Pick<DraftPanesProps, 'draft' | 'controls' | 'correction' | 'overlays'>): ReactNode {
  const shown = (correction.frame?.handles ?? []).filter(({ kind }) => overlays.includes(kind === 'joint' ? 'pose' : 'anchors'))
  const handles = placed(shown, correction.corrections, draft)
  if (handles.length === 0) return null
  return (
    <HandleLayer
      handles={handles}
      corrections={correction.corrections}
      size={draft}
      scale={controls.viewport.scale}
      moves={correction.moves}
    />
  )
}

/** The draft; or, where something was corrected since, the photo with the garment as it would lie. */
export function After({ draft, correction }: { readonly draft: TryOnResult; readonly correction: CorrectionView }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { frame, isPreview } = correction
  if (isPreview && frame !== null) {
    return (
      <>
        <img src={studio.mediaUrl(draft.before.replace('sha256-', ''), 'artifact')} alt="" draggable={false} />
        <PreviewCanvas frame={frame} size={draft} />
      </>
    )
  }
  return <img src={studio.mediaUrl(draft.draft.hash, 'original')} alt={t('view.after')} draggable={false} data-testid="draft-picture" />
}

function Before({ draft, share }: { readonly draft: TryOnResult; readonly share: number }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  return (
    <img
      src={studio.mediaUrl(draft.before.replace('sha256-', ''), 'artifact')}
      alt={t('view.before')}
      draggable={false}
      data-testid="before-picture"
      style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)` }}
    />
  )
}

export function Plate({ side, text }: { readonly side: 'start' | 'end'; readonly text: string }): ReactNode {
  return (
    <span className={side === 'start' ? styles.plateStart : styles.plateEnd}>
      <bdi>{text}</bdi>
    </span>
  )
}
