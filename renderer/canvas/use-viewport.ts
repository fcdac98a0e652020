import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react'
import type { Size } from '../../app/domain/raster.ts'
import { type PointerHandlers, usePanAndPinch } from './use-pan-and-pinch.ts'
import { type Area, centred, fillWindow, fitWhole, keepInReach, type Viewport, zoomAt } from './viewport.ts'

/** `fit` and `fill` follow the window when that changes its size. */
type Placing = 'fit' | 'fill' | Viewport

export interface ViewportControls extends PointerHandlers {
  /** For every window that shows the picture: windows of one size share one viewport, so they zoom and pan in step. */
  readonly windowRef: RefCallback<HTMLElement>
  readonly viewport: Viewport
  /** Of the window, in screen pixels. */
  readonly room: Size
  readonly isFit: boolean
  readonly toFit: () => void
  readonly toFill: () => void
  readonly toActualSize: () => void
  readonly zoomBy: (factor: number) => void
}

/**
 * Zoom by wheel or pinch, pan by drag. Until the hand says otherwise the picture fits; given the area that matters, it goes
 * to the edges of the window around that.
 */
export function useViewport(picture: Size, area?: Area): ViewportControls {
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 })
  const [placing, setPlacing] = useState<Placing>(area === undefined ? 'fit' : 'fill')
  const place = (at: Placing): Viewport =>
    at === 'fit'
      ? fitWhole(picture, room)
      : at === 'fill'
        ? fillWindow(picture, room, area ?? { x: 0, y: 0, ...picture })
        : keepInReach(at, picture, room)
  const change = (next: (now: Viewport) => Viewport): void => setPlacing((now) => keepInReach(next(place(now)), picture, room))
  const zoom = (factor: number, at: { readonly x: number; readonly y: number }): void =>
    change((now) => zoomAt(now, factor, at, fitWhole(picture, room).scale))
  const handlers = usePanAndPinch({
    panBy: (dx, dy) => change((now) => ({ ...now, x: now.x + dx, y: now.y + dy })),
    zoomAt: zoom,
  })
  return {
    windowRef: useWindow(setRoom, zoom),
    ...handlers,
    viewport: place(placing),
    room,
    isFit: placing === 'fit',
    toFit: () => setPlacing('fit'),
    toFill: () => setPlacing('fill'),
    toActualSize: () => setPlacing(keepInReach(centred(picture, room, 1 / devicePixelRatio), picture, room)),
    zoomBy: (factor) => zoom(factor, { x: room.width / 2, y: room.height / 2 }),
  }
}

/** A trackpad tells a pinch as a wheel with Control, in much smaller steps. */
const WHEEL_PACE = 0.002
const PINCH_PACE = 0.01

function useWindow(
  onSize: (size: Size) => void,
  onZoom: (factor: number, at: { readonly x: number; readonly y: number }) => void,
): RefCallback<HTMLElement> {
  const latest = useRef({ onSize, onZoom })
  useEffect(() => {
    latest.current = { onSize, onZoom }
  })
  return useCallback((element: HTMLElement | null) => {
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) latest.current.onSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    const wheel = (event: WheelEvent): void => {
      // React listens passively; the page must not scroll or zoom instead.
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const pace = event.ctrlKey ? PINCH_PACE : WHEEL_PACE
      latest.current.onZoom(Math.exp(-event.deltaY * pace), { x: event.clientX - box.left, y: event.clientY - box.top })
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      observer.disconnect()
      element.removeEventListener('wheel', wheel)
    }
  }, [])
}
