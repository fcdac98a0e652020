import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { clipSize } from '../../../app/domain/director/clip-size.ts'
import { transportStore } from '../player/transport-store.ts'
import type { PaintedFrame } from '../preview/messages.ts'
import { networksFor, SafeAreas } from '../safe-areas.tsx'
import styles from '../video.module.css'
import { useVideo } from '../video-context.tsx'
import { videoStore } from '../video-store.ts'

/** What the camera sees, painted by the code that renders. The last frame stays until the next one is there. */
export function LensCanvas(): ReactNode {
  const { t } = useTranslation()
  const { still, preview } = useVideo()
  const { paint, onPainted, state } = preview
  const direction = useStore(videoStore, ({ history }) => history.direction)
  const isSafeShown = useStore(videoStore, ({ overlays }) => overlays.includes('safe'))
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = clipSize(direction.output.ratio, still)
  useEffect(
    () =>
      onPainted((painted) => {
        if (canvas.current !== null) draw(canvas.current, painted)
      }),
    [onPainted],
  )
  useEffect(() => {
    // After a change of the direction too: the worker has it by then, and paints in the order it was told.
    if (state !== 'ready' || direction === null) return
    paint(transportStore.getState().transport.frame)
    // Past React: its effects come a frame later.
    return transportStore.subscribe(({ transport: { frame } }, before) => {
      if (frame !== before.transport.frame) paint(frame)
    })
  }, [paint, state, direction])
  return (
    <div className={styles.picture} style={{ '--ratio': String(width / height) } as CSSProperties}>
      <canvas
        ref={canvas}
        className={styles.lens}
        role="img"
        aria-label={t('video.lensPicture')}
        aria-busy={state === 'opening'}
        data-testid="lens"
      />
      {isSafeShown && <SafeAreas networks={networksFor({ width, height })} />}
    </div>
  )
}

function draw(canvas: HTMLCanvasElement, { width, height, pixels, frame, id, tookMs }: PaintedFrame): void {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0)
  canvas.dataset['frame'] = String(frame)
  canvas.dataset['direction'] = String(id)
  canvas.dataset['took'] = tookMs.toFixed(1)
}
