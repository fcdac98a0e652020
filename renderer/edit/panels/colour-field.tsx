import { type ReactNode, useState } from 'react'
import styles from './colour-field.module.css'

interface ColourFieldProps {
  readonly label: string
  /** `#rrggbb`, or with alpha. */
  readonly value: string
  readonly isDisabled?: boolean
  readonly onChange: (colour: string) => void
}

/** A colour by the system's chooser, or typed. */
export function ColourField({ label, value, isDisabled = false, onChange }: ColourFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    const text = (typed ?? '').trim().replace(/^#?/, '#').toLowerCase()
    setTyped(null)
    if (/^#([0-9a-f]{6}|[0-9a-f]{8})$/.test(text) && text !== value) onChange(text)
  }
  return (
    <div className={styles.row}>
      <span aria-hidden>{label}</span>
      <span className={styles.pair} dir="ltr">
        <input
          type="color"
          aria-label={label}
          value={value.slice(0, 7)}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
        />
        <input
          type="text"
          aria-label={label}
          spellCheck={false}
          value={typed ?? value}
          disabled={isDisabled}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
          }}
        />
      </span>
    </div>
  )
}
