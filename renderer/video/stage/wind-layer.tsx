import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { videoStore } from '../video-store.ts'
import styles from './path.module.css'

/** Where the wind comes from, and how hard it blows: longer arrows for more. */
export function WindLayer(): ReactNode {
  const { metresPerSecond, from } = useStore(videoStore, ({ history }) => history.direction.fabric.wind)
  if (metresPerSecond === 0) return null
  const length = 24 + 4 * metresPerSecond
  return (
    <svg className={styles.wind} viewBox="-100 -100 200 200" aria-hidden="true" data-testid="wind">
      <g transform={`rotate(${from})`}>
        {[-22, 0, 22].map((y, i) => (
          <path key={y} d={`M${-length / 2 + 6 * (i % 2)} ${y}h${length}m-8 -5 8 5-8 5`} />
        ))}
      </g>
    </svg>
  )
}
