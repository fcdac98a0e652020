import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import { progressOf } from '../stage/path-poses.ts'
import { useVideo } from '../video-context.tsx'
import { videoStore } from '../video-store.ts'
import styles from './transport.module.css'

const MOST_POINTS = 61

/** How the camera gets along its path: steep is fast. Views that were put down by hand stand on it. */
export function MoveTrack(): ReactNode {
  const { preview } = useVideo()
  const keyframes = useStore(videoStore, ({ history }) => history.direction.camera.keyframes)
  const points = Math.min(MOST_POINTS, preview.path.frames)
  const line = useMemo(
    () =>
      progressOf(preview.path, points)
        .map((done, i) => `L${(100 * i) / (points - 1)} ${(27 - 25 * done).toFixed(2)}`)
        .join(''),
    [preview.path, points],
  )
  return (
    <>
      <svg className={styles.easing} viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true" data-testid="easing">
        <path d={`M0 28${line}L100 28Z`} />
      </svg>
      {keyframes.length >= 2 &&
        keyframes.map(({ at }) => <span key={at} className={styles.keyframe} style={{ left: `${100 * at}%` }} aria-hidden />)}
    </>
  )
}
