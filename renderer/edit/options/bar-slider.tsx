import type { CSSProperties, ReactNode } from 'react'
import controls from '../../ui/controls.module.css'
import { NumberField } from '../../ui/number-field.tsx'
import styles from '../edit.module.css'

interface BarSliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** Greater than 1 gives small values more of the track. */
  readonly curve?: number
  readonly step?: number
  readonly digits?: number
  readonly unit: string
  readonly testId: string
  readonly onChange: (value: number) => void
  readonly onEnd?: () => void
}

const STEPS = 500

/** A slider in a bar: its name, the track, the number. */
export function BarSlider({
  label,
  value,
  min,
  max,
  curve = 1,
  step = 1,
  digits = 0,
  unit,
  testId,
  onChange,
  onEnd,
}: BarSliderProps): ReactNode {
  const place = ((value - min) / (max - min)) ** (1 / curve)
  return (
    <span className={styles.slider}>
      <span aria-hidden>{label}</span>
      <span className={controls.slider} dir="ltr">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={`${value} ${unit}`}
          min={0}
          max={STEPS}
          value={Math.round(Math.min(1, Math.max(0, place)) * STEPS)}
          style={{ '--v': `${Math.min(1, Math.max(0, place)) * 100}%` } as CSSProperties}
          onChange={(event) => {
            const raw = min + (Number(event.target.value) / STEPS) ** curve * (max - min)
            onChange(Number((Math.round(raw / step) * step).toFixed(4)))
          }}
          onPointerUp={onEnd}
          onKeyUp={onEnd}
        />
        <NumberField
          label={label}
          value={value}
          min={min}
          max={max}
          step={step}
          digits={digits}
          unit={unit}
          testId={testId}
          onChange={(next) => {
            onChange(next)
            onEnd?.()
          }}
        />
      </span>
    </span>
  )
}
