import { FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CanvasSize, Crop } from '../../../app/domain/document/frame.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import styles from '../edit.module.css'
import { useEdit, useEditor } from '../edit-context.tsx'
import { keptInside, straightening, turnedByQuarter, wholeCrop, withRatio } from '../tools/crop-frame.ts'
import { useGesture } from '../use-gesture.ts'
import { BarSlider } from './bar-slider.tsx'
import { CROP_RATIOS, ratioNameOf } from './crop-ratios.ts'
import { SmartCrop } from './smart-crop.tsx'

/** Margins that networks cover with their own buttons, as a share of the sides. */
const SAFE_AREA = 0.05

/** Proportions, straightening, quarter turns and mirrors of the crop. */
export function CropOptions(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const { canvas, crop: stored } = useEdit((state) => state.document)
  const safeArea = useEdit((state) => state.safeArea)
  const gesture = useGesture()
  const crop = stored ?? wholeCrop(canvas)
  const set = (next: Crop): void => void editor.change([{ type: 'set-crop', crop: next }])
  const straight = straightening(crop.angle)
  return (
    <>
      <RatioFields canvas={canvas} crop={crop} set={set} />
      <BarSlider
        label={t('edit.straighten')}
        value={straight}
        min={-45}
        max={45}
        step={0.1}
        digits={1}
        unit="°"
        testId="crop-angle"
        onChange={(angle) => {
          const next = Math.min(180, Math.max(-180, crop.angle - straight + angle))
          gesture.change([{ type: 'set-crop', crop: keptInside(canvas, { ...crop, angle: next }) }])
        }}
        onEnd={gesture.end}
      />
      <SmartCrop />
      <TurnButtons canvas={canvas} crop={crop} set={set} />
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={safeArea !== null}
          onChange={() => editor.store.setState({ safeArea: safeArea === null ? SAFE_AREA : null })}
        />
        {t('edit.safeArea')}
      </label>
      <Button
        kind="quiet"
        disabled={stored === null}
        onClick={() => editor.change([{ type: 'set-crop', crop: null }])}
        data-testid="crop-reset"
      >
        {t('edit.noCrop')}
      </Button>
      <Button kind="line" onClick={() => editor.store.setState({ tool: 'move' })} data-testid="crop-done">
        {t('edit.done')}
      </Button>
    </>
  )
}

interface PartProps {
  readonly canvas: CanvasSize
  readonly crop: Crop
  readonly set: (crop: Crop) => void
}

/** Proportions that are asked for often, and one's own. */
function RatioFields({ canvas, crop, set }: PartProps): ReactNode {
  const { t } = useTranslation()
  const name = ratioNameOf(crop.ratio)
  const choose = (wanted: string): void => {
    const known = CROP_RATIOS.find((one) => one.name === wanted)
    const own = wanted === 'original' ? canvas : crop
    set(withRatio(canvas, crop, known === undefined ? { width: own.width, height: own.height } : known.ratio))
  }
  const side = (label: string, which: 'width' | 'height'): ReactNode => {
    const ratio = crop.ratio ?? { width: 1, height: 1 }
    return (
      <NumberField
        label={label}
        value={ratio[which]}
        min={0.01}
        max={10_000}
        step={1}
        digits={Number.isInteger(ratio[which]) ? 0 : 2}
        className={styles.short}
        onChange={(next) => set(withRatio(canvas, crop, { ...ratio, [which]: next }))}
      />
    )
  }
  return (
    <>
      <SelectField
        label={t('edit.ratio')}
        labelled="inside"
        value={name}
        options={[
          ...CROP_RATIOS.map(({ name: value, ratio }) => ({ value, label: ratio === null ? t('edit.free') : value })),
          { value: 'original' as const, label: t('edit.originalRatio') },
          { value: 'custom' as const, label: t('edit.customRatio') },
        ]}
        testId="crop-ratio"
        onChange={choose}
      />
      {name === 'custom' && (
        <span className={styles.sides} dir="ltr">
          {side(t('edit.ratioWidth'), 'width')}
          <span aria-hidden>:</span>
          {side(t('edit.ratioHeight'), 'height')}
        </span>
      )}
    </>
  )
}

function TurnButtons({ canvas, crop, set }: PartProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <IconButton label={t('edit.turnLeft')} onClick={() => set(turnedByQuarter(canvas, crop, -1))}>
        <RotateCcw size={16} />
      </IconButton>
      <IconButton label={t('edit.turnRight')} onClick={() => set(turnedByQuarter(canvas, crop, 1))} data-testid="crop-turn">
        <RotateCw size={16} />
      </IconButton>
      <IconButton label={t('edit.flipX')} aria-pressed={crop.flipX} onClick={() => set({ ...crop, flipX: !crop.flipX })}>
        <FlipHorizontal2 size={16} />
      </IconButton>
      <IconButton label={t('edit.flipY')} aria-pressed={crop.flipY} onClick={() => set({ ...crop, flipY: !crop.flipY })}>
        <FlipVertical2 size={16} />
      </IconButton>
    </>
  )
}
