import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type ContactShadow, contactShadow } from '../../../app/domain/document/adjustments.ts'
import { Section } from '../../ui/section.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { useGesture } from '../use-gesture.ts'
import styles from './layers.module.css'

const FIELDS = [
  { field: 'softnessPx', min: 0, max: 200, key: 'edit.softness' },
  { field: 'offsetX', min: -200, max: 200, key: 'edit.offsetX' },
  { field: 'offsetY', min: -200, max: 200, key: 'edit.offsetY' },
] as const satisfies readonly { readonly field: keyof ContactShadow; readonly min: number; readonly max: number; readonly key: string }[]

/** A soft shadow under the layer that is worked on. */
export function ShadowSection(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const layer = useEdit(selectedLayer)
  const gesture = useGesture()
  if (layer === null || layer.kind === 'background') return null
  const { shadow, id, locked } = layer
  const set = (next: ContactShadow) => ({ type: 'set-layer' as const, layerId: id, patch: { shadow: next } })
  return (
    <Section id="edit.shadow" title={t('edit.shadow')} testId="shadow-section">
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={shadow?.enabled === true}
          disabled={locked}
          data-testid="shadow-on"
          onChange={(event) => editor.change([set({ ...(shadow ?? contactShadow.parse({})), enabled: event.target.checked })])}
        />
        {t('edit.shadowOn')}
      </label>
      {shadow?.enabled === true && (
        <>
          <SliderField
            label={t('edit.opacity')}
            value={Math.round(shadow.opacity * 100)}
            min={0}
            max={100}
            step={1}
            unit="%"
            isDisabled={locked}
            onChange={(value) => gesture.change([set({ ...shadow, opacity: value / 100 })])}
            onEnd={gesture.end}
          />
          {FIELDS.map(({ field, min, max, key }) => (
            <SliderField
              key={field}
              label={t(key)}
              value={shadow[field]}
              min={min}
              max={max}
              step={1}
              neutral={0}
              unit="px"
              isDisabled={locked}
              onChange={(value) => gesture.change([set({ ...shadow, [field]: value })])}
              onEnd={gesture.end}
            />
          ))}
        </>
      )}
    </Section>
  )
}
