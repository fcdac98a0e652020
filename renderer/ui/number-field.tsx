import clsx from 'clsx'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './number-field.module.css'

interface NumberFieldProps {
  /** Name for screen readers, also the tooltip. */
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** What an arrow key adds; with Shift ten times that. */
  readonly step: number
  /** Places after the point that are shown. */
  readonly digits?: number
  /** Behind the number, such as a unit. */
  readonly unit?: string
  readonly isDisabled?: boolean
  readonly className?: string | undefined
  readonly testId?: string
  readonly onChange: (value: number) => void
}

/** A number that is typed, or moved by arrow keys. What is typed counts with Enter, or when the field is left; Esc puts it back. */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { label, value, min, max, step, digits = 0, unit, isDisabled = false, className, testId, onChange } = props
  const [typed, setTyped] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const shown = value.toFixed(digits)
  useEffect(() => {
    // What came from elsewhere replaces what stands there, except while it is typed over.
    if (document.activeElement !== field.current) setTyped(null)
  })
  const commit = (): void => {
    const next = parseNumber(typed ?? '')
    setTyped(null)
    if (next !== null && next.toFixed(digits) !== shown) onChange(Math.min(max, Math.max(min, next)))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setTyped(null)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const by = (event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1)
      const from = parseNumber(typed ?? '') ?? value
      setTyped(null)
      onChange(Math.min(max, Math.max(min, Number((from + by).toFixed(Math.max(digits, 4))))))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span className={clsx(styles.field, className)} dir="ltr">
      <input
        ref={field}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        title={label}
        disabled={isDisabled}
        value={typed ?? shown}
        data-testid={testId}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={press}
      />
      {unit !== undefined && <span aria-hidden>{unit}</span>}
    </span>
  )
}

/** A number as people type it; null for none. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-')
  const value = plain === '' ? Number.NaN : Number(plain)
  return Number.isFinite(value) ? value : null
}
