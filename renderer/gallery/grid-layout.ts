/** Sizes of a grid whose columns fill the width. Pixels. */
export interface GridLayout {
  readonly columns: number
  readonly cellWidthPx: number
  readonly rowHeightPx: number
  readonly rows: number
}

/** Around the picture in a cell, on each side. */
const CELL_PADDING_PX = 6

/** As many whole columns as fit. Below a cell's picture (4:5) stands one line of text. @param footPx its height with its margin */
export function layoutGrid(given: {
  readonly widthPx: number
  readonly minCellPx: number
  readonly count: number
  readonly footPx: number
}): GridLayout {
  const columns = Math.max(1, Math.floor(given.widthPx / given.minCellPx))
  const cellWidthPx = given.widthPx / columns
  const rowHeightPx = Math.round((cellWidthPx - 2 * CELL_PADDING_PX) * 1.25 + 2 * CELL_PADDING_PX + given.footPx)
  return { columns, cellWidthPx, rowHeightPx, rows: Math.ceil(given.count / columns) }
}

/** A rectangle in the grid's own pixels: from its start edge, which is on the right where the window runs from right to left. */
export interface Band {
  readonly inlineStart: number
  readonly inlineEnd: number
  readonly top: number
  readonly bottom: number
}

/** Places of the cells that a band touches. */
export function cellsIn(band: Band, { columns, cellWidthPx, rowHeightPx }: GridLayout, count: number): number[] {
  const firstColumn = Math.max(0, Math.floor(band.inlineStart / cellWidthPx))
  const lastColumn = Math.min(columns - 1, Math.floor(band.inlineEnd / cellWidthPx))
  const firstRow = Math.max(0, Math.floor(band.top / rowHeightPx))
  const lastRow = Math.floor(band.bottom / rowHeightPx)
  const places: number[] = []
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const place = row * columns + column
      if (place < count) places.push(place)
    }
  }
  return places
}

/** The place a key leads to, from `place` among `count`; undefined for a key that leads nowhere. */
export function placeAfter(
  key: string,
  from: {
    readonly place: number
    readonly count: number
    readonly columns: number
    readonly pageRows: number
    readonly direction: 'ltr' | 'rtl'
  },
): number | undefined {
  const { place, count, columns, pageRows, direction } = from
  if (count === 0) return undefined
  const forward = direction === 'ltr' ? 1 : -1
  const step = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * pageRows,
    PageUp: -columns * pageRows,
    Home: -count,
    End: count,
  }[key]
  if (step === undefined) return undefined
  const next = place + step
  // A row up or down keeps its column: at the first row nothing is above, and the last row may be short.
  if ((key === 'ArrowUp' || key === 'PageUp') && next < 0) return place % columns
  if (key === 'ArrowUp' && place < columns) return place
  return Math.max(0, Math.min(count - 1, next))
}
