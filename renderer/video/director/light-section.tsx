import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LIGHTS, type Light } from '../../../app/domain/director/direction.ts'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { direct, endGesture, videoStore } from '../video-store.ts'

const changeLight = (to: Partial<Light>, gesture: string | null = null): void =>
  direct((now) => ({ ...now, light: { ...now.light, ...to } }), gesture)

/** Light over the still, and the noise of film. */
export function LightSection(): ReactNode {
  const { t } = useTranslation()
  const light = useStore(videoStore, ({ history }) => history.direction.light)
  const grain = useStore(videoStore, ({ history }) => history.direction.grain)
  return (
    <Section id="video.light" title={t('video.light')} testId="light">
      <Segmented
        label={t('video.light')}
        isWide
        value={light.kind}
        onChange={(kind) => changeLight({ kind })}
        options={LIGHTS.map((value) => ({ value, label: t(`video.lights.${value}`) }))}
      />
      {light.kind !== 'none' && (
        <SliderField
          label={t('video.strength')}
          value={Math.round(100 * light.strength)}
          min={0}
          max={100}
          step={1}
          unit="%"
          onChange={(value) => changeLight({ strength: value / 100 }, 'light')}
          onEnd={endGesture}
        />
      )}
      <SliderField
        label={t('video.grain')}
        value={Math.round(100 * grain)}
        min={0}
        max={100}
        step={1}
        unit="%"
        onChange={(value) => direct((now) => ({ ...now, grain: value / 100 }), 'grain')}
        onEnd={endGesture}
      />
    </Section>
  )
}
