import { Dices } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Parameter } from '../../../app/domain/cloud/parameter.ts'
import type { JsonValue } from '../../../app/domain/json.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import styles from './output.module.css'
import { choicesOf, numberRange, plainName, plainValue } from './parameter-shape.ts'

interface ParameterFieldProps {
  /** The service's own name of it. */
  readonly name: string
  readonly rule: Parameter
  /** What was chosen; undefined where the model's own counts. */
  readonly value: JsonValue | undefined
  readonly onChange: (value: JsonValue | undefined) => void
}

/** The field that fits a parameter's rule. */
export function ParameterField({ name, rule, value, onChange }: ParameterFieldProps): ReactNode {
  const { t } = useTranslation()
  const label = rule.meaning === undefined ? plainName(name) : t(`parameter.${rule.meaning}`)
  const testId = `parameter-${name}`
  if (rule.type === 'loras') return null
  if (rule.type === 'boolean') {
    return <Tick label={label} isOn={(value ?? rule.default ?? false) === true} testId={testId} onChange={onChange} />
  }
  const choices = choicesOf(rule)
  if (choices !== null) {
    const current = String(value ?? rule.default ?? '')
    return <ChoiceField label={label} choices={choices} current={current} testId={testId} onChange={onChange} />
  }
  if (rule.type === 'string') return <TextField label={label} rule={rule} value={value} testId={testId} onChange={onChange} />
  if (rule.meaning === 'seed') return <SeedField label={label} rule={rule} value={value} testId={testId} onChange={onChange} />
  const { min, max, step, digits, isBounded } = numberRange(rule)
  const number = typeof value === 'number' ? value : (rule.default ?? min)
  const shared = { label, value: number, min, max, step, digits, testId, onChange }
  return isBounded ? (
    <SliderField {...shared} />
  ) : (
    <div className={styles.row}>
      <span aria-hidden>{label}</span>
      <NumberField {...shared} />
    </div>
  )
}

interface ChoiceFieldProps {
  readonly label: string
  readonly choices: readonly (string | number)[]
  readonly current: string
  readonly testId: string
  readonly onChange: (value: JsonValue | undefined) => void
}

/** As many letters as fit beside each other in an inspector. */
const MOST_LETTERS = 22

function ChoiceField({ label, choices, current, testId, onChange }: ChoiceFieldProps): ReactNode {
  const { t } = useTranslation()
  const options = choices.map((one) => ({ value: String(one), label: one === 'auto' ? t('create.auto') : plainValue(String(one)) }))
  const change = (text: string): void => onChange(choices.find((one) => String(one) === text))
  if (
    options.length <= 5 &&
    options.map((option) => option.label).join('').length <= MOST_LETTERS &&
    options.some(({ value }) => value === current)
  ) {
    return (
      <div className={styles.row} data-testid={testId}>
        <span aria-hidden>{label}</span>
        <Segmented label={label} isWide value={current} options={options} onChange={change} />
      </div>
    )
  }
  const withNone = options.some(({ value }) => value === current) ? options : [{ value: current, label: t('create.asModel') }, ...options]
  return <SelectField label={label} value={current} options={withNone} testId={testId} onChange={change} />
}

interface TickProps {
  readonly label: string
  readonly isOn: boolean
  readonly testId: string
  readonly onChange: (value: boolean) => void
}

function Tick({ label, isOn, testId, onChange }: TickProps): ReactNode {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={isOn} data-testid={testId} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}

interface FieldOf<Rule> {
  readonly label: string
  readonly rule: Rule
  readonly value: JsonValue | undefined
  readonly testId: string
  readonly onChange: (value: JsonValue | undefined) => void
}

function TextField({ label, rule, value, testId, onChange }: FieldOf<Extract<Parameter, { type: 'string' }>>): ReactNode {
  const id = useId()
  return (
    <div className={styles.row}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className={styles.text}
        maxLength={rule.maxLength}
        placeholder={rule.default}
        value={typeof value === 'string' ? value : ''}
        dir="auto"
        data-testid={testId}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
    </div>
  )
}

/** Chance, until a number is wanted: the same number and words give a like picture again. */
function SeedField({ label, rule, value, testId, onChange }: FieldOf<Extract<Parameter, { type: 'integer' | 'number' }>>): ReactNode {
  const { t } = useTranslation()
  const { min, max } = numberRange(rule)
  const roll = (): void => onChange(min + Math.floor(Math.random() * Math.min(100_000, max - min)))
  return (
    <div className={styles.row}>
      <span aria-hidden>{label}</span>
      <span className={styles.seed}>
        {typeof value === 'number' ? (
          <NumberField label={label} value={value} min={min} max={max} step={1} testId={testId} onChange={onChange} />
        ) : (
          <span className={styles.random}>{t('create.random')}</span>
        )}
        {typeof value === 'number' ? (
          <Button kind="quiet" className={styles.small} onClick={() => onChange(undefined)} data-testid={`${testId}-random`}>
            {t('create.random')}
          </Button>
        ) : (
          <IconButton label={t('create.fixSeed')} onClick={roll} data-testid={`${testId}-fix`}>
            <Dices size={16} />
          </IconButton>
        )}
      </span>
    </div>
  )
}
