import clsx from 'clsx'
import type { CSSProperties, ReactNode } from 'react'
import styles from './progress-bar.module.css'

interface ProgressBarProps {
  readonly label: string
  /** 0..1 */
  readonly fraction: number
  readonly className?: string | undefined
}

/** How far something is. Neutral in colour, and it grows from the left in every language, like the players it belongs to. */
export function ProgressBar({ label, fraction, className }: ProgressBarProps): ReactNode {
  const percent = Math.round(fraction * 100)
  return (
    <span
      className={clsx(styles.bar, className)}
      dir="ltr"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ '--p': `${percent}%` } as CSSProperties} />
    </span>
  )
}
