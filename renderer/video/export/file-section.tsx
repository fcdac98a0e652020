import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CLIP_CODECS, CLIP_FITS } from '../../../app/domain/video/clip-recipe.ts'
import { CLIP_RATIOS } from '../../../app/domain/video/networks.ts'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { LabelledRow } from '../director/labelled-row.tsx'
import { type ClipChoices, canAimAtSize, clipChoices, setShape } from './clip-choices.ts'
import styles from './clip-export.module.css'

const CODECS = { h264: 'H.264, MP4', hevc: 'HEVC, MP4', vp9: 'VP9, WebM', av1: 'AV1, MP4', prores: 'ProRes, MOV' } as const
const SHORT_SIDES = [540, 720, 1080, 2160] as const
const EXTRAS = ['cover', 'gif', 'webp'] as const
const ENCODERS = ['software', 'hardware'] as const
const SOUNDS = ['normalise', 'keep', 'remove'] as const

/** How the files are made. */
export function FileSection({ hasSound }: { readonly hasSound: boolean }): ReactNode {
  const { t } = useTranslation()
  const choices = useStore(clipChoices)
  const set = (change: Partial<ClipChoices>): void => clipChoices.setState(change)
  return (
    <Section id="video.export.file" title={t('video.export.file')}>
      <SelectField
        label={t('video.export.codec')}
        value={choices.codec}
        testId="codec"
        options={CLIP_CODECS.map((value) => ({ value, label: CODECS[value] }))}
        onChange={(codec) => set({ codec })}
      />
      <SelectField
        label={t('video.export.fit')}
        value={choices.shapes['9:16'].fit}
        testId="fit"
        options={CLIP_FITS.map((value) => ({ value, label: t(`video.export.fits.${value}`) }))}
        onChange={(fit) => {
          for (const ratio of CLIP_RATIOS) setShape(ratio, { fit })
        }}
      />
      {choices.shapes['9:16'].fit === 'color' && (
        <label className={styles.row}>
          <span>{t('video.export.colour')}</span>
          <input
            type="color"
            className={styles.field}
            value={choices.colour}
            data-testid="pad-colour"
            onChange={(event) => set({ colour: event.target.value })}
          />
        </label>
      )}
      <AimFields />
      <SelectField
        label={t('video.export.shortSide')}
        value={String(choices.shortSidePx)}
        testId="export-short-side"
        options={SHORT_SIDES.map((value) => ({ value: String(value), label: t('video.export.pixels', { n: value }) }))}
        onChange={(value) => set({ shortSidePx: Number(value) })}
      />
      <SelectField
        label={t('video.export.encoder')}
        value={choices.encoder}
        testId="encoder"
        options={ENCODERS.map((value) => ({ value, label: t(`video.export.encoders.${value}`) }))}
        onChange={(encoder) => set({ encoder })}
      />
      {hasSound && (
        <SelectField
          label={t('video.export.sound')}
          value={choices.sound}
          options={SOUNDS.map((value) => ({ value, label: t(`video.export.sounds.${value}`) }))}
          onChange={(sound) => set({ sound })}
        />
      )}
      {EXTRAS.map((name) => (
        <label key={name} className={styles.tick}>
          <input
            type="checkbox"
            checked={choices[name]}
            onChange={(event) => set({ [name]: event.target.checked })}
            data-testid={`with-${name}`}
          />
          <span>{t(`video.export.extra.${name}`)}</span>
        </label>
      ))}
    </Section>
  )
}

/** How good the files are, or how large. */
function AimFields(): ReactNode {
  const { t } = useTranslation()
  const choices = useStore(clipChoices)
  const set = (change: Partial<ClipChoices>): void => clipChoices.setState(change)
  const aim = canAimAtSize(choices) ? choices.aim : 'quality'
  return (
    <>
      <LabelledRow label={t('video.export.aim')}>
        <Segmented
          label={t('video.export.aim')}
          isWide
          value={aim}
          onChange={(next) => set({ aim: next })}
          options={[
            { value: 'quality', label: t('export.quality') },
            { value: 'size', label: t('video.export.fileSize'), isDisabled: !canAimAtSize(choices) },
          ]}
        />
      </LabelledRow>
      {aim === 'quality' ? (
        <SliderField
          label={t('export.quality')}
          value={choices.quality}
          min={1}
          max={100}
          step={1}
          testId="export-quality"
          onChange={(quality) => set({ quality })}
        />
      ) : (
        <SliderField
          label={t('video.export.fileSize')}
          value={choices.megabytes}
          min={0.5}
          max={100}
          step={0.5}
          digits={1}
          unit="MB"
          testId="export-megabytes"
          onChange={(megabytes) => set({ megabytes })}
        />
      )}
    </>
  )
}
