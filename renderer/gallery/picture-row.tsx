import { memo, type ReactNode } from 'react'
import styles from './grid.module.css'
import { EmptyCell, PictureCell } from './picture-cell.tsx'
import type { PictureList } from './picture-list.ts'
import type { CellHandlers } from './use-cell-handlers.ts'
import type { CellTexts } from './use-cell-texts.ts'

interface PictureRowProps {
  readonly row: number
  readonly topPx: number
  readonly heightPx: number
  readonly columns: number
  readonly list: PictureList
  readonly texts: CellTexts
  /** The cell of this row that Tab leads to; null when it is in another. */
  readonly stopColumn: number | null
  readonly canDragOut: boolean
  readonly handlers: CellHandlers
}

/** A row of the grid. While the grid scrolls, the rows that stay are not drawn again. */
export const PictureRow = memo(function PictureRow(props: PictureRowProps): ReactNode {
  const { row, topPx, heightPx, columns, list, texts, stopColumn, canDragOut, handlers } = props
  const first = row * columns
  const places = Array.from({ length: Math.max(0, Math.min(columns, list.count - first)) }, (_, column) => column)
  const place = { height: heightPx, top: topPx, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus goes to the cells.
    // biome-ignore lint/a11y/useSemanticElements: rows exist only while they are in sight; a table cannot say so.
    <div role="row" aria-rowindex={row + 1} className={styles.row} style={place}>
      {places.map((column) => {
        const asset = list.at(first + column)
        return asset === undefined ? (
          <EmptyCell key={`empty-${first + column}`} column={column} />
        ) : (
          <PictureCell
            key={asset.id}
            asset={asset}
            texts={texts}
            column={column}
            isStop={stopColumn === column}
            canDragOut={canDragOut}
            takesFocus={handlers.takesFocus}
            onChoose={handlers.onChoose}
            onOpen={handlers.onOpen}
            onDragOut={handlers.onDragOut}
          />
        )
      })}
    </div>
  )
})
