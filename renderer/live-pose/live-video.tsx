import clsx from 'clsx'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PoseMarks } from '../try-on/pose-marks.tsx'
import styles from './live-pose.module.css'
import { liveShapes } from './live-shapes.ts'
import { isRunning, type LiveState } from './live-state.ts'
import { type EyesView, useEyes } from './use-eyes.ts'

interface LiveVideoProps {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly state: LiveState
  readonly isMirrored: boolean
  readonly onLost: () => void
}

/** The live picture with the pose over it, and in words whether somebody is seen. */
export function LiveVideo({ video, canvas, state, isMirrored, onLost }: LiveVideoProps): ReactNode {
  const { t, i18n } = useTranslation()
  const eyes = useEyes({ video, canvas }, isRunning(state), onLost)
  const size = state.phase === 'live' ? state.size : null
  const scale = useScale(video, size?.width ?? 0)
  const sight = sightOf(state, eyes)
  const ratio = size === null ? 1 : size.width / size.height
  return (
    <>
      <div
        className={clsx(styles.picture, isMirrored && styles.mirrored)}
        style={{ width: `min(100cqw, calc(100cqh * ${ratio}))`, aspectRatio: ratio }}
        hidden={size === null}
        data-testid="live-picture"
      >
        <video ref={video} muted playsInline aria-label={t('livePose.picture')} data-testid="live-video" />
        {/* While somebody moves, the picture that the pose belongs to: over the one that is shown by now it would lie beside the body. */}
        <canvas ref={canvas} aria-hidden hidden={eyes.pose?.gaze !== 'moving'} data-testid="live-canvas" />
        {size !== null && eyes.pose !== null && eyes.pose.landmarks !== null && (
          <svg
            viewBox={`0 0 ${size.width} ${size.height}`}
            aria-hidden
            data-testid="live-marks"
            data-took-ms={eyes.pose.tookMs.toFixed(1)}
            data-time-ms={eyes.pose.timeMs.toFixed(1)}
          >
            <PoseMarks pose={liveShapes(eyes.pose.landmarks)} marks="drawn" scale={scale} />
          </svg>
        )}
      </div>
      <p className={styles.plate} dir={i18n.dir()} role="status" data-testid="live-sight" data-sight={sight} hidden={sight === 'none'}>
        {sight === 'none' ? '' : t(`livePose.sight.${sight}`)}
      </p>
    </>
  )
}

type Sight = 'none' | 'opening' | 'loading' | 'seen' | 'nobody'

function sightOf(state: LiveState, { isReady, pose }: EyesView): Sight {
  if (!isRunning(state)) return 'none'
  if (state.phase === 'opening') return 'opening'
  if (!isReady || pose === null) return 'loading'
  return pose.landmarks === null ? 'nobody' : 'seen'
}

/** Screen pixels for one of the picture, so that marks keep their size. */
function useScale(video: RefObject<HTMLVideoElement | null>, widthPx: number): number {
  const [shownPx, setShown] = useState(0)
  useEffect(() => {
    const element = video.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setShown(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [video])
  return widthPx > 0 && shownPx > 0 ? shownPx / widthPx : 1
}
