import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../../app/domain/document/command.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import { CutOutButtons } from '../options/magic-options.tsx'
import { selectedLayer } from '../session/editor.ts'
import { useGesture } from '../use-gesture.ts'
import styles from './layers.module.css'

/** The mask of the layer that is worked on: how its edge is, whether it counts. */
export function MaskSection(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const layer = useEdit(selectedLayer)
  const gesture = useGesture()
  if (layer === null || layer.kind === 'text') return null
  const { mask, id, locked } = layer
  const command = (patch: Extract<Command, { type: 'set-mask' }>['patch']): Command => ({ type: 'set-mask', layerId: id, patch })
  if (mask === null) {
    return (
      <Section id="edit.mask" title={t('edit.mask')}>
        <p className={styles.hint}>{t('edit.noMask')}</p>
        <div className={styles.toggles}>
          <Button kind="line" disabled={locked} onClick={() => editor.store.setState({ tool: 'eraser' })}>
            {t('edit.paintMask')}
          </Button>
          {'picture' in layer && !locked && <CutOutButtons layerId={id} />}
        </div>
      </Section>
    )
  }
  const slider = (label: string, field: 'shiftPx' | 'featherPx', [min, max]: readonly [number, number]): ReactNode => (
    <SliderField
      label={label}
      value={mask[field]}
      min={min}
      max={max}
      step={0.5}
      digits={1}
      neutral={0}
      unit="px"
      isDisabled={locked}
      onChange={(value) => gesture.change([command({ [field]: value })])}
      onEnd={gesture.end}
    />
  )
  const flag = (label: string, field: 'enabled' | 'inverted'): ReactNode => (
    <label className={styles.check}>
      <input type="checkbox" checked={mask[field]} disabled={locked} onChange={() => editor.change([command({ [field]: !mask[field] })])} />
      {label}
    </label>
  )
  return (
    <Section
      id="edit.mask"
      title={t('edit.mask')}
      testId="mask-section"
      aside={
        <IconButton label={t('edit.deleteMask')} disabled={locked} onClick={() => editor.change([command(null)])}>
          <Trash2 size={16} />
        </IconButton>
      }
    >
      {flag(t('edit.maskOn'), 'enabled')}
      {flag(t('edit.inverted'), 'inverted')}
      {slider(t('edit.edge'), 'shiftPx', [-20, 20])}
      {slider(t('edit.feather'), 'featherPx', [0, 60])}
      <SliderField
        label={t('edit.decontaminate')}
        value={Math.round(mask.decontaminate * 100)}
        min={0}
        max={100}
        step={1}
        unit="%"
        isDisabled={locked}
        onChange={(value) => gesture.change([command({ decontaminate: value / 100 })])}
        onEnd={gesture.end}
      />
    </Section>
  )
}
