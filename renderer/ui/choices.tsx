import { type ReactNode, useId } from 'react'
import styles from './choices.module.css'

interface ChoicesProps<Value extends string> {
  readonly legend: string
  readonly help: string
  readonly name: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[]
  readonly onChange: (value: Value) => void
}

/** One choice of a few, each on a line of its own, with what it is about above. */
export function Choices<Value extends string>({ legend, help, name, value, options, onChange }: ChoicesProps<Value>): ReactNode {
  const helpId = useId()
  return (
    <fieldset className={styles.choices} aria-describedby={helpId}>
      <legend>{legend}</legend>
      <p id={helpId}>{help}</p>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            data-testid={`${name}-${option.value}`}
          />
          <bdi lang={option.lang}>{option.label}</bdi>
        </label>
      ))}
    </fieldset>
  )
}
