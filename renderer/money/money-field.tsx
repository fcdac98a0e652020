import { type ReactNode, useId, useState } from 'react'
import styles from './money-field.module.css'
import { microsIn } from './money-text.ts'

interface MoneyFieldProps {
  readonly label: string
  /** Millionths of a dollar; null for none. */
  readonly micros: number | null
  /** What stands in an empty field. */
  readonly none: string
  readonly testId: string
  /** Said under the field while what stands in it is no amount. */
  readonly badText: string
  readonly onChange: (micros: number | null) => void
}

/** An amount of dollars that may be left empty. It counts with Enter, or when the field is left; Esc puts it back. */
export function MoneyField({ label, micros, none, testId, badText, onChange }: MoneyFieldProps): ReactNode {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = micros === null ? '' : String(micros / 1_000_000)
  const meant = typed === null || typed.trim() === '' ? null : microsIn(typed)
  const isBad = typed !== null && typed.trim() !== '' && meant === null
  const commit = (): void => {
    if (typed === null || isBad) return
    setTyped(null)
    if (meant !== micros) onChange(meant)
  }
  return (
    <div className={styles.row}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.field} dir="ltr" data-bad={isBad}>
        <span aria-hidden>$</span>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          placeholder={none}
          value={typed ?? shown}
          aria-invalid={isBad}
          aria-describedby={isBad ? `${id}-bad` : undefined}
          data-testid={testId}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            else if (event.key === 'Escape') setTyped(null)
          }}
        />
      </span>
      {isBad && (
        <p id={`${id}-bad`} className={styles.bad}>
          {badText}
        </p>
      )}
    </div>
  )
}
