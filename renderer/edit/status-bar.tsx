import { Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { frameOf } from '../../app/raster/paint/maps.ts'
import { useFormat } from '../language/use-format.ts'
import { IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { DocumentName } from './document-name.tsx'
import styles from './edit.module.css'
import { useEdit, useStage } from './edit-context.tsx'
import { selectedLayer } from './session/editor.ts'

const SPACES = { srgb: 'sRGB', 'display-p3': 'Display P3' } as const

/** Facts of the picture, whether it is saved, and how large it is shown. */
export function StatusBar(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const stage = useStage()
  const { canvas, crop } = useEdit((state) => state.document)
  const saved = useEdit((state) => state.saved)
  const layer = useEdit(selectedLayer)
  const scale = useStore(stage.camera.store, (state) => state.camera.scale)
  const { size } = frameOf(canvas, crop)
  return (
    <footer className={styles.status} data-testid="edit-status">
      <DocumentName />
      <span data-testid="edit-size">
        <Num>{t('edit.sizePx', { width: size.width, height: size.height })}</Num>
      </span>
      <span>
        <Num>{SPACES[canvas.colourSpace]}</Num>
      </span>
      {layer !== null && (
        <span className={styles.grow}>
          <bdi>{layer.name}</bdi>
        </span>
      )}
      <span className={styles.saved} data-testid="edit-saved" data-saved={saved}>
        {t(`edit.saved.${saved}`)}
      </span>
      <span className={styles.zoom}>
        <IconButton label={t('view.zoomOut')} onClick={() => stage.camera.zoomBy(0.8)}>
          <Minus size={16} />
        </IconButton>
        <button type="button" className={styles.percent} title={t('view.fit')} onClick={() => stage.camera.fit()} data-testid="edit-zoom">
          <Num>{format.percent(scale * devicePixelRatio)}</Num>
        </button>
        <IconButton label={t('view.zoomIn')} onClick={() => stage.camera.zoomBy(1.25)}>
          <Plus size={16} />
        </IconButton>
      </span>
    </footer>
  )
}
