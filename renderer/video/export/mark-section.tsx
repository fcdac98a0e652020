import { ImagePlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { PicturePicker } from '../../edit/panels/picture-picker.tsx'
import { Button } from '../../ui/button.tsx'
import { NinePlaces } from '../../ui/nine-places.tsx'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { clipChoices, setMark } from './clip-choices.ts'
import styles from './clip-export.module.css'

const KINDS = ['none', 'text', 'logo'] as const

/** A mark over every file. */
export function MarkSection(): ReactNode {
  const { t } = useTranslation()
  const mark = useStore(clipChoices, (choices) => choices.mark)
  const [isPicking, setPicking] = useState(false)
  const isOn = mark.kind !== 'none'
  return (
    <Section id="video.export.mark" title={t('export.mark')}>
      <Segmented
        label={t('export.mark')}
        isWide
        value={mark.kind}
        onChange={(kind) => setMark({ kind })}
        options={KINDS.map((value) => ({ value, label: t(`video.export.mark.${value}`) }))}
      />
      {mark.kind === 'text' && (
        <label className={styles.row}>
          <span>{t('export.markText')}</span>
          <input
            className={styles.field}
            dir="auto"
            maxLength={200}
            value={mark.text}
            data-testid="mark-text"
            onChange={(event) => setMark({ text: event.target.value })}
          />
        </label>
      )}
      {mark.kind === 'logo' && (
        <Button kind="line" className={styles.pick} onClick={() => setPicking(true)} data-testid="choose-logo">
          <ImagePlus size={16} aria-hidden />
          {mark.logo === null ? t('video.export.chooseLogo') : <bdi>{mark.logo.name}</bdi>}
        </Button>
      )}
      {isOn && <MarkFields />}
      {isPicking && (
        <PicturePicker
          label={t('video.export.chooseLogo')}
          onClose={() => setPicking(false)}
          onPick={({ id, hash, width, height, name }) => setMark({ logo: { assetId: id, hash, width, height, name } })}
        />
      )}
    </Section>
  )
}

function MarkFields(): ReactNode {
  const { t } = useTranslation()
  const mark = useStore(clipChoices, (choices) => choices.mark)
  return (
    <>
      <NinePlaces
        className={styles.row}
        label={t('export.markPlace')}
        value={mark.place}
        testId="mark-place"
        onChange={(place) => setMark({ place })}
      />
      <SliderField
        label={t('export.markSize')}
        value={mark.size}
        min={1}
        max={40}
        step={1}
        unit="%"
        onChange={(size) => setMark({ size })}
      />
      <SliderField
        label={t('export.markOpacity')}
        value={mark.opacity}
        min={5}
        max={100}
        step={5}
        unit="%"
        onChange={(opacity) => setMark({ opacity })}
      />
      <SliderField
        label={t('video.export.margin')}
        value={mark.margin}
        min={0}
        max={30}
        step={1}
        unit="%"
        onChange={(margin) => setMark({ margin })}
      />
    </>
  )
}
