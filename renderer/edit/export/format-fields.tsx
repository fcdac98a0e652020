import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { EXPORT_FORMATS } from '../../../app/domain/export/export-recipe.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { SliderRow } from '../../ui/slider.tsx'
import styles from './export.module.css'
import { type ExportChoices, exportChoices } from './export-choices.ts'

const LOSSLESS = new Set(['png', 'tiff'])

/** One file of the document as it is. */
export function FormatFields(): ReactNode {
  const { t } = useTranslation()
  const own = useStore(exportChoices, (choices) => choices.own)
  const set = (change: Partial<ExportChoices['own']>): void =>
    exportChoices.setState(({ own: before }) => ({ own: { ...before, ...change } }))
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">{t('export.own')}</legend>
      <label className={styles.tick}>
        <input type="checkbox" checked={own.isWanted} onChange={(event) => set({ isWanted: event.target.checked })} />
        <span>{t('export.own')}</span>
      </label>
      {own.isWanted && (
        <>
          <Segmented
            label={t('export.format')}
            value={own.format}
            options={EXPORT_FORMATS.map((value) => ({
              value,
              label: value === 'jpeg' ? 'JPEG' : value === 'webp' ? 'WebP' : value.toUpperCase(),
            }))}
            onChange={(format) => set({ format })}
            isWide
          />
          {!LOSSLESS.has(own.format) && (
            <SliderRow
              label={t('export.quality')}
              value={own.quality}
              min={1}
              max={100}
              step={1}
              format={String}
              onChange={(quality) => set({ quality })}
            />
          )}
          <label className={styles.row}>
            <span>{t('export.longSide')}</span>
            <input
              className={styles.field}
              type="number"
              min={1}
              max={16384}
              dir="ltr"
              placeholder={t('export.asItIs')}
              value={own.longSide}
              onChange={(event) => set({ longSide: event.target.value })}
            />
          </label>
        </>
      )}
    </fieldset>
  )
}
