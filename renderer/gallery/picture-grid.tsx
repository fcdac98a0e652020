import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AssetId } from '../../app/domain/ids.ts'
import { useHost } from '../studio/queries.ts'
import { type Gallery, useGallery } from './gallery-context.tsx'
import { clearSelection, galleryStore, setFullScreen, setSelection } from './gallery-store.ts'
import styles from './grid.module.css'
import { type GridLayout, layoutGrid, placeAfter } from './grid-layout.ts'
import { PictureRow } from './picture-row.tsx'
import { choose } from './selection.ts'
import { useBand } from './use-band.ts'
import { useCellHandlers } from './use-cell-handlers.ts'
import { useCellTexts } from './use-cell-texts.ts'
import { useGridSize } from './use-grid-size.ts'
import { useRowsInSight } from './use-rows-in-sight.ts'

/** Below a picture: its line of text and the space above it, at the usual size of text. */
const FOOT_PX = 24
/** Rows that are ready beyond the edges. */
const OVERSCAN = 2
/** The last row can be scrolled out from under the bars that float at the bottom. */
const ROOM_BELOW_PX = 72

/** All pictures of the filter. Only the rows in sight exist, so a hundred thousand cost what a hundred do. */
export function PictureGrid(): ReactNode {
  const { t } = useTranslation()
  const { filter, list, stop, goTo } = useGallery()
  const scroller = useRef<HTMLDivElement>(null)
  const rowsElement = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  const size = useGridSize(scroller)
  const minCellPx = useStore(galleryStore, (state) => state.minCellPx)
  const canDragOut = useHost().data?.capabilities.dragOut ?? false
  const texts = useCellTexts()
  const layout = useMemo(() => {
    const { widthPx, textScale } = size ?? { widthPx: 0, textScale: 1 }
    return layoutGrid({
      widthPx,
      minCellPx: minCellPx * textScale,
      count: size === null ? 0 : list.count,
      footPx: FOOT_PX * textScale,
    })
  }, [size, minCellPx, list.count])
  const { columns, rowHeightPx, rows } = layout
  const stopRow = Math.min(Math.floor(stop / columns), rows - 1)

  const virtualizer = useRows(scroller, { layout, stopRow })
  useRowsInSight(virtualizer.range, columns)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is shown from its beginning.
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [filter])
  const { band, onPointerDown, wasBand } = useBand({ scroller, rows: rowsElement, layout, list })
  const handlers = useCellHandlers({ list, goTo, wasBand, hasFocus })
  const isFocusReturning = useFocusAfterFullScreen(scroller)
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
        if (!isFocusReturning()) standAt(event.target.dataset['id'])
      }}
      onBlur={(event: FocusEvent) => {
        // Nothing gets the focus when the cell that had it goes: then the next current cell takes it.
        if (event.relatedTarget !== null) hasFocus.current = event.currentTarget.contains(event.relatedTarget)
      }}
      onKeyDown={(event) => pressKey(event, { list, columns, pageRows, stop, goTo })}
    >
      <div ref={rowsElement} className={styles.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <PictureRow
            key={index}
            row={index}
            topPx={start}
            heightPx={rowHeightPx}
            columns={columns}
            list={list}
            texts={texts}
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

function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  { layout, stopRow }: { readonly layout: GridLayout; readonly stopRow: number },
) {
  const { rowHeightPx, rows } = layout
  const current = useStore(galleryStore, ({ selection }) => selection.current)
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: OVERSCAN,
    paddingEnd: ROOM_BELOW_PX,
    useFlushSync: false,
    // The row with the focus stays, however far it is scrolled away: the focus would be lost with it.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(stopRow >= 0 ? [stopRow] : [])])].sort((a, b) => a - b),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeightPx])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the keys are led to another picture.
  useEffect(() => {
    if (rows > 0 && (current !== null || stopRow > 0)) virtualizer.scrollToIndex(stopRow, { align: 'auto' })
  }, [current, stopRow])
  return virtualizer
}

/**
 * The dialog gives the focus back to the cell it was opened from; the person has moved on to another.
 *
 * @returns whether the focus is on its way: where the dialog puts it is not where the keys are.
 */
function useFocusAfterFullScreen(scroller: RefObject<HTMLDivElement | null>): () => boolean {
  const isFullScreen = useStore(galleryStore, (state) => state.isFullScreen)
  const isReturning = useRef(false)
  useEffect(() => {
    if (!isFullScreen) return
    isReturning.current = true
    return () => {
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus()
        isReturning.current = false
      })
    }
  }, [isFullScreen, scroller])
  return () => isReturning.current
}

/** The cell with the focus is the one that the keys mean, also where Tab led to it and nothing was chosen yet. */
function standAt(id: string | undefined): void {
  const { selection } = galleryStore.getState()
  if (id !== undefined && selection.current !== id) setSelection({ ...selection, current: id as AssetId })
}

function pressKey(
  event: KeyboardEvent<HTMLElement>,
  at: Pick<Gallery, 'list' | 'stop' | 'goTo'> & { readonly columns: number; readonly pageRows: number },
): void {
  const { list, columns, pageRows, stop, goTo } = at
  if (event.altKey || list.count === 0) return
  const id = list.at(stop)?.id
  const { selection } = galleryStore.getState()
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault()
    if (id === undefined) return
    setSelection(event.key === ' ' ? choose(selection, id, { choice: 'toggle' }) : { ...selection, current: id })
    if (event.key === 'Enter') setFullScreen(true)
    return
  }
  const direction = event.currentTarget.matches(':dir(rtl)') ? 'rtl' : 'ltr'
  const next = placeAfter(event.key, { place: stop, count: list.count, columns, pageRows, direction })
  if (next === undefined) return
  event.preventDefault()
  goTo(next, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'move' : 'only')
}
