import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CompareDivider } from '../../try-on/compare-divider.tsx'
import { useEdit, useEditor, useStage } from '../edit-context.tsx'
import styles from './stage.module.css'

/** The divider between original and document, and plates that say which is which. */
export function CompareLayer(): ReactNode {
  const { t } = useTranslation()
  const compare = useEdit((state) => state.compare)
  if (compare === 'off') return null
  return (
    <>
      {compare === 'slider' && <Divider />}
      {compare === 'side' && <span className={styles.seam} />}
      <span className={clsx(styles.plate, styles.start)} dir="auto">
        {t('edit.original')}
      </span>
      {compare !== 'original' && (
        <span className={clsx(styles.plate, styles.end)} dir="auto">
          {t('edit.now')}
        </span>
      )}
    </>
  )
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
