import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Size } from '../../app/domain/raster.ts'
import { centred, fitWhole, keepInReach, type Viewport, zoomAt } from '../canvas/viewport.ts'

interface PictureZoom {
  readonly windowRef: RefObject<HTMLDivElement | null>
  readonly viewport: Viewport
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  /** Whole picture, or pixel for pixel. */
  readonly onDoubleClick: () => void
}

const WHEEL_PACE = 0.002

/** The whole picture until the hand zooms by the wheel, pans by dragging, or asks for every pixel by a double click. */
export function usePictureZoom(picture: Size): PictureZoom {
  const windowRef = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 })
  const [free, setFree] = useState<Viewport | null>(null)
  const held = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const whole = fitWhole(picture, room)
  const change = (next: (now: Viewport) => Viewport): void => setFree((now) => keepInReach(next(now ?? whole), picture, room))
  const zoom = useRef((_event: WheelEvent): void => undefined)
  useEffect(() => {
    zoom.current = (event) => {
      // React listens passively; the page must not scroll or zoom instead.
      event.preventDefault()
      change((now) => zoomAt(now, Math.exp(-event.deltaY * WHEEL_PACE), { x: event.offsetX, y: event.offsetY }, whole.scale))
    }
  })
  useEffect(() => {
    const element = windowRef.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    const wheel = (event: WheelEvent): void => zoom.current(event)
    observer.observe(element)
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      observer.disconnect()
      element.removeEventListener('wheel', wheel)
    }
  }, [])
  return {
    windowRef,
    viewport: free ?? whole,
    onPointerDown: (event) => {
      held.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event) => {
      const from = held.current
      if (from === null || event.buttons === 0) return
      held.current = { x: event.clientX, y: event.clientY }
      change((now) => ({ ...now, x: now.x + event.clientX - from.x, y: now.y + event.clientY - from.y }))
    },
    onDoubleClick: () => setFree((now) => (now === null ? keepInReach(centred(picture, room, 1 / devicePixelRatio), picture, room) : null)),
  }
}
