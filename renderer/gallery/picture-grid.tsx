import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AssetId } from '../../app/domain/ids.ts'
import { useHost } from '../studio/queries.ts'
import { useGallery } from './gallery-context.tsx'
import { clearSelection, galleryStore, setFullScreen, setSelection } from './gallery-store.ts'
import styles from './grid.module.css'
import { type GridLayout, layoutGrid, placeAfter } from './grid-layout.ts'
import { PictureRow } from './picture-row.tsx'
import { choose } from './selection.ts'
import { useBand } from './use-band.ts'
import { useCellHandlers } from './use-cell-handlers.ts'
import { useGridSize } from './use-grid-size.ts'

/** Below a picture: its line of text and the space above it, at the usual size of text. */
const FOOT_PX = 24
/** Rows that are ready beyond the edges. */
const OVERSCAN = 2
/** The last row can be scrolled out from under the bars that float at the bottom. */
const ROOM_BELOW_PX = 72
/** So many rows before the end of what is there, more is asked for. */
const ROWS_AHEAD = 12

/** All pictures of the filter. Only the rows in sight exist, so a hundred thousand cost what a hundred do. */
export function PictureGrid(): ReactNode {
  const { t } = useTranslation()
  const { assets, order, count } = useGallery()
  const scroller = useRef<HTMLDivElement>(null)
  const rowsElement = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  const size = useGridSize(scroller)
  const minCellPx = useStore(galleryStore, (state) => state.minCellPx)
  const current = useStore(galleryStore, (state) => state.selection.current)
  const canDragOut = useHost().data?.capabilities.dragOut ?? false
  const layout = useMemo(() => {
    const { widthPx, textScale } = size ?? { widthPx: 0, textScale: 1 }
    return layoutGrid({ widthPx, minCellPx: minCellPx * textScale, count: size === null ? 0 : count, footPx: FOOT_PX * textScale })
  }, [size, minCellPx, count])
  const { columns, rowHeightPx, rows } = layout
  const places = useMemo(() => new Map(order.map((id, place) => [id, place])), [order])
  const stop = current === null ? 0 : (places.get(current) ?? 0)
  const stopRow = Math.floor(stop / columns)

  const virtualizer = useRows(scroller, { layout, stopRow, current })
  const { band, onPointerDown, wasBand } = useBand({ scroller, rows: rowsElement, layout, order })
  const handlers = useCellHandlers({ assets, order, wasBand, hasFocus })
  useFocusAfterFullScreen(scroller)
  const pageRows = Math.max(1, Math.floor((size?.heightPx ?? 0) / rowHeightPx))
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows exist only while they are in sight; a table cannot say so.
    <div
      ref={scroller}
      role="grid"
      aria-label={t('gallery.label')}
      aria-multiselectable
      aria-rowcount={rows}
      aria-colcount={columns}
      className={styles.scroll}
      data-testid="grid"
      onPointerDown={onPointerDown}
      onClick={() => !wasBand() && clearSelection()}
      onFocus={(event) => {
        hasFocus.current = true
        standAt(event.target.dataset['id'])
      }}
      onBlur={(event: FocusEvent) => {
        // Nothing gets the focus when the cell that had it goes: then the next current cell takes it.
        if (event.relatedTarget !== null) hasFocus.current = event.currentTarget.contains(event.relatedTarget)
      }}
      onKeyDown={(event) => pressKey(event, { order, columns, pageRows, stop })}
    >
      <div ref={rowsElement} className={styles.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <PictureRow
            key={index}
            row={index}
            topPx={start}
            heightPx={rowHeightPx}
            columns={columns}
            count={count}
            assets={assets}
            stopColumn={index === stopRow ? stop % columns : null}
            canDragOut={canDragOut}
            handlers={handlers}
          />
        ))}
        {band !== null && <div className={styles.band} style={band} />}
      </div>
    </div>
  )
}

/** The rows in sight, and more pictures asked for as the end of those that are there comes near. */
function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  { layout, stopRow, current }: { readonly layout: GridLayout; readonly stopRow: number; readonly current: AssetId | null },
) {
  const { assets, askForMore } = useGallery()
  const { columns, rowHeightPx, rows } = layout
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: OVERSCAN,
    paddingEnd: ROOM_BELOW_PX,
    useFlushSync: false,
    // The row with the focus stays, however far it is scrolled away: the focus would be lost with it.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(stopRow < rows ? [stopRow] : [])])].sort((a, b) => a - b),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeightPx])
  const lastRow = virtualizer.range?.endIndex ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked whenever the end of what is there comes near.
  useEffect(() => {
    if ((lastRow + ROWS_AHEAD) * columns >= assets.length) askForMore()
  }, [lastRow, columns, assets.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another picture becomes the current one.
  useEffect(() => {
    if (current !== null && rows > 0) virtualizer.scrollToIndex(stopRow, { align: 'auto' })
  }, [current, stopRow])
  return virtualizer
}

/** The dialog gives the focus back to the cell it was opened from; the person has moved on to another. */
function useFocusAfterFullScreen(scroller: RefObject<HTMLDivElement | null>): void {
  const isFullScreen = useStore(galleryStore, (state) => state.isFullScreen)
  useEffect(() => {
    if (!isFullScreen) return
    return () => {
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus())
    }
  }, [isFullScreen, scroller])
}

/** The cell with the focus is the one that the keys mean, also where Tab led to it and nothing was chosen yet. */
function standAt(id: string | undefined): void {
  const { selection } = galleryStore.getState()
  if (id !== undefined && selection.current !== id) setSelection({ ...selection, current: id as AssetId })
}

function pressKey(
  event: KeyboardEvent<HTMLElement>,
  at: {
    readonly order: ReturnType<typeof useGallery>['order']
    readonly columns: number
    readonly pageRows: number
    readonly stop: number
  },
): void {
  const { order, columns, pageRows, stop } = at
  const id = order[stop]
  if (event.altKey || id === undefined) return
  const { selection } = galleryStore.getState()
  if (event.key === 'Enter') {
    event.preventDefault()
    setSelection({ ...selection, current: id })
    setFullScreen(true)
    return
  }
  if (event.key === ' ') {
    event.preventDefault()
    setSelection(choose(selection, id, { choice: 'toggle', order }))
    return
  }
  const direction = event.currentTarget.matches(':dir(rtl)') ? 'rtl' : 'ltr'
  const next = placeAfter(event.key, { place: stop, count: order.length, columns, pageRows, direction })
  const nextId = next === undefined ? undefined : order[next]
  if (nextId === undefined) return
  event.preventDefault()
  const choice = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'move' : 'only'
  setSelection(choose(selection, nextId, { choice, order }))
}
