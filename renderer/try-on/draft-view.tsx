import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { brushStore } from '../brush/brush-store.ts'
import { useBrushCommands } from '../brush/use-brush-commands.ts'
import { useViewport } from '../canvas/use-viewport.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { correctionsOf } from '../rewarp/corrections-of.ts'
import { useCorrections } from '../rewarp/use-corrections.ts'
import { BrushPanes } from './brush-panes.tsx'
import { DraftBar } from './draft-bar.tsx'
import { type DraftPanesProps, OnePane, SideBySide } from './draft-panes.tsx'
import { areaOf, hasOverlay, type Overlay, SHAPE_OVERLAYS } from './overlays.ts'
import styles from './stage.module.css'
import { tryOnStore } from './try-on-store.ts'
import { useFound, useMasks, useShownGarment } from './use-overlays.ts'
import { usePeek } from './use-peek.ts'

interface DraftViewProps {
  readonly job: JobSummary
  readonly draft: TryOnResult
  /** What the draft is called. */
  readonly name: string
}

/** A finished draft: alone, against the photo it was made on, or beside it; zoomable, with what was found laid over it. */
export function DraftView({ job, draft, name }: DraftViewProps): ReactNode {
  const { view, setView, overlays, toggleOverlay } = useStore(tryOnStore)
  const garment = useShownGarment(draft)
  const { found, isPending } = useFound(job.id, garment)
  const area = useMemo(() => areaOf(draft, found), [draft, found])
  const controls = useViewport(draft, area)
  const compare = usePeek(() => setView(view === 'compare' ? 'result' : 'compare'))
  const switching = (overlay: Overlay) => ({ run: () => toggleOverlay(overlay), isEnabled: () => hasOverlay(overlay, found) })
  const brush = useStore(brushStore)
  useBrushCommands()
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
  const shapes = SHAPE_OVERLAYS.filter((shape) => shown.includes(shape))
  const correction = useCorrections(
    { job: job.id, garment, size: draft, drafted: correctionsOf(job) },
    { shapes, mask: brush.isOn ? brush.mask : null },
  )
  const masks = useMasks(job.id, draft, { overlays: shown, found, garment })
  const parts: DraftPanesProps = { draft, name, controls, overlays: shown, correction, ...overPreview({ found, masks, correction }) }
  return (
    <>
      <DraftBar controls={controls} found={found} picture={draft.draft.assetId} />
      {/* The place of the picture follows from what was found: before that is known it would jump. */}
      {isPending ? (
        <div className={styles.window} data-canvas />
      ) : brush.isOn ? (
        <BrushPanes {...parts} job={job} garment={garment} />
      ) : view === 'side-by-side' && !compare.isPeeking ? (
        <SideBySide {...parts} />
      ) : (
        <OnePane {...parts} view={compare.isPeeking ? 'before' : view === 'compare' ? 'compare' : 'result'} />
      )}
    </>
  )
}

/** Over a garment that was laid anew lie the shapes of that, and no masks: they are the draft's. */
function overPreview({ found, masks, correction }: Pick<DraftPanesProps, 'found' | 'masks' | 'correction'>) {
  const { frame, isPreview } = correction
  if (!isPreview || frame === null || found === undefined) return { found, masks }
  const { pose, mesh, anchors } = frame.shapes
  // Without the mesh there is no rim either: that of the draft would lie beside the cloth.
  return { found: { ...found, pose: pose ?? found.pose, mesh, anchors: anchors ?? found.anchors }, masks: [] }
}
