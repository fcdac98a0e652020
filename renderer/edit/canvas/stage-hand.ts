import { currentPlatform } from '../../commands/shortcut.ts'
import type { Editor } from '../session/editor.ts'
import { hoverCursor } from '../tools/hover-cursor.ts'
import type { HeldKeys, Spot, ToolInput } from '../tools/tool.ts'
import { type PaneGrid, paneRoom } from './pane-grid.ts'
import type { Stage } from './stage.ts'

type Held = { readonly x: number; readonly y: number }

/** A trackpad tells a pinch as a wheel with Control, in much smaller steps. */
const WHEEL_PACE = 0.002
const PINCH_PACE = 0.01

/** Whether the space bar is held, told by whoever listens for it. */
export interface StageHandOptions {
  readonly isSpaceHeld: () => boolean
  /** With the tool for text: where it is to stand. */
  readonly onPlace: (at: Spot) => void
  readonly onPicked: (colour: string | null) => void
}

/**
 * Hears pointers and wheel over the stage: the middle button, the space bar, two fingers and the hand tool move the picture, all
 * else belongs to the tool.
 *
 * @returns ends it
 */
export function listenToHand(
  element: HTMLElement,
  { stage, editor }: { readonly stage: Stage; readonly editor: Editor },
  options: StageHandOptions,
): () => void {
  const pointers = new Map<number, Held>()
  let work: 'pan' | 'tool' | 'place' | null = null
  const placeOf = (event: MouseEvent): Held => placeIn(element, event, stage.grid)
  const tell = (kind: 'down' | 'move' | 'up', event: PointerEvent): void => {
    const place = placeOf(event)
    const input: ToolInput = {
      kind,
      at: stage.spotAt(place.x, place.y),
      keys: keysOf(event),
      pressure: event.pointerType === 'pen' ? event.pressure : null,
      ms: event.timeStamp,
    }
    stage.tools.input(input, stage.pxPerScreen)
  }
  const down = (event: PointerEvent): void => {
    if (event.button > 1 || (event.target instanceof Element && event.target.closest('[data-own-pointer]') !== null)) return
    element.setPointerCapture(event.pointerId)
    // Who points at it sees where it is: the ring of the focus is for keys.
    element.toggleAttribute('data-pointed', true)
    pointers.set(event.pointerId, placeOf(event))
    const { tool } = editor.store.getState()
    if (pointers.size === 2) {
      // The second finger makes it a pinch: what the first one began was none.
      stage.tools.cancel()
      work = 'pan'
    } else if (event.button === 1 || options.isSpaceHeld() || tool === 'hand') work = 'pan'
    else if (tool === 'zoom') stage.camera.zoomBy(event.altKey ? 0.5 : 2, placeOf(event))
    else if (tool === 'eyedropper') options.onPicked(stage.colourAt(placeOf(event).x, placeOf(event).y))
    else if (tool === 'text') work = 'place'
    else {
      work = 'tool'
      tell('down', event)
    }
    element.toggleAttribute('data-panning', work === 'pan')
  }
  const move = (event: PointerEvent): void => {
    const to = placeOf(event)
    stage.point(stage.spotAt(to.x, to.y))
    const from = pointers.get(event.pointerId)
    if (from === undefined) {
      showCursor(element, { stage, editor }, to)
      return
    }
    if (work === 'tool') for (const each of coalesced(event)) tell('move', each)
    if (work === 'pan') pan(stage, { from, to, other: [...pointers].find(([id]) => id !== event.pointerId)?.[1] })
    pointers.set(event.pointerId, to)
  }
  const up = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return
    if (work === 'tool') tell('up', event)
    // Not on press: the browser gives the focus to the stage after it.
    if (work === 'place') options.onPlace(stage.spotAt(placeOf(event).x, placeOf(event).y))
    if (pointers.size === 0) work = null
    element.toggleAttribute('data-panning', work === 'pan')
  }
  const drop = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return
    stage.tools.cancel()
    work = null
    element.removeAttribute('data-panning')
  }
  const stop = new AbortController()
  const { signal } = stop
  element.addEventListener('pointerdown', down, { signal })
  element.addEventListener('pointermove', move, { signal })
  element.addEventListener('pointerup', up, { signal })
  element.addEventListener('blur', () => element.removeAttribute('data-pointed'), { signal })
  element.addEventListener('pointercancel', drop, { signal })
  element.addEventListener('pointerleave', () => stage.point(null), { signal })
  element.addEventListener('wheel', (event) => turnWheel(event, stage, placeOf(event)), { passive: false, signal })
  return () => stop.abort()
}

/** All panes of a comparison show the same places. */
function placeIn(element: HTMLElement, event: MouseEvent, grid: PaneGrid): Held {
  const box = element.getBoundingClientRect()
  const pane = paneRoom(box, grid)
  const within = (at: number, side: number, count: number): number => at - side * Math.min(count - 1, Math.max(0, Math.floor(at / side)))
  return { x: within(event.clientX - box.left, pane.width, grid.columns), y: within(event.clientY - box.top, pane.height, grid.rows) }
}

/** Over what can be taken the cursor says how. */
function showCursor(element: HTMLElement, { stage, editor }: { readonly stage: Stage; readonly editor: Editor }, at: Held): void {
  const { tool, compare, document } = editor.store.getState()
  const scene = stage.tools.scene(stage.pxPerScreen)
  const cursor = compare === 'original' ? null : hoverCursor(tool, stage.spotAt(at.x, at.y), { scene, turn: document.crop?.angle ?? 0 })
  // The space bar makes a hand of every tool: that is the class's business.
  element.style.setProperty('--cursor', cursor ?? '')
}

/** Every place a pen went through, not only where it is once a frame. */
function coalesced(event: PointerEvent): readonly PointerEvent[] {
  const all = event.getCoalescedEvents?.() ?? []
  return all.length > 0 ? all : [event]
}

function keysOf(event: MouseEvent): HeldKeys {
  return { shift: event.shiftKey, alt: event.altKey, mod: currentPlatform() === 'mac' ? event.metaKey : event.ctrlKey }
}

/** One pointer pans; two pinch: what lies between the fingers stays there. */
function pan(stage: Stage, { from, to, other }: { readonly from: Held; readonly to: Held; readonly other: Held | undefined }): void {
  if (other === undefined) {
    stage.camera.panBy(to.x - from.x, to.y - from.y)
    return
  }
  const span = (point: Held): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
  stage.camera.panBy((to.x - from.x) / 2, (to.y - from.y) / 2)
  stage.camera.zoomBy(span(to) / span(from), { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 })
}

/** A wheel zooms. With Shift, or where it goes sideways as only a trackpad does, it pans. */
function turnWheel(event: WheelEvent, stage: Stage, at: Held): void {
  event.preventDefault()
  if (event.ctrlKey) stage.camera.zoomBy(Math.exp(-event.deltaY * PINCH_PACE), at)
  else if (event.shiftKey || event.deltaX !== 0)
    stage.camera.panBy(event.shiftKey ? -event.deltaY - event.deltaX : -event.deltaX, event.shiftKey ? 0 : -event.deltaY)
  else stage.camera.zoomBy(Math.exp(-event.deltaY * WHEEL_PACE), at)
}
