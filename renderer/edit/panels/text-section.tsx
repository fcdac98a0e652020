import { AlignCenter, AlignLeft, AlignRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { FONT_FAMILIES, type LayerPatch, type TextLayer } from '../../../app/domain/document/layer.ts'
import { IconButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useEdit, useEditor, useStage } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { type ControlGesture, useGesture } from '../use-gesture.ts'
import { ColourField } from './colour-field.tsx'
import styles from './layers.module.css'

const WEIGHTS = [100, 200, 300, 400, 500, 600, 700] as const
const ALIGNS = [
  { align: 'start', Icon: AlignLeft, key: 'edit.alignStart' },
  { align: 'centre', Icon: AlignCenter, key: 'edit.alignCentre' },
  { align: 'end', Icon: AlignRight, key: 'edit.alignEnd' },
] as const

/** Letters of a layer of text. What is typed is seen on the canvas with the next shape from the core. */
export function TextSection(): ReactNode {
  const { t } = useTranslation()
  const layer = useEdit(selectedLayer)
  const gesture = useGesture()
  if (layer === null || layer.kind !== 'text') return null
  const set = (patch: LayerPatch): void => gesture.change([{ type: 'set-layer', layerId: layer.id, patch }])
  return (
    <Section id="edit.text" title={t('edit.kind.text')} testId="text-section">
      <Typed key={layer.id} layer={layer} set={set} end={gesture.end} />
      <Look layer={layer} set={set} gesture={gesture} />
    </Section>
  )
}

interface TypedProps {
  readonly layer: TextLayer
  readonly set: (patch: LayerPatch) => void
  readonly end: () => void
}

function Typed({ layer, set, end }: TypedProps): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const stage = useStage()
  const isWanted = useEdit((state) => state.typing)
  const area = useRef<HTMLTextAreaElement>(null)
  const missing = useStore(stage.outlines.store, (state) => state.missing[layer.id] ?? '')
  useEffect(() => {
    if (!isWanted) return
    area.current?.focus()
    area.current?.select()
    editor.store.setState({ typing: false })
  }, [isWanted, editor])
  return (
    <>
      <textarea
        ref={area}
        className={styles.typed}
        aria-label={t('edit.textContent')}
        rows={3}
        maxLength={2000}
        dir={layer.direction === 'auto' ? 'auto' : layer.direction}
        disabled={layer.locked}
        value={layer.content}
        data-testid="text-content"
        onChange={(event) => set({ content: event.target.value.replace(/\r\n?/g, '\n').replace(/\t/g, ' ') })}
        onBlur={end}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          event.currentTarget.blur()
        }}
      />
      {missing !== '' && (
        <p className={styles.hint} role="status">
          {t('edit.missingLetters', { letters: missing })}
        </p>
      )}
    </>
  )
}

interface LookProps {
  readonly layer: TextLayer
  readonly set: (patch: LayerPatch) => void
  readonly gesture: ControlGesture
}

function Look({ layer, set, gesture }: LookProps): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const { locked } = layer
  const once = (patch: LayerPatch): void => void editor.change([{ type: 'set-layer', layerId: layer.id, patch }])
  const slider = (
    label: string,
    field: 'sizePx' | 'tracking' | 'lineHeight',
    how: { min: number; max: number; step: number; digits: number; factor: number; unit: string; neutral: number },
  ): ReactNode => (
    <SliderField
      {...how}
      label={label}
      value={layer[field] * how.factor}
      isDisabled={locked}
      testId={`text-${field}`}
      onChange={(value) => set({ [field]: value / how.factor })}
      onEnd={gesture.end}
    />
  )
  return (
    <>
      <SelectField
        label={t('edit.family')}
        value={layer.family}
        options={FONT_FAMILIES.map((value) => ({ value, label: value }))}
        isDisabled={locked}
        onChange={(family) => once({ family })}
      />
      <SelectField
        label={t('edit.weight')}
        value={String(layer.weight) as `${(typeof WEIGHTS)[number]}`}
        options={WEIGHTS.map((weight) => ({ value: `${weight}` as const, label: `${weight}` }))}
        isDisabled={locked}
        onChange={(weight) => once({ weight: Number(weight) as (typeof WEIGHTS)[number] })}
      />
      {slider(t('edit.size'), 'sizePx', { min: 8, max: 600, step: 1, digits: 0, factor: 1, unit: 'px', neutral: 64 })}
      {slider(t('edit.tracking'), 'tracking', { min: -20, max: 100, step: 1, digits: 0, factor: 100, unit: '%', neutral: 0 })}
      {slider(t('edit.lineHeight'), 'lineHeight', { min: 50, max: 300, step: 5, digits: 0, factor: 100, unit: '%', neutral: 125 })}
      <ColourField label={t('edit.colour')} value={layer.colour} isDisabled={locked} onChange={(colour) => set({ colour })} />
      <div className={styles.toggles}>
        {ALIGNS.map(({ align, Icon, key }) => (
          <IconButton key={align} label={t(key)} aria-pressed={layer.align === align} disabled={locked} onClick={() => once({ align })}>
            <Icon size={16} className="flip" />
          </IconButton>
        ))}
      </div>
      <SelectField
        label={t('edit.direction')}
        value={layer.direction}
        options={(['auto', 'ltr', 'rtl'] as const).map((value) => ({ value, label: t(`edit.directions.${value}`) }))}
        isDisabled={locked}
        onChange={(direction) => once({ direction })}
      />
    </>
  )
}
