import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_SIDE_PX } from '../../../app/domain/document/numbers.ts'
import { type CanvasAnchor, resizeCanvas } from '../../../app/domain/document/resize-canvas.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { useEdit, useEditor } from '../edit-context.tsx'
import styles from './layers.module.css'

const SHARES = [0, 0.5, 1] as const
const ANCHORS: readonly CanvasAnchor[] = SHARES.flatMap((y) => SHARES.map((x) => ({ x, y })))
const NAMES = [
  'edit.anchor.topLeft',
  'edit.anchor.top',
  'edit.anchor.topRight',
  'edit.anchor.left',
  'edit.anchor.centre',
  'edit.anchor.right',
  'edit.anchor.bottomLeft',
  'edit.anchor.bottom',
  'edit.anchor.bottomRight',
] as const
const CENTRE = 4

/** The size of the canvas as numbers, and what keeps its place when that changes; shown while the crop is worked on. */
export function CanvasSection(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const tool = useEdit((state) => state.tool)
  const { width, height } = useEdit((state) => state.document.canvas)
  const [anchor, setAnchor] = useState(CENTRE)
  if (tool !== 'crop') return null
  const resize = (size: { readonly width: number; readonly height: number }): void =>
    void editor.change([resizeCanvas(editor.store.getState().document, size, ANCHORS[anchor] ?? { x: 0.5, y: 0.5 })])
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
      <div className={styles.anchors}>
        <span id="canvas-anchor">{t('edit.anchorLabel')}</span>
        <div role="radiogroup" aria-labelledby="canvas-anchor" className={styles.anchorGrid} dir="ltr">
          {NAMES.map((name, index) => (
            <input
              key={name}
              type="radio"
              name="canvas-anchor"
              aria-label={t(name)}
              title={t(name)}
              checked={anchor === index}
              onChange={() => setAnchor(index)}
              data-testid={`anchor-${index}`}
            />
          ))}
        </div>
      </div>
    </Section>
  )
}
