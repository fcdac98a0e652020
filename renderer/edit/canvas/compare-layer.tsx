import clsx from 'clsx'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CompareDivider } from '../../try-on/compare-divider.tsx'
import { useEdit, useEditor, useStage } from '../edit-context.tsx'
import { MOST_PANES } from '../session/compared.ts'
import { PanePlate } from './pane-plate.tsx'
import { panesOf } from './shown.ts'
import styles from './stage.module.css'

/** The divider and the seams between what is compared, and plates that say which is which. */
export function CompareLayer(): ReactNode {
  const { t } = useTranslation()
  const compare = useEdit((state) => state.compare)
  const panes = useEdit(panesOf)
  if (compare === 'off') return null
  if (compare === 'original')
    return (
      <span className={clsx(styles.plate, styles.start)} dir="auto">
        {t('edit.original')}
      </span>
    )
  const hasRows = compare === 'grid' && panes.length > 2
  return (
    <>
      {compare === 'slider' && <Divider />}
      {compare !== 'slider' && <span className={styles.seam} />}
      {hasRows && <span className={styles.rowSeam} />}
      {panes.map((shown, pane) => (
        <PanePlate
          // biome-ignore lint/suspicious/noArrayIndexKey: the pane is its place.
          key={pane}
          pane={pane}
          compared={shown}
          canRemove={hasRows}
          style={placeOf(pane, compare === 'slider' ? 'ends' : hasRows ? 'rows' : 'row')}
        />
      ))}
      {compare === 'grid' && panes.length < MOST_PANES && (
        <PanePlate
          pane={panes.length}
          compared={undefined}
          canRemove={false}
          style={panes.length === 2 ? ADD_BELOW : placeOf(panes.length, 'rows')}
        />
      )}
    </>
  )
}

const EDGE = 'var(--s-3)'
const ADD_BELOW: CSSProperties = { insetBlockEnd: EDGE, insetInlineStart: EDGE }

/** Canvases stay left to right in every language, so panes are counted from the left. */
function placeOf(pane: number, lie: 'ends' | 'row' | 'rows'): CSSProperties {
  if (lie === 'ends') return { top: EDGE, ...(pane === 0 ? { left: EDGE } : { right: EDGE }) }
  const top = lie === 'rows' && pane > 1 ? `calc(50% + ${EDGE})` : EDGE
  return { top, left: pane % 2 === 0 ? EDGE : `calc(50% + ${EDGE})` }
}

function Divider(): ReactNode {
  const editor = useEditor()
  const { camera, picture, room } = useStore(useStage().camera.store)
  const share = useEdit((state) => state.dividerShare)
  const place = {
    width: picture.width * camera.scale,
    height: picture.height * camera.scale,
    transform: `translate(${camera.x}px, ${camera.y}px)`,
  }
  const [top, bottom] = [Math.max(0, camera.y), Math.min(room.height, camera.y + place.height)]
  return (
    <div className={styles.compare} style={place} data-own-pointer>
      <CompareDivider
        share={share}
        knobPx={(top + bottom) / 2 - camera.y}
        onChange={(dividerShare) => editor.store.setState({ dividerShare })}
      />
    </div>
  )
}
