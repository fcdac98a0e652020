import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fill } from '../../../app/domain/document/fill.ts'
import type { BackgroundLayer } from '../../../app/domain/document/layer.ts'
import { SliderField } from '../../ui/slider-field.tsx'
import type { ControlGesture } from '../use-gesture.ts'
import { ColourField } from './colour-field.tsx'

/** What a background is filled with. */
export function FillFields({ layer, gesture }: { readonly layer: BackgroundLayer; readonly gesture: ControlGesture }): ReactNode {
  const { t } = useTranslation()
  const { fill, locked } = layer
  const set = (next: Fill): void => gesture.change([{ type: 'set-layer', layerId: layer.id, patch: { fill: next } }])
  if (fill.kind === 'colour') {
    return <ColourField label={t('edit.colour')} value={fill.colour} isDisabled={locked} onChange={(colour) => set({ ...fill, colour })} />
  }
  if (fill.kind === 'picture' || fill.kind === 'blurred') {
    return (
      <SliderField
        label={t('edit.blur')}
        value={fill.blurPx}
        min={0}
        max={200}
        step={1}
        unit="px"
        isDisabled={locked}
        onChange={(blurPx) => set({ ...fill, blurPx })}
        onEnd={gesture.end}
      />
    )
  }
  return <GradientFields fill={fill} isDisabled={locked} set={set} end={gesture.end} />
}

interface GradientProps {
  readonly fill: Extract<Fill, { kind: 'linear' | 'radial' }>
  readonly isDisabled: boolean
  readonly set: (fill: Fill) => void
  readonly end: () => void
}

function GradientFields({ fill, isDisabled, set, end }: GradientProps): ReactNode {
  const { t } = useTranslation()
  const last = fill.stops.length - 1
  const stop = (index: number, colour: string): void =>
    set({ ...fill, stops: fill.stops.map((one, i) => (i === index ? { ...one, colour } : one)) })
  return (
    <>
      <ColourField
        label={t('edit.from')}
        value={fill.stops[0]?.colour ?? '#ffffff'}
        isDisabled={isDisabled}
        onChange={(colour) => stop(0, colour)}
      />
      <ColourField
        label={t('edit.to')}
        value={fill.stops[last]?.colour ?? '#000000'}
        isDisabled={isDisabled}
        onChange={(colour) => stop(last, colour)}
      />
      {fill.kind === 'linear' && (
        <SliderField
          label={t('edit.angle')}
          value={fill.angle}
          min={-180}
          max={180}
          step={1}
          neutral={90}
          unit="°"
          isDisabled={isDisabled}
          onChange={(angle) => set({ ...fill, angle })}
          onEnd={end}
        />
      )}
      {fill.kind === 'radial' && (
        <SliderField
          label={t('edit.radius')}
          value={Math.round(fill.radius * 100)}
          min={1}
          max={150}
          step={1}
          neutral={50}
          unit="%"
          isDisabled={isDisabled}
          onChange={(radius) => set({ ...fill, radius: radius / 100 })}
          onEnd={end}
        />
      )}
    </>
  )
}
