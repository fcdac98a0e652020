import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import { useViewport, type ViewportControls } from '../../canvas/use-viewport.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { useCreate } from '../create-context.tsx'
import { JobCard } from './job-card.tsx'
import styles from './results.module.css'
import { Teach } from './teach.tsx'

/** The picture that was chosen, two of them side by side, or what became of a job that has none. */
export function ResultStage(): ReactNode {
  const { t } = useTranslation()
  const { cells } = useCreate()
  const { shown, beside } = cells
  return (
    <section className={styles.stage} aria-label={t('create.stage')} data-testid="create-stage" data-canvas>
      {shown === undefined ? (
        <Teach />
      ) : shown.kind !== 'result' ? (
        <JobCard job={shown.job} />
      ) : (
        <Panes key={`${shown.asset.id} ${beside?.id ?? ''}`} shown={shown.asset} beside={beside} />
      )}
    </section>
  )
}

/** Windows of one size share one viewport, so two pictures zoom and pan in step. */
function Panes({ shown, beside }: { readonly shown: Asset; readonly beside: Asset | undefined }): ReactNode {
  const controls = useViewport(shown)
  return (
    <div className={styles.panes} data-panes={beside === undefined ? 1 : 2} dir="ltr">
      <Pane asset={shown} like={shown} controls={controls} testId="result-picture" />
      {beside !== undefined && <Pane asset={beside} like={shown} controls={controls} testId="beside-picture" />}
    </div>
  )
}

interface PaneProps {
  readonly asset: Asset
  /** The picture whose size is that of the pane's viewport. */
  readonly like: Asset
  readonly controls: ViewportControls
  readonly testId: string
}

function Pane({ asset, like, controls, testId }: PaneProps): ReactNode {
  const studio = useStudio()
  const { windowRef, viewport, onPointerDown, onPointerMove, onPointerUp, onPointerCancel, isFit, toFit, toActualSize } = controls
  const place: CSSProperties = {
    width: like.width * viewport.scale,
    height: like.height * viewport.scale,
    transform: `translate(${viewport.x}px, ${viewport.y}px)`,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: zooming and panning are for the hand; the whole picture is there without.
    <div
      ref={windowRef}
      className={styles.window}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onDoubleClick={isFit ? toActualSize : toFit}
    >
      <img src={studio.mediaUrl(asset.hash, 'original')} alt={asset.name} draggable={false} style={place} data-testid={testId} />
    </div>
  )
}
