import { type DragEvent, useState } from 'react'
import type { StackActions } from './use-garment-stack.ts'

/** Rows that are dragged among themselves. */
export interface RowDrag {
  /** The row that the dragged one would take the place of. */
  readonly over: number | null
  handlers(index: number, name: string): RowHandlers
}

interface RowHandlers {
  readonly onDragStart: (event: DragEvent) => void
  readonly onDragOverCapture: (event: DragEvent) => void
  readonly onDropCapture: (event: DragEvent) => void
  readonly onDragEnd: () => void
}

/** Files that are dragged over a row are the row's own business: only a drag that began on a row is caught. */
export function useRowDrag(move: StackActions['move']): RowDrag {
  const [dragged, setDragged] = useState<{ readonly index: number; readonly name: string } | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const end = (): void => {
    setDragged(null)
    setOver(null)
  }
  const caught = (event: DragEvent): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    over,
    handlers: (index, name) => ({
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = 'move'
        setDragged({ index, name })
      },
      onDragOverCapture: (event) => {
        if (dragged === null) return
        caught(event)
        setOver(index)
      },
      onDropCapture: (event) => {
        if (dragged === null) return
        caught(event)
        move(dragged.index, index, dragged.name)
        end()
      },
      onDragEnd: end,
    }),
  }
}
