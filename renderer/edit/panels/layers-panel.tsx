import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRowDrag } from '../../try-on/use-row-drag.ts'
import { useEdit, useEditor } from '../edit-context.tsx'
import { AddMenu } from './add-menu.tsx'
import { CanvasSection } from './canvas-section.tsx'
import { CropSection } from './crop-section.tsx'
import { LayerRow } from './layer-row.tsx'
import { LayerSection } from './layer-section.tsx'
import styles from './layers.module.css'
import { MaskSection } from './mask-section.tsx'
import { ShadowSection } from './shadow-section.tsx'
import { TextSection } from './text-section.tsx'

/** The layers, the topmost first, and what can be set on the one that is worked on. */
export function LayersPanel(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const layers = useEdit((state) => state.document.layers)
  const selected = useEdit((state) => state.selected)
  const shown = useMemo(() => layers.toReversed(), [layers])
  const drag = useRowDrag((from, to) => {
    const layer = shown[from]
    if (layer !== undefined && from !== to) editor.change([{ type: 'move-layer', layerId: layer.id, index: layers.length - 1 - to }])
  })
  return (
    <>
      <div className={styles.bar}>
        <span>{t('edit.layerCount', { count: layers.length })}</span>
        <AddMenu />
      </div>
      {shown.length === 0 ? (
        <p className={styles.none}>{t('edit.noLayers')}</p>
      ) : (
        <ul className={styles.list} aria-label={t('edit.layers')} data-testid="layers">
          {shown.map((layer, index) => (
            <LayerRow key={layer.id} layer={layer} index={index} isSelected={layer.id === selected} drag={drag} />
          ))}
        </ul>
      )}
      <CropSection />
      <CanvasSection />
      <LayerSection />
      <TextSection />
      <MaskSection />
      <ShadowSection />
    </>
  )
}
