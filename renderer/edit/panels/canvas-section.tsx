import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_SIDE_PX } from '../../../app/domain/document/numbers.ts'
import { type CanvasAnchor, resizeCanvas } from '../../../app/domain/document/resize-canvas.ts'
import { MARK_PLACES, type MarkPlace } from '../../../app/domain/export/export-recipe.ts'
import { NinePlaces } from '../../ui/nine-places.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import styles from './layers.module.css'

const SHARES = [0, 0.5, 1] as const

/** Places are told in rows, from the top left. */
function anchorOf(place: MarkPlace): CanvasAnchor {
  const index = MARK_PLACES.indexOf(place)
  return { x: SHARES[index % 3] ?? 0.5, y: SHARES[Math.floor(index / 3)] ?? 0.5 }
}

/** The size of the canvas as numbers, and what keeps its place when that changes; shown while the crop is worked on. */
export function CanvasSection(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const tool = useEdit((state) => state.tool)
  const { width, height } = useEdit((state) => state.document.canvas)
  const [anchor, setAnchor] = useState<MarkPlace>('centre')
  if (tool !== 'crop') return null
  const resize = (size: { readonly width: number; readonly height: number }): void =>
    void editor.change([resizeCanvas(editor.store.getState().document, size, anchorOf(anchor))])
  const field = (sign: string, label: string, [value, change]: readonly [number, (value: number) => void]): ReactNode => (
    <span className={styles.labelled}>
      <span aria-hidden>{sign}</span>
      <NumberField label={label} value={value} min={1} max={MOST_SIDE_PX} step={1} unit="px" testId={`canvas-${sign}`} onChange={change} />
    </span>
  )
  return (
    <Section id="edit.canvas" title={t('edit.canvas')} testId="canvas-section">
      <div className={styles.pair}>
        {field('W', t('edit.canvasWidth'), [width, (next) => resize({ width: Math.round(next), height })])}
        {field('H', t('edit.canvasHeight'), [height, (next) => resize({ width, height: Math.round(next) })])}
      </div>
      <NinePlaces className={styles.anchors} label={t('edit.anchorLabel')} value={anchor} testId="anchor" onChange={setAnchor} />
    </Section>
  )
}
