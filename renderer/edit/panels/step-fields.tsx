import { RotateCcw } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Adjustments, type AdjustmentsPatch, NO_ADJUSTMENTS } from '../../../app/domain/document/adjustments.ts'
import { IconButton } from '../../ui/button.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useEditor } from '../edit-context.tsx'
import type { ControlGesture } from '../use-gesture.ts'
import styles from './adjust.module.css'
import type { AdjustmentStep, StepSlider } from './adjustment-steps.ts'

interface StepProps {
  readonly step: AdjustmentStep
  readonly values: Adjustments
  readonly target: { readonly layerId: string | null; readonly isLocked: boolean }
  readonly gesture: ControlGesture
}

/** One step: a switch, its numbers, and the way back to nothing. A step of one number stands in one row. */
export function StepFields({ step, values, target, gesture }: StepProps): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const skin = useId()
  const { id, sliders } = step
  const name = t(`edit.step.${id}`)
  const value = values[id] as Readonly<Record<string, number | boolean>>
  const neutral = NO_ADJUSTMENTS[id] as Readonly<Record<string, number | boolean>>
  const command = (next: object) =>
    ({ type: 'set-adjustments', layerId: target.layerId, patch: { [id]: { ...value, ...next } } as AdjustmentsPatch }) as const
  const flag = (field: 'enabled' | 'protectSkin', label: string, inputId?: string): ReactNode => (
    <input
      id={inputId}
      type="checkbox"
      aria-label={inputId === undefined ? label : undefined}
      title={label}
      checked={value[field] === true}
      disabled={target.isLocked}
      onChange={() => editor.change([command({ [field]: value[field] !== true })])}
    />
  )
  const reset = (
    <IconButton
      label={t('edit.reset', { name })}
      disabled={target.isLocked || sliders.every(({ field }) => value[field] === neutral[field])}
      onClick={() => editor.change([command(neutral)])}
    >
      <RotateCcw size={14} />
    </IconButton>
  )
  const slider = ({ field, key, factor, ...range }: StepSlider, label: string): ReactNode => (
    <SliderField
      key={key}
      {...range}
      label={label}
      value={Number(value[field]) * factor}
      neutral={Number(neutral[field]) * factor}
      isDisabled={target.isLocked || value['enabled'] !== true}
      testId={`adjust-${field === 'amount' ? id : field}`}
      onChange={(next) => gesture.change([command({ [field]: next / factor })])}
      onEnd={gesture.end}
    />
  )
  const [only, ...more] = sliders
  if (only !== undefined && more.length === 0) {
    return (
      <div className={styles.row} data-off={value['enabled'] !== true}>
        {flag('enabled', t('edit.stepOn', { name }))}
        {slider(only, name)}
        {reset}
      </div>
    )
  }
  return (
    <fieldset className={styles.step} aria-label={name} data-off={value['enabled'] !== true}>
      <div className={styles.head}>
        {flag('enabled', t('edit.stepOn', { name }))}
        <span>{name}</span>
        {reset}
      </div>
      {sliders.map((one) => (
        <div key={one.key} className={styles.row}>
          <span />
          {slider(one, t(one.key))}
          <span />
        </div>
      ))}
      {id === 'sharpen' && (
        <div className={styles.skin}>
          {flag('protectSkin', t('edit.protectSkin'), skin)}
          <label htmlFor={skin}>{t('edit.protectSkin')}</label>
        </div>
      )}
    </fieldset>
  )
}
