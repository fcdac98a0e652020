import { Spline, SquareDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import styles from '../edit.module.css'
import { useEdit, useEditor } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { paintable } from '../tools/brush-tool.ts'
import { BarSlider } from './bar-slider.tsx'

/** How the brush paints the mask of the layer that is worked on. */
export function BrushOptions({ tool }: { readonly tool: 'brush' | 'eraser' }): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const brush = useEdit((state) => state.brush)
  const isMaskShown = useEdit((state) => state.isMaskShown)
  const layer = useEdit(selectedLayer)
  return (
    <>
      <Segmented
        label={t('edit.brushMode')}
        value={tool}
        options={[
          { value: 'brush', label: t('edit.reveal') },
          { value: 'eraser', label: t('edit.hideMode') },
        ]}
        onChange={(next) => editor.store.setState({ tool: next })}
      />
      <span className={styles.divider} />
      <BarSlider
        label={t('edit.brushSize')}
        value={brush.sizePx}
        min={1}
        max={1000}
        curve={3}
        unit="px"
        testId="brush-size"
        onChange={(sizePx) => editor.store.setState({ brush: { ...brush, sizePx } })}
      />
      <BarSlider
        label={t('edit.hardness')}
        value={Math.round(brush.hardness * 100)}
        min={0}
        max={100}
        unit="%"
        testId="brush-hardness"
        onChange={(value) => editor.store.setState({ brush: { ...brush, hardness: value / 100 } })}
      />
      <span className={styles.divider} />
      <IconButton
        label={t('edit.followEdges')}
        aria-pressed={brush.followEdges}
        onClick={() => editor.store.setState({ brush: { ...brush, followEdges: !brush.followEdges } })}
        data-testid="follow-edges"
      >
        <Spline size={16} />
      </IconButton>
      <IconButton
        label={t('edit.showMask')}
        aria-pressed={isMaskShown}
        onClick={() => editor.store.setState({ isMaskShown: !isMaskShown })}
      >
        <SquareDashed size={16} />
      </IconButton>
      {!paintable(layer) && <span className={styles.note}>{t('edit.notPaintable')}</span>}
    </>
  )
}
