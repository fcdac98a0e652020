import { type PointerEvent, useRef } from 'react'

interface Point {
  readonly x: number
  readonly y: number
}

interface Moves {
  /** Screen pixels. */
  readonly panBy: (dx: number, dy: number) => void
  /** `at` in screen pixels of the window that the fingers are in. */
  readonly zoomAt: (factor: number, at: Point) => void
}

export interface PointerHandlers {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: (event: PointerEvent) => void
  readonly onPointerCancel: (event: PointerEvent) => void
}

/** One pointer pans; two pinch: what lies between the fingers stays there. */
export function usePanAndPinch({ panBy, zoomAt }: Moves): PointerHandlers {
  const pointers = useRef(new Map<number, Point>())
  const end = (event: PointerEvent): void => void pointers.current.delete(event.pointerId)
  return {
    onPointerDown: (event) => {
      if (event.button > 1) return
      event.currentTarget.setPointerCapture(event.pointerId)
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    },
    onPointerMove: (event) => {
      const held = pointers.current
      const from = held.get(event.pointerId)
      if (from === undefined) return
      if (event.buttons === 0) {
        // It was let go where nobody listened.
        held.delete(event.pointerId)
        return
      }
      const to = { x: event.clientX, y: event.clientY }
      const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, point]) => point)
      held.set(event.pointerId, to)
      if (other === undefined) {
        panBy(to.x - from.x, to.y - from.y)
        return
      }
      const box = event.currentTarget.getBoundingClientRect()
      const span = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
      panBy((to.x - from.x) / 2, (to.y - from.y) / 2)
      zoomAt(span(to) / span(from), { x: (to.x + other.x) / 2 - box.left, y: (to.y + other.y) / 2 - box.top })
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}
