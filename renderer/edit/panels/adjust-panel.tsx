import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Segmented } from '../../ui/segmented.tsx'
import { useEdit } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { useGesture } from '../use-gesture.ts'
import styles from './adjust.module.css'
import { ADJUSTMENT_STEPS } from './adjustment-steps.ts'
import { StepFields } from './step-fields.tsx'

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
      <div className={styles.steps}>
        {ADJUSTMENT_STEPS.map((step) => (
          <StepFields key={step.id} step={step} values={values} target={target} gesture={gesture} />
        ))}
      </div>
    </>
  )
}
