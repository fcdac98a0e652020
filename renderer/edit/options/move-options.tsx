import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import styles from '../edit.module.css'
import { useEdit, useEditor } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { isPlaced, ownSize } from '../tools/layer-shape.ts'
import { place } from '../tools/move-tool.ts'

/** What is moved, and the ways to put it where it usually goes. */
export function MoveOptions(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const layer = useEdit(selectedLayer)
  const document = useEdit((state) => state.document)
  if (!isPlaced(layer)) return <span className={styles.note}>{t('edit.moveHint')}</span>
  const size = ownSize(document, layer)
  const frame = document.crop ?? { x: 0, y: 0, ...document.canvas }
  const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 }
  const put = (scale: number): void =>
    void editor.change([place(layer.id, { ...layer.transform, ...middle, scale: Math.max(0.001, scale) })])
  return (
    <>
      <span className={styles.what}>
        <bdi>{layer.name}</bdi>
      </span>
      <span className={styles.divider} />
      <Button kind="quiet" disabled={layer.locked} onClick={() => put(layer.transform.scale)} data-testid="centre-layer">
        {t('edit.centre')}
      </Button>
      {size !== null && (
        <>
          <Button kind="quiet" disabled={layer.locked} onClick={() => put(Math.min(frame.width / size.width, frame.height / size.height))}>
            {t('edit.fitInside')}
          </Button>
          <Button kind="quiet" disabled={layer.locked} onClick={() => put(Math.max(frame.width / size.width, frame.height / size.height))}>
            {t('edit.cover')}
          </Button>
        </>
      )}
    </>
  )
}
