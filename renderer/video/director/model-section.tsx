import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type Fabric, MODEL_MOVEMENTS, type ModelMotion } from '../../../app/domain/director/direction.ts'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { direct, endGesture, videoStore } from '../video-store.ts'
import { LabelledRow } from './labelled-row.tsx'

const changeModel = (to: Partial<ModelMotion>, gesture: string | null = null): void =>
  direct((now) => ({ ...now, model: { ...now.model, ...to } }), gesture)
const changeFabric = (to: Partial<Fabric>, gesture: string): void =>
  direct((now) => ({ ...now, fabric: { ...now.fabric, ...to } }), gesture)

/** What the person and the cloth do. */
export function ModelSection(): ReactNode {
  const { t } = useTranslation()
  const model = useStore(videoStore, ({ history }) => history.direction.model)
  const { stiffness, wind } = useStore(videoStore, ({ history }) => history.direction.fabric)
  return (
    <Section id="video.model" title={t('video.model')} testId="model">
      <LabelledRow label={t('video.movement')}>
        <Segmented
          label={t('video.movement')}
          isWide
          value={model.movement}
          onChange={(movement) => changeModel({ movement })}
          options={MODEL_MOVEMENTS.map((value) => ({ value, label: t(`video.movements.${value}`) }))}
        />
      </LabelledRow>
      {model.movement !== 'still' && (
        <SliderField
          label={t('video.amount')}
          value={Math.round(100 * model.amount)}
          min={0}
          max={100}
          step={1}
          unit="%"
          onChange={(value) => changeModel({ amount: value / 100 }, 'movement')}
          onEnd={endGesture}
        />
      )}
      <SliderField
        label={t('video.stiffness')}
        value={stiffness}
        min={0}
        max={1}
        step={0.05}
        digits={2}
        testId="stiffness"
        onChange={(value) => changeFabric({ stiffness: value }, 'stiffness')}
        onEnd={endGesture}
      />
      <SliderField
        label={t('video.wind')}
        value={wind.metresPerSecond}
        min={0}
        max={15}
        step={0.5}
        digits={1}
        unit="m/s"
        testId="wind-speed"
        onChange={(value) => changeFabric({ wind: { ...wind, metresPerSecond: value } }, 'wind')}
        onEnd={endGesture}
      />
      {wind.metresPerSecond > 0 && (
        <SliderField
          label={t('video.windFrom')}
          value={wind.from}
          min={-180}
          max={180}
          step={5}
          unit="°"
          neutral={0}
          testId="wind-from"
          onChange={(value) => changeFabric({ wind: { ...wind, from: value } }, 'wind-from')}
          onEnd={endGesture}
        />
      )}
    </Section>
  )
}
