import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import menu from '../ui/menu.module.css'
import styles from './filter-bar.module.css'

interface FilterChipProps<Value extends string> {
  /** What is filtered by. */
  readonly label: string
  readonly value: Value
  /** The first one is the one that does not narrow. */
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly testId: string
  /** A chip that stands for an order is never "on". */
  readonly isQuiet?: boolean
}

/** A chip that opens a list to choose one of; once it narrows, it says to what. */
export function FilterChip<Value extends string>({
  label,
  value,
  options,
  onChange,
  testId,
  isQuiet = false,
}: FilterChipProps<Value>): ReactNode {
  const chosen = options.find((option) => option.value === value)
  const isOn = !isQuiet && value !== options[0]?.value
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={isQuiet ? styles.order : styles.chip} data-on={isOn} data-testid={testId} title={label}>
        {isQuiet ? <span className="visually-hidden">{label}</span> : <span className={styles.chipLabel}>{label}</span>}
        {(isOn || isQuiet) && <span className={styles.chipValue}>{chosen?.label}</span>}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="start" sideOffset={4} aria-label={label}>
          <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
            {options.map((option) => (
              <DropdownMenu.RadioItem key={option.value} value={option.value} className={menu.item}>
                <span className={menu.mark}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </DropdownMenu.ItemIndicator>
                </span>
                {option.label}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
