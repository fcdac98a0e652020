import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { EXPORT_PRESETS, type ExportPreset, PRESETS_AS_OF } from '../../../app/domain/export/export-presets.ts'
import { Num } from '../../ui/num.tsx'
import styles from './export.module.css'
import { exportChoices } from './export-choices.ts'

/** Sizes that shops and networks ask for; any number of them at once. */
export function PresetList(): ReactNode {
  const { t } = useTranslation()
  const chosen = useStore(exportChoices, (choices) => choices.presets)
  const toggle = (id: string): void =>
    exportChoices.setState(({ presets }) => ({ presets: presets.includes(id) ? presets.filter((one) => one !== id) : [...presets, id] }))
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('export.presets')}</legend>
      {EXPORT_PRESETS.map((preset) => (
        <label key={preset.id} className={styles.tick}>
          <input type="checkbox" checked={chosen.includes(preset.id)} onChange={() => toggle(preset.id)} />
          <bdi>{preset.label}</bdi>
          <span className={styles.end}>
            <Num>{sizeText(preset)}</Num>
          </span>
        </label>
      ))}
      <p className={styles.help}>{t('export.asOf', { date: PRESETS_AS_OF })}</p>
    </fieldset>
  )
}

function sizeText({ recipe: { size, format } }: ExportPreset): string {
  const pixels = 'width' in size ? `${size.width} × ${size.height}` : ''
  return `${pixels} ${format === 'jpeg' ? 'JPEG' : format === 'webp' ? 'WebP' : format.toUpperCase()}`
}
