import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { WornGarment } from '../../app/domain/try-on.ts'
import styles from '../brush/brush.module.css'
import { BrushBar } from '../brush/brush-bar.tsx'
import { brushStore } from '../brush/brush-store.ts'
import { BrushSurface } from '../brush/brush-surface.tsx'
import { useViewport } from '../canvas/use-viewport.ts'
import { CorrectionNote } from '../rewarp/correction-note.tsx'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { DraftPane } from './draft-pane.tsx'
import { After, type DraftPanesProps, Plate } from './draft-panes.tsx'
import stage from './stage.module.css'

interface BrushPanesProps extends Pick<DraftPanesProps, 'draft' | 'name' | 'controls' | 'correction'> {
  readonly job: JobSummary
  /** The garment that is brushed, by its place in the wearing order. */
  readonly garment: number
}

/** The stage while a brush is in hand: the draft to paint on, or the garment's picture beside it. */
export function BrushPanes(props: BrushPanesProps): ReactNode {
  const { correction, job, garment } = props
  const mask = useStore(brushStore, (state) => state.mask)
  const { garments } = job.payload as unknown as { readonly garments: readonly WornGarment[] }
  const asset = useAsset(mask === 'garment' ? (garments[garment]?.garmentId ?? null) : null).data ?? null
  return (
    <div className={styles.brushing}>
      <BrushBar correction={correction} />
      {mask !== 'garment' ? (
        <Draft {...props} isPainted />
      ) : (
        <div className={stage.panes} dir="ltr">
          {asset === null ? <div className={stage.window} data-canvas /> : <GarmentPane {...props} asset={asset} />}
          <Draft {...props} isPainted={false} />
        </div>
      )}
    </div>
  )
}

function Draft({ draft, name, controls, correction, garment, isPainted }: BrushPanesProps & { readonly isPainted: boolean }): ReactNode {
  const { t } = useTranslation()
  return (
    <DraftPane
      controls={controls}
      size={draft}
      label={t('view.after')}
      testId="draft-stage"
      plates={
        <>
          <Plate side="end" text={name} />
          <CorrectionNote correction={correction} />
        </>
      }
    >
      <After draft={draft} correction={correction} />
      {isPainted && (
        <BrushSurface
          size={draft}
          scale={controls.viewport.scale}
          correction={correction}
          garment={{ index: garment, count: draft.garments.length }}
        />
      )}
    </DraftPane>
  )
}

/** A cut-out is painted where it was cut: on the garment's own picture, in a window of its own. */
function GarmentPane({ draft, correction, garment, asset }: BrushPanesProps & { readonly asset: Asset }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const size = useMemo(() => ({ width: asset.width, height: asset.height }), [asset])
  const controls = useViewport(size)
  return (
    <DraftPane
      controls={controls}
      size={size}
      label={t('tryOn.garment')}
      testId="garment-stage"
      plates={<Plate side="start" text={t('tryOn.garment')} />}
    >
      <img src={studio.mediaUrl(asset.hash, 'large')} alt={asset.name} draggable={false} />
      <BrushSurface
        size={size}
        scale={controls.viewport.scale}
        correction={correction}
        garment={{ index: garment, count: draft.garments.length }}
      />
    </DraftPane>
  )
}
