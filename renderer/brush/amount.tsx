import { type CSSProperties, type ReactNode, useId } from 'react'
import styles from './brush.module.css'

interface AmountProps {
  readonly label: string
  /** What is typed and what the slider moves along: whole steps of `step` between the ends. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly testId: string
  readonly onChange: (value: number) => void
}

/** A number to be typed, or moved by a slider. */
export function Amount({ label, value, min, max, step, testId, onChange }: AmountProps): ReactNode {
  const id = useId()
  const share = `${((value - min) / (max - min)) * 100}%`
  return (
    <span className={styles.amount}>
      <label className={styles.name} htmlFor={id}>
        {label}
      </label>
      <span className={styles.slider} dir="ltr">
        <input
          type="range"
          aria-label={label}
          min={min}
          max={max}
          step={step}
          value={value}
          style={{ '--v': share } as CSSProperties}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <input
          id={id}
          type="number"
          min={min}
          max={max}
          step={step}
          value={value}
          data-testid={testId}
          onChange={(event) => {
            const typed = event.target.valueAsNumber
            if (Number.isFinite(typed)) onChange(typed)
          }}
        />
      </span>
    </span>
  )
}
