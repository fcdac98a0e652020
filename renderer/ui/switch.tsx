import type { ReactNode } from 'react'
import styles from './controls.module.css'

interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** A labelled row with a switch at its end. */
export function SwitchRow({ label, checked, onChange }: SwitchProps): ReactNode {
  return (
    <div className={styles.row}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <button
        type="button"
        role="switch"
        className={styles.switch}
        aria-label={label}
        aria-checked={checked}
        onClick={() => onChange(!checked)}
      />
    </div>
  )
}
