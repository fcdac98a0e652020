import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Size } from '../../app/domain/raster.ts'
import { centred, fitWhole, keepInReach, type Viewport, zoomAt } from './viewport.ts'

interface ViewportControls {
  readonly windowRef: RefObject<HTMLDivElement | null>
  readonly viewport: Viewport
  readonly isFit: boolean
  readonly toFit: () => void
  readonly toActualSize: () => void
  readonly zoomBy: (factor: number) => void
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
}

/** Zoom by wheel, pan by drag, fit until the hand says otherwise. */
export function useViewport(picture: Size): ViewportControls {
  const windowRef = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 })
  // `null` means fit: it follows the window when that changes its size.
  const [free, setFree] = useState<Viewport | null>(null)
  const drag = useRef<{ x: number; y: number } | null>(null)
  const fitted = fitWhole(picture, room)
  const viewport = free ?? fitted

  useEffect(() => {
    const element = windowRef.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const change = useCallback(
    (next: (now: Viewport, fitted: Viewport) => Viewport) =>
      setFree((now) => {
        const whole = fitWhole(picture, room)
        return keepInReach(next(now ?? whole, whole), picture, room)
      }),
    [picture, room],
  )

  useEffect(() => {
    const element = windowRef.current
    if (element === null) return
    const zoom = (event: WheelEvent): void => {
      // React listens passively; the page must not scroll or zoom instead.
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const at = { x: event.clientX - box.left, y: event.clientY - box.top }
      change((now, whole) => zoomAt(now, Math.exp(-event.deltaY * 0.002), at, whole.scale))
    }
    element.addEventListener('wheel', zoom, { passive: false })
    return () => element.removeEventListener('wheel', zoom)
  }, [change])

  return {
    windowRef,
    viewport,
    isFit: free === null,
    toFit: () => setFree(null),
    toActualSize: () => setFree(keepInReach(centred(picture, room, 1 / devicePixelRatio), picture, room)),
    zoomBy: (factor) => change((now, whole) => zoomAt(now, factor, { x: room.width / 2, y: room.height / 2 }, whole.scale)),
    onPointerDown: (event) => {
      drag.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event) => {
      const from = drag.current
      if (from === null || event.buttons === 0) return
      drag.current = { x: event.clientX, y: event.clientY }
      change((now) => ({ ...now, x: now.x + event.clientX - from.x, y: now.y + event.clientY - from.y }))
    },
  }
}
