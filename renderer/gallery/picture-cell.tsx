import clsx from 'clsx'
import { Check, Flag, X } from 'lucide-react'
import { type DragEvent, type MouseEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { ClipBadge } from './clip-badge.tsx'
import { galleryStore } from './gallery-store.ts'
import styles from './grid.module.css'
import { Stars } from './stars.tsx'
import { Thumbnail } from './thumbnail.tsx'
import { type CellTexts, cellName } from './use-cell-texts.ts'

interface PictureCellProps {
  readonly asset: Asset
  readonly texts: CellTexts
  readonly column: number
  /** Whether Tab leads to this cell: one of the grid. */
  readonly isStop: boolean
  /** Whether the focus is to follow when this cell becomes the current one. */
  readonly takesFocus: () => boolean
  readonly canDragOut: boolean
  readonly onChoose: (id: AssetId, event: MouseEvent) => void
  readonly onOpen: (id: AssetId) => void
  readonly onDragOut: (asset: Asset) => void
}

/** One picture of the grid. It looks at the store itself, so that choosing one does not draw the others again. */
export const PictureCell = memo(function PictureCell(props: PictureCellProps): ReactNode {
  const { asset, texts, column, isStop, takesFocus, canDragOut, onChoose, onOpen, onDragOut } = props
  const isChosen = useStore(galleryStore, (state) => state.selection.chosen.has(asset.id))
  const isCurrent = useStore(galleryStore, (state) => state.selection.current === asset.id)
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isCurrent && takesFocus()) element.current?.focus({ preventScroll: true })
  }, [isCurrent, takesFocus])
  const startDrag = (event: DragEvent): void => {
    // The system goes on with the drag, with the files themselves.
    event.preventDefault()
    onDragOut(asset)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid.
    // biome-ignore lint/a11y/useSemanticElements: rows exist only while they are in sight; a table cannot say so.
    <div
      ref={element}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={isChosen}
      aria-label={cellName(asset, texts)}
      tabIndex={isStop ? 0 : -1}
      className={clsx(styles.cell, asset.flag === 'reject' && styles.rejected)}
      data-testid="picture"
      data-id={asset.id}
      onClick={(event) => onChoose(asset.id, event)}
      onDoubleClick={() => onOpen(asset.id)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging out is for the pointer; the keys have "Save a copy". */}
      <div className={styles.image} draggable={canDragOut} onDragStart={canDragOut ? startDrag : undefined} data-image>
        <Thumbnail hash={asset.hash} />
        {asset.clip !== null && <ClipBadge clip={asset.clip} />}
        {isChosen && (
          <span className={styles.tick}>
            <Check size={12} strokeWidth={3} aria-hidden />
          </span>
        )}
        {asset.flag !== null && (
          <span className={styles.flag} data-flag={asset.flag}>
            {asset.flag === 'pick' ? <Flag size={14} aria-hidden /> : <X size={14} aria-hidden />}
          </span>
        )}
      </div>
      <div className={styles.foot}>
        <Stars rating={asset.rating} label={texts.stars[asset.rating] ?? ''} />
        <span className={styles.kind}>{asset.clip === null ? texts.origin[asset.origin] : texts.clip}</span>
      </div>
    </div>
  )
})

/** The place of a picture that has not been asked for yet: as large as the picture will be. */
export function EmptyCell({ column }: { readonly column: number }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the cells with pictures.
    <div role="gridcell" tabIndex={-1} aria-colindex={column + 1} aria-busy className={styles.cell}>
      <div className={clsx(styles.image, styles.skeleton)} />
      <div className={styles.foot} />
    </div>
  )
}
