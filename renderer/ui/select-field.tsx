import { type ReactNode, useId } from 'react'
import styles from './select-field.module.css'

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly isDisabled?: boolean
  readonly testId?: string
  /** `inside`: only those who hear the page are told the label. */
  readonly labelled?: 'beside' | 'inside'
  readonly onChange: (value: Value) => void
}

/** One choice of many, by the system's own list: it is fast, and its letters choose. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const { label, value, options, isDisabled = false, testId, labelled = 'beside', onChange } = props
  const id = useId()
  const field = (
    <select
      id={id}
      className={styles.select}
      value={value}
      disabled={isDisabled}
      aria-label={labelled === 'inside' ? label : undefined}
      title={labelled === 'inside' ? label : undefined}
      data-testid={testId}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
  if (labelled === 'inside') return field
  return (
    <div className={styles.row}>
      <label htmlFor={id}>{label}</label>
      {field}
    </div>
  )
}
