import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { NinePlaces } from '../../ui/nine-places.tsx'
import { SliderRow } from '../../ui/slider.tsx'
import styles from './export.module.css'
import { type ExportChoices, exportChoices } from './export-choices.ts'

const percent = (value: number): string => `${value} %`

/** A mark over every file. */
export function MarkFields(): ReactNode {
  const { t } = useTranslation()
  const mark = useStore(exportChoices, (choices) => choices.mark)
  const set = (change: Partial<ExportChoices['mark']>): void =>
    exportChoices.setState(({ mark: before }) => ({ mark: { ...before, ...change } }))
  const isOn = mark.text.trim() !== ''
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('export.mark')}</legend>
      <label className={styles.row}>
        <span>{t('export.markText')}</span>
        <input
          className={styles.field}
          dir="auto"
          maxLength={200}
          value={mark.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </label>
      {isOn && (
        <>
          <SliderRow
            label={t('export.markSize')}
            value={mark.size}
            min={1}
            max={40}
            step={1}
            format={percent}
            onChange={(size) => set({ size })}
          />
          <SliderRow
            label={t('export.markOpacity')}
            value={mark.opacity}
            min={5}
            max={100}
            step={5}
            format={percent}
            onChange={(opacity) => set({ opacity })}
          />
          <label className={styles.tick}>
            <input type="checkbox" checked={mark.isTiled} onChange={(event) => set({ isTiled: event.target.checked })} />
            <span>{t('export.markTiled')}</span>
          </label>
          {!mark.isTiled && (
            <NinePlaces
              className={styles.row}
              label={t('export.markPlace')}
              value={mark.place}
              testId="mark-place"
              onChange={(place) => set({ place })}
            />
          )}
        </>
      )}
    </fieldset>
  )
}
