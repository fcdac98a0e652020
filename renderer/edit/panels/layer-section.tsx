import { Copy, FlipHorizontal2, FlipVertical2, RotateCw, Scaling, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer, LayerPatch, PhotoLayer } from '../../../app/domain/document/layer.ts'
import { IconButton } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { duplicate, remove } from '../session/layer-actions.ts'
import { isPlaced, type PlacedLayer } from '../tools/layer-shape.ts'
import { halfTurns } from '../tools/move-tool.ts'
import { useGesture } from '../use-gesture.ts'
import { BLENDS } from './blends.ts'
import { FillFields } from './fill-fields.tsx'
import styles from './layers.module.css'

/** Opacity, blending and place of the layer that is worked on. */
export function LayerSection(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const layer = useEdit(selectedLayer)
  const gesture = useGesture()
  if (layer === null) return <p className={styles.none}>{t('edit.chooseLayer')}</p>
  const set = (patch: LayerPatch): void => gesture.change([{ type: 'set-layer', layerId: layer.id, patch }])
  return (
    <Section
      id="edit.layer"
      title={t('edit.layer')}
      testId="layer-section"
      aside={
        <span className={styles.actions}>
          <IconButton label={t('edit.duplicate')} onClick={() => duplicate(editor, (name) => t('edit.copyOf', { name }))}>
            <Copy size={16} />
          </IconButton>
          <IconButton label={t('edit.delete')} disabled={layer.locked} onClick={() => remove(editor)} data-testid="delete-layer">
            <Trash2 size={16} />
          </IconButton>
        </span>
      }
    >
      <SliderField
        label={t('edit.opacity')}
        value={Math.round(layer.opacity * 100)}
        min={0}
        max={100}
        step={1}
        neutral={100}
        unit="%"
        isDisabled={layer.locked}
        testId="opacity"
        onChange={(value) => set({ opacity: value / 100 })}
        onEnd={gesture.end}
      />
      <SelectField
        label={t('edit.blending')}
        value={layer.blend}
        options={BLENDS.map((value) => ({ value, label: t(`edit.blend.${value}`) }))}
        isDisabled={layer.locked}
        onChange={(blend) => editor.change([{ type: 'set-layer', layerId: layer.id, patch: { blend } }])}
      />
      {isPlaced(layer) && <PlaceFields layer={layer} set={set} end={gesture.end} />}
      {layer.kind === 'photo' && <UpscaleFields layer={layer} />}
      {layer.kind === 'background' && <FillFields layer={layer} gesture={gesture} />}
    </Section>
  )
}

interface PlaceProps {
  readonly layer: PlacedLayer
  readonly set: (patch: LayerPatch) => void
  readonly end: () => void
}

/** Where a layer lies, as numbers. The place is that of its middle. */
function PlaceFields({ layer, set, end }: PlaceProps): ReactNode {
  const { t } = useTranslation()
  const { transform, locked } = layer
  const number = (
    label: string,
    value: number,
    patch: (value: number) => Partial<Layer & { transform: object }>['transform'],
    unit: string,
    digits: number,
  ): ReactNode => (
    <NumberField
      label={label}
      value={value}
      min={-65536}
      max={65536}
      step={1}
      digits={digits}
      unit={unit}
      isDisabled={locked}
      onChange={(next) => {
        set({ transform: { ...transform, ...patch(next) } })
        end()
      }}
    />
  )
  return (
    <>
      <div className={styles.pair}>
        <span className={styles.labelled}>
          <span aria-hidden>X</span>
          {number(t('edit.placeX'), transform.x, (x) => ({ x }), 'px', 0)}
        </span>
        <span className={styles.labelled}>
          <span aria-hidden>Y</span>
          {number(t('edit.placeY'), transform.y, (y) => ({ y }), 'px', 0)}
        </span>
        <span className={styles.labelled}>
          <Scaling size={14} aria-hidden />
          {number(t('edit.scale'), transform.scale * 100, (value) => ({ scale: Math.min(1000, Math.max(0.001, value / 100)) }), '%', 1)}
        </span>
        <span className={styles.labelled}>
          <RotateCw size={14} aria-hidden />
          {number(t('edit.rotation'), transform.rotation, (value) => ({ rotation: halfTurns(value) }), '°', 1)}
        </span>
      </div>
      <div className={styles.toggles}>
        <IconButton
          label={t('edit.flipX')}
          aria-pressed={transform.flipX}
          disabled={locked}
          onClick={() => {
            set({ transform: { ...transform, flipX: !transform.flipX } })
            end()
          }}
        >
          <FlipHorizontal2 size={16} />
        </IconButton>
        <IconButton
          label={t('edit.flipY')}
          aria-pressed={transform.flipY}
          disabled={locked}
          onClick={() => {
            set({ transform: { ...transform, flipY: !transform.flipY } })
            end()
          }}
        >
          <FlipVertical2 size={16} />
        </IconButton>
      </div>
    </>
  )
}

/** Finer pixels: off, or how many times. Switching it shows before and after. */
function UpscaleFields({ layer }: { readonly layer: PhotoLayer }): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const { upscale } = layer
  const value = upscale?.enabled === true ? (String(upscale.factor) as '2' | '4') : 'off'
  const choose = (next: 'off' | '2' | '4'): void => {
    const factor = next === '4' ? 4 : 2
    const wanted = {
      method: 'edge-directed' as const,
      protectSkin: true,
      ...upscale,
      enabled: next !== 'off',
      factor: next === 'off' ? (upscale?.factor ?? 2) : (factor as 2 | 4),
    }
    editor.change([{ type: 'set-layer', layerId: layer.id, patch: { upscale: wanted } }])
  }
  return (
    <SelectField
      label={t('edit.upscale')}
      value={value}
      options={[
        { value: 'off', label: t('edit.upscaleOff') },
        { value: '2', label: '2×' },
        { value: '4', label: '4×' },
      ]}
      isDisabled={layer.locked}
      testId="upscale"
      onChange={choose}
    />
  )
}
