import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useViewport } from '../../canvas/use-viewport.ts'
import { errorText } from '../../studio/error-text.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import styles from '../video.module.css'
import { useVideo } from '../video-context.tsx'
import { videoStore } from '../video-store.ts'
import { LensCanvas } from './lens-canvas.tsx'
import { PathHandles } from './path-handles.tsx'
import { PathLayer } from './path-layer.tsx'
import { WindLayer } from './wind-layer.tsx'

/** The still with the path of the camera drawn on it, or what the camera sees of it. */
export function StillStage({ view }: { readonly view: 'picture' | 'lens' }): ReactNode {
  if (view === 'picture') return <PictureStage />
  return (
    <div className={styles.stage} dir="ltr" data-canvas data-testid="video-stage">
      <LensCanvas />
      <PreviewProblem />
    </div>
  )
}

/** The still in a window: zoomed by the wheel, moved by a drag beside the handles. */
function PictureStage(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { still } = useVideo()
  const overlays = useStore(videoStore, (state) => state.overlays)
  const picture = useRef<HTMLDivElement>(null)
  const { windowRef, viewport, isFit, toFit, toFill, onPointerDown, onPointerMove, onPointerUp, onPointerCancel } = useViewport(still)
  const place = {
    width: still.width * viewport.scale,
    height: still.height * viewport.scale,
    transform: `translate(${viewport.x}px, ${viewport.y}px)`,
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a canvas to pan and zoom is no fieldset.
    <div
      ref={windowRef}
      className={styles.window}
      role="group"
      aria-label={t('video.view.picture')}
      dir="ltr"
      data-canvas
      data-testid="video-stage"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onDoubleClick={isFit ? toFill : toFit}
    >
      <div ref={picture} className={styles.placed} style={place} data-testid="still-picture">
        <img src={studio.mediaUrl(still.hash, 'large')} alt={t('video.theStill', { name: still.name })} draggable={false} />
        {overlays.includes('path') && (
          <>
            <PathLayer />
            <PathHandles picture={picture} />
          </>
        )}
        {overlays.includes('wind') && <WindLayer />}
      </div>
      <PreviewProblem />
    </div>
  )
}

/** Why there is no preview. The path can be drawn and the clip rendered all the same. */
function PreviewProblem(): ReactNode {
  const { t, i18n } = useTranslation()
  const { preview } = useVideo()
  if (preview.problem === null) return null
  return (
    <div className={styles.problem}>
      <Note
        kind="bad"
        role="alert"
        title={t('video.preview.failed')}
        testId="preview-problem"
        actions={<Button onClick={preview.again}>{t('failure.again')}</Button>}
      >
        {errorText(t, i18n, preview.problem.toShape())}
      </Note>
    </div>
  )
}
