import { RotateCcw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Adjustments, type AdjustmentsPatch, NO_ADJUSTMENTS } from '../../../app/domain/document/adjustments.ts'
import { IconButton } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { type ControlGesture, useGesture } from '../use-gesture.ts'
import styles from './adjust.module.css'
import { ADJUSTMENT_STEPS, type AdjustmentStep } from './adjustment-steps.ts'

/** Light and colour, of the layer that is worked on or of the whole picture. */
export function AdjustPanel(): ReactNode {
  const { t } = useTranslation()
  const layer = useEdit(selectedLayer)
  const whole = useEdit((state) => state.document.adjustments)
  const [scope, setScope] = useState<'layer' | 'document'>('layer')
  const canBeLayer = layer !== null && layer.kind !== 'text'
  const isLayer = scope === 'layer' && canBeLayer
  const gesture = useGesture()
  const values = isLayer ? layer.adjustments : whole
  const target = { layerId: isLayer ? layer.id : null, isLocked: isLayer && layer.locked }
  return (
    <>
      <div className={styles.scope}>
        <Segmented
          label={t('edit.scope')}
          isWide
          value={isLayer ? 'layer' : 'document'}
          options={[
            { value: 'layer', label: t('edit.scopeLayer'), isDisabled: !canBeLayer },
            { value: 'document', label: t('edit.scopeDocument') },
          ]}
          onChange={setScope}
        />
        {isLayer && (
          <p className={styles.of}>
            <bdi>{layer.name}</bdi>
          </p>
        )}
      </div>
      {ADJUSTMENT_STEPS.map((step) => (
        <StepFields key={step.id} step={step} values={values} target={target} gesture={gesture} />
      ))}
    </>
  )
}

interface StepProps {
  readonly step: AdjustmentStep
  readonly values: Adjustments
  readonly target: { readonly layerId: string | null; readonly isLocked: boolean }
  readonly gesture: ControlGesture
}

/** One step: its numbers, a switch, and the way back to nothing. */
function StepFields({ step, values, target, gesture }: StepProps): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const { id, sliders } = step
  const value = values[id]
  const neutral = NO_ADJUSTMENTS[id]
  const command = (next: object) =>
    ({ type: 'set-adjustments', layerId: target.layerId, patch: { [id]: { ...value, ...next } } as AdjustmentsPatch }) as const
  const isNeutral = sliders.every(({ field }) => value[field as never] === neutral[field as never])
  return (
    <fieldset className={styles.step} data-off={!value.enabled} aria-label={t(`edit.step.${id}`)}>
      <div className={styles.head}>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={value.enabled}
            disabled={target.isLocked}
            onChange={() => editor.change([command({ enabled: !value.enabled })])}
          />
          {t(`edit.step.${id}`)}
        </label>
        <IconButton
          label={t('edit.reset', { name: t(`edit.step.${id}`) })}
          disabled={isNeutral || target.isLocked}
          onClick={() => editor.change([command(neutral)])}
        >
          <RotateCcw size={14} />
        </IconButton>
      </div>
      {sliders.map(({ field, key, min, max, step: by, digits, factor, unit }) => (
        <SliderField
          key={field}
          label={t(key)}
          value={(value[field as never] as number) * factor}
          min={min}
          max={max}
          step={by}
          digits={digits}
          unit={unit}
          neutral={(neutral[field as never] as number) * factor}
          isDisabled={target.isLocked || !value.enabled}
          testId={`adjust-${field === 'amount' ? id : field}`}
          onChange={(next) => gesture.change([command({ [field]: next / factor })])}
          onEnd={gesture.end}
        />
      ))}
      {id === 'sharpen' && (
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={values.sharpen.protectSkin}
            disabled={target.isLocked || !value.enabled}
            onChange={() => editor.change([command({ protectSkin: !values.sharpen.protectSkin })])}
          />
          {t('edit.protectSkin')}
        </label>
      )}
    </fieldset>
  )
}
