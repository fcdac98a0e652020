import { type CSSProperties, type ReactNode, useId } from 'react'
import styles from './controls.module.css'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly format: (value: number) => string
  readonly onChange: (value: number) => void
}

/** A labelled row with a slider and its value. The track stays left-to-right in every language. */
export function SliderRow({ label, value, min, max, step, format, onChange }: SliderProps): ReactNode {
  const id = useId()
  const share = `${((value - min) / (max - min)) * 100}%`
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.slider} dir="ltr">
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          style={{ '--v': share } as CSSProperties}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <output htmlFor={id}>{format(value)}</output>
      </div>
    </div>
  )
}
