import type { Size } from '../../../app/domain/raster.ts'
import type { EditorState } from '../session/editor.ts'

/** How the window is divided: all panes are of one size and share the camera. */
export interface PaneGrid {
  readonly columns: 1 | 2
  readonly rows: 1 | 2
}

export function paneGridOf({ compare, compared }: Pick<EditorState, 'compare' | 'compared'>): PaneGrid {
  if (compare === 'side') return { columns: 2, rows: 1 }
  if (compare === 'grid') return { columns: 2, rows: compared.grid.length > 2 ? 2 : 1 }
  return { columns: 1, rows: 1 }
}

export function paneRoom({ width, height }: Size, { columns, rows }: PaneGrid): Size {
  return { width: width / columns, height: height / rows }
}

/** Corner of a pane, counted along the rows. */
export function paneCorner(index: number, room: Size, { columns }: PaneGrid): { readonly x: number; readonly y: number } {
  return { x: (index % columns) * room.width, y: Math.floor(index / columns) * room.height }
}
