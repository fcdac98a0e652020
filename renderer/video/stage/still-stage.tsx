import { type CSSProperties, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
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
  const { t } = useTranslation()
  const studio = useStudio()
  const { still } = useVideo()
  const overlays = useStore(videoStore, (state) => state.overlays)
  const picture = useRef<HTMLDivElement>(null)
  return (
    <div className={styles.stage} dir="ltr" data-canvas data-testid="video-stage">
      {view === 'lens' ? (
        <LensCanvas />
      ) : (
        <div
          ref={picture}
          className={styles.picture}
          style={{ '--ratio': String(still.width / still.height) } as CSSProperties}
          data-testid="still-picture"
        >
          <img src={studio.mediaUrl(still.hash, 'large')} alt={t('video.theStill', { name: still.name })} draggable={false} />
          {overlays.includes('path') && (
            <>
              <PathLayer />
              <PathHandles picture={picture} />
            </>
          )}
          {overlays.includes('wind') && <WindLayer />}
        </div>
      )}
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
