import clsx from 'clsx'
import type { CSSProperties, ReactNode } from 'react'
import styles from './controls.module.css'
import { NumberField } from './number-field.tsx'
import own from './slider-field.module.css'

interface SliderFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly digits?: number
  readonly unit?: string
  /** The bar begins here, and a double click leads back to it. */
  readonly neutral?: number
  readonly isDisabled?: boolean
  readonly testId?: string
  readonly onChange: (value: number) => void
  /** The hand has let go. */
  readonly onEnd?: () => void
}

/** A slider with its number, which can be typed. The track stays left-to-right in every language. */
export function SliderField(props: SliderFieldProps): ReactNode {
  const { label, value, min, max, step, neutral = min, isDisabled = false, testId, onChange, onEnd } = props
  const share = (at: number): number => (100 * (at - min)) / (max - min)
  const [from, to] = [share(Math.min(value, neutral)), share(Math.max(value, neutral))]
  return (
    <div className={own.row}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <div className={clsx(styles.slider, own.slider)} dir="ltr">
        <input
          type="range"
          aria-label={label}
          min={min}
          max={max}
          step={step}
          value={value}
          disabled={isDisabled}
          data-testid={testId === undefined ? undefined : `${testId}-slider`}
          style={{ '--from': `${from}%`, '--v': `${to}%` } as CSSProperties}
          onChange={(event) => onChange(Number(event.target.value))}
          onPointerUp={onEnd}
          onKeyUp={onEnd}
          onBlur={onEnd}
          onDoubleClick={() => {
            onChange(neutral)
            onEnd?.()
          }}
        />
        <NumberField
          {...props}
          onChange={(next) => {
            onChange(next)
            onEnd?.()
          }}
        />
      </div>
    </div>
  )
}
