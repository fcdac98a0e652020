import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { JobId } from '../../app/domain/ids.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { useViewport, type ViewportControls } from '../canvas/use-viewport.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { CompareDivider } from './compare-divider.tsx'
import { DraftBar } from './draft-bar.tsx'
import { DraftPane } from './draft-pane.tsx'
import { OverlayLayer } from './overlay-layer.tsx'
import { OverlayLegend } from './overlay-legend.tsx'
import { areaOf, hasOverlay, OF_THE_PHOTO, type Overlay } from './overlays.ts'
import styles from './stage.module.css'
import { tryOnStore } from './try-on-store.ts'
import { useFound, useMasks, useShownGarment } from './use-overlays.ts'
import { usePeek } from './use-peek.ts'

interface DraftViewProps {
  readonly job: JobId
  readonly draft: TryOnResult
  /** What the draft is called. */
  readonly name: string
}

/** A finished draft: alone, against the photo it was made on, or beside it; zoomable, with what was found laid over it. */
export function DraftView({ job, draft, name }: DraftViewProps): ReactNode {
  const { view, setView, overlays, toggleOverlay } = useStore(tryOnStore)
  const garment = useShownGarment(draft)
  const { found, isPending } = useFound(job, garment)
  const area = useMemo(() => areaOf(draft, found), [draft, found])
  const controls = useViewport(draft, area)
  const compare = usePeek(() => setView(view === 'compare' ? 'result' : 'compare'))
  const switching = (overlay: Overlay) => ({ run: () => toggleOverlay(overlay), isEnabled: () => hasOverlay(overlay, found) })
  useCommands({
    'view.compare': { run: compare.run },
    'view.side-by-side': { run: () => setView(view === 'side-by-side' ? 'result' : 'side-by-side') },
    'view.mask': switching('edit'),
    'view.pose': switching('pose'),
    'view.mesh': switching('mesh'),
    'view.anchors': switching('anchors'),
    'view.fit': { run: controls.toFit },
    'view.fill': { run: controls.toFill },
    'view.actual-size': { run: controls.toActualSize },
    'view.zoom-in': { run: () => controls.zoomBy(1.25) },
    'view.zoom-out': { run: () => controls.zoomBy(0.8) },
  })
  const shown = compare.isPeeking ? [] : overlays.filter((overlay) => hasOverlay(overlay, found))
  const parts = { draft, name, controls, found, overlays: shown, masks: useMasks(job, draft, { overlays: shown, found, garment }) }
  return (
    <>
      <DraftBar controls={controls} found={found} />
      {/* The place of the picture follows from what was found: before that is known it would jump. */}
      {isPending ? (
        <div className={styles.window} data-canvas />
      ) : view === 'side-by-side' && !compare.isPeeking ? (
        <SideBySide {...parts} />
      ) : (
        <OnePane {...parts} view={compare.isPeeking ? 'before' : view === 'compare' ? 'compare' : 'result'} />
      )}
    </>
  )
}

interface Parts {
  readonly draft: TryOnResult
  readonly name: string
  readonly controls: ViewportControls
  readonly found: ReturnType<typeof useFound>['found']
  readonly overlays: readonly Overlay[]
  readonly masks: ReturnType<typeof useMasks>
}

/** The draft, or the photo as far as the divider, or the photo alone. */
function OnePane({ draft, name, controls, view, ...laid }: Parts & { readonly view: 'result' | 'compare' | 'before' }): ReactNode {
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
          <OverlayLegend {...laid} />
        </>
      }
    >
      <After draft={draft} />
      {view !== 'result' && <Before draft={draft} share={share} />}
      <OverlayLayer {...laid} size={draft} scale={controls.viewport.scale} />
      {view === 'compare' && (
        <CompareDivider share={divider} knobPx={controls.room.height / 2 - controls.viewport.y} onChange={setDivider} />
      )}
    </DraftPane>
  )
}

function SideBySide({ draft, name, controls, overlays, masks, found }: Parts): ReactNode {
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
        <OverlayLayer {...photo} size={draft} scale={scale} />
      </DraftPane>
      <DraftPane
        controls={controls}
        size={draft}
        label={t('view.after')}
        testId="draft-stage"
        plates={
          <>
            <Plate side="end" text={name} />
            <OverlayLegend {...result} />
          </>
        }
      >
        <After draft={draft} />
        <OverlayLayer {...result} size={draft} scale={scale} />
      </DraftPane>
    </div>
  )
}

function After({ draft }: { readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
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

function Plate({ side, text }: { readonly side: 'start' | 'end'; readonly text: string }): ReactNode {
  return (
    <span className={side === 'start' ? styles.plateStart : styles.plateEnd}>
      <bdi>{text}</bdi>
    </span>
  )
}
