import type { ReactNode } from 'react'
import styles from './switch.module.css'

interface SwitchProps {
  /** Name for screen readers. */
  readonly label: string
  readonly isOn: boolean
  readonly testId?: string
  readonly onChange: (to: 'on' | 'off') => void
}

/** On or off, at once. */
export function Switch({ label, isOn, testId, onChange }: SwitchProps): ReactNode {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      title={label}
      className={styles.switch}
      data-testid={testId}
      onClick={(event) => {
        event.stopPropagation()
        onChange(isOn ? 'off' : 'on')
      }}
    />
  )
}
