import clsx from 'clsx'
import type { KeyboardEvent, ReactNode } from 'react'
import styles from './controls.module.css'

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly isDisabled?: boolean; readonly count?: number }[]
  readonly onChange: (value: Value) => void
  readonly isWide?: boolean
}

/** One choice of a few, all visible. Arrow keys move the choice, as in a radio group. */
export function Segmented<Value extends string>({ label, value, options, onChange, isWide = false }: SegmentedProps<Value>): ReactNode {
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    // The choices run from right to left where the window does.
    const forward = event.currentTarget.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    const step = event.key === forward || event.key === 'ArrowDown' ? 1 : event.key === back || event.key === 'ArrowUp' ? -1 : 0
    const enabled = options.filter((option) => option.isDisabled !== true)
    const next = enabled[(enabled.findIndex((option) => option.value === value) + step + enabled.length) % enabled.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    onChange(next.value)
    const buttons = event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')
    buttons[options.indexOf(next)]?.focus()
  }
  return (
    <div className={clsx(styles.segmented, isWide && styles.wide)} role="radiogroup" aria-label={label} onKeyDown={move}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold the text it shows; the group has roving focus and arrow keys.
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          disabled={option.isDisabled === true}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && <span className={styles.count}>{option.count}</span>}
        </button>
      ))}
    </div>
  )
}
