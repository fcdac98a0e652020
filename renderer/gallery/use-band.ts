import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { AssetId } from '../../app/domain/ids.ts'
import { galleryStore, setSelection } from './gallery-store.ts'
import { cellsIn, type GridLayout } from './grid-layout.ts'
import type { PictureList } from './picture-list.ts'

/** A rectangle in the pixels of the rows, from their left and top. */
interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Point {
  readonly x: number
  readonly y: number
}

interface Drag {
  readonly start: Point
  readonly kept: ReadonlySet<AssetId>
  pointer: Point
  isBand: boolean
}

/** Below this a press is a click. */
const SLACK_PX = 5
/** This near to an edge, and beyond it, the grid scrolls. */
const EDGE_PX = 24

/** Chooses by dragging a rectangle over the pictures. With Control, Command or Shift what was chosen stays chosen. */
export function useBand(given: {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rows: RefObject<HTMLDivElement | null>
  readonly layout: GridLayout
  readonly list: PictureList
}): { readonly band: Rectangle | null; readonly onPointerDown: (event: PointerEvent) => void; readonly wasBand: () => boolean } {
  const [band, setBand] = useState<Rectangle | null>(null)
  const drag = useRef<Drag | null>(null)
  const hadBand = useRef(false)
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  const stop = useRef<() => void>(() => undefined)
  useEffect(() => () => stop.current(), [])

  const onPointerDown = (event: PointerEvent): void => {
    const { scroller, rows } = latest.current
    hadBand.current = false
    if (event.button !== 0 || event.pointerType !== 'mouse' || !(event.target instanceof Element)) return
    if (event.target.closest('[draggable=true]') !== null || scroller.current === null || rows.current === null) return
    const isOnScrollBar = event.target === scroller.current && event.nativeEvent.offsetX >= scroller.current.clientWidth
    if (isOnScrollBar) return
    const isAdding = event.ctrlKey || event.metaKey || event.shiftKey
    const kept = isAdding ? galleryStore.getState().selection.chosen : new Set<AssetId>()
    const pointer = { x: event.clientX, y: event.clientY }
    drag.current = { start: inside(rows.current, pointer), kept, pointer, isBand: false }
    stop.current = listen(() => {
      const { current } = drag
      if (current === null || scroller.current === null || rows.current === null) return
      scrollTowards(scroller.current, current)
      const rectangle = between(current.start, inside(rows.current, current.pointer))
      current.isBand ||= rectangle.width + rectangle.height > SLACK_PX
      if (!current.isBand) return
      hadBand.current = true
      setBand(rectangle)
      chooseIn(rectangle, rows.current, { ...latest.current, kept: current.kept })
    })
  }

  /** Follows the pointer until it is let go. */
  const listen = (draw: () => void): (() => void) => {
    let frame = requestAnimationFrame(function next() {
      if (drag.current?.isBand === true) draw()
      frame = requestAnimationFrame(next)
    })
    const move = (event: globalThis.PointerEvent): void => {
      if (drag.current === null) return
      drag.current.pointer = { x: event.clientX, y: event.clientY }
      draw()
    }
    const end = (): void => {
      cancelAnimationFrame(frame)
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
      drag.current = null
      setBand(null)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
    return end
  }

  return { band, onPointerDown, wasBand: () => hadBand.current }
}

function inside(element: HTMLElement, { x, y }: Point): Point {
  const box = element.getBoundingClientRect()
  return { x: x - box.left, y: y - box.top }
}

function between(a: Point, b: Point): Rectangle {
  return { left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }
}

function scrollTowards(scroller: HTMLElement, { pointer, isBand }: Drag): void {
  if (!isBand) return
  const { top, bottom } = scroller.getBoundingClientRect()
  const beyond = Math.min(0, pointer.y - top - EDGE_PX) + Math.max(0, pointer.y - bottom + EDGE_PX)
  if (beyond !== 0) scroller.scrollTop += beyond / 4
}

function chooseIn(
  rectangle: Rectangle,
  rows: HTMLElement,
  by: { readonly layout: GridLayout; readonly list: PictureList; readonly kept: ReadonlySet<AssetId> },
): void {
  const { left, top, width, height } = rectangle
  const inlineStart = rows.matches(':dir(rtl)') ? rows.clientWidth - left - width : left
  const places = cellsIn({ inlineStart, inlineEnd: inlineStart + width, top, bottom: top + height }, by.layout, by.list.count)
  const ids = places.flatMap((place) => by.list.at(place)?.id ?? [])
  const { current, anchor } = galleryStore.getState().selection
  setSelection({ chosen: new Set([...by.kept, ...ids]), current: ids.at(-1) ?? current, anchor: ids[0] ?? anchor })
}
