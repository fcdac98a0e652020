import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Crop } from '../../../app/domain/document/frame.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import { keptInside, wholeCrop } from '../tools/crop-frame.ts'
import styles from './layers.module.css'

/** The frame of the crop as numbers, while the crop is worked on. */
export function CropSection(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const tool = useEdit((state) => state.tool)
  const { canvas, crop: stored } = useEdit((state) => state.document)
  if (tool !== 'crop') return null
  const crop = stored ?? wholeCrop(canvas)
  const set = (next: Crop): void => void editor.change([{ type: 'set-crop', crop: keptInside(canvas, next) }])
  const sized = (width: number, height: number): void =>
    set({ ...crop, x: crop.x + (crop.width - width) / 2, y: crop.y + (crop.height - height) / 2, width, height })
  const ratio = crop.ratio === null ? null : crop.ratio.width / crop.ratio.height
  const field = (sign: string, label: string, [value, change]: readonly [number, (value: number) => void]): ReactNode => (
    <span className={styles.labelled}>
      <span aria-hidden>{sign}</span>
      <NumberField label={label} value={value} min={-65536} max={65536} step={1} unit="px" testId={`crop-${sign}`} onChange={change} />
    </span>
  )
  return (
    <Section id="edit.crop" title={t('edit.tool.crop')} testId="crop-section">
      <div className={styles.pair}>
        {field('X', t('edit.cropX'), [crop.x, (x) => set({ ...crop, x })])}
        {field('Y', t('edit.cropY'), [crop.y, (y) => set({ ...crop, y })])}
        {field('W', t('edit.width'), [crop.width, (width) => sized(Math.max(1, width), ratio === null ? crop.height : width / ratio)])}
        {field('H', t('edit.height'), [crop.height, (height) => sized(ratio === null ? crop.width : height * ratio, Math.max(1, height))])}
      </div>
    </Section>
  )
}
