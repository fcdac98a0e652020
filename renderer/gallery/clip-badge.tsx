import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClipFacts } from '../../app/domain/asset.ts'
import { clockOf } from '../language/use-format.ts'
import styles from './grid.module.css'

/** Over the poster of a clip: that it moves, and for how long. */
export function ClipBadge({ clip }: { readonly clip: ClipFacts }): ReactNode {
  return (
    <span className={styles.clip} dir="ltr" data-testid="clip-badge">
      <Play size={10} fill="currentColor" aria-hidden />
      {clipLength(clip)}
    </span>
  )
}

/** `0:06`; a clip of less than a second takes one. */
export function clipLength({ durationMs }: ClipFacts): string {
  return clockOf(Math.max(1, Math.round(durationMs / 1000)))
}
