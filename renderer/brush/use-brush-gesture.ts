import { type ComponentProps, type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { type BrushEvent, type BrushState, type BrushStep, IDLE, nextBrush, type Place } from './brush-machine.ts'
import { brushStore, opposite } from './brush-store.ts'

export interface BrushHand {
  /** A stroke goes on. @returns whether there is room for it. */
  follow(stroke: Extract<BrushState, { kind: 'painting' }>['stroke'], from: number): boolean
  finish(stroke: NonNullable<BrushStep['done']>): void
  giveUp(): void
  /** Where the brush is, in shares of the picture. */
  moveRing(to: Place): void
}

type SurfaceProps = Pick<
  ComponentProps<'div'>,
  | 'onPointerDown'
  | 'onPointerMove'
  | 'onPointerUp'
  | 'onPointerCancel'
  | 'onLostPointerCapture'
  | 'onDoubleClick'
  | 'onKeyDown'
  | 'onBlur'
  | 'onFocus'
>

/** Screen pixels a key moves the brush by. */
const STEP_PX = 2
const LARGE_STEP_PX = 20

/** The canvas is left to right in every language, so left is left. */
const DIRECTIONS: Readonly<Record<string, Place>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** A brush follows the pointer, or the arrow keys between two presses of Enter. Pressure counts for nothing. */
export function useBrushGesture(
  surface: RefObject<HTMLElement | null>,
  size: { readonly width: number; readonly height: number },
  hand: BrushHand,
): SurfaceProps {
  const { feed, isPainting } = useMachine(size, hand)
  const pen = useRef<number | null>(null)
  const place = useRef<Place>([0.5, 0.5])
  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place => {
    const box = surface.current?.getBoundingClientRect()
    return box === undefined ? place.current : [(clientX - box.left) / box.width, (clientY - box.top) / box.height]
  }
  const goTo = (to: Place): void => {
    place.current = to
    hand.moveRing(to)
  }
  const bail = (): void => {
    pen.current = null
    feed({ kind: 'bail' })
  }
  useEscape(() => {
    if (isPainting()) bail()
    else brushStore.getState().toggle()
  })
  return {
    onPointerDown: (event: PointerEvent) => {
      if (pen.current !== null) {
        // A second finger pinches: nobody meant to paint. The picture beneath has both from here on.
        bail()
        return
      }
      if (event.button !== 0 || !event.isPrimary) return
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      pen.current = event.pointerId
      goTo(placeOf(event))
      feed({ kind: 'press', by: 'pointer', at: place.current, brush: brushInHand(event) })
    },
    onPointerMove: (event: PointerEvent) => {
      goTo(placeOf(event))
      if (pen.current !== event.pointerId) return
      event.stopPropagation()
      const passed = event.nativeEvent.getCoalescedEvents?.() ?? []
      for (const one of passed.length > 0 ? passed : [event]) feed({ kind: 'move', by: 'pointer', at: placeOf(one) })
    },
    onPointerUp: (event: PointerEvent) => {
      if (pen.current !== event.pointerId) return
      event.stopPropagation()
      pen.current = null
      feed({ kind: 'lift', by: 'pointer' })
    },
    onPointerCancel: bail,
    onLostPointerCapture: (event) => {
      if (pen.current === event.pointerId) bail()
    },
    // Two quick dabs are no wish to zoom.
    onDoubleClick: (event) => event.stopPropagation(),
    onKeyDown: (event: KeyboardEvent) => {
      const direction = DIRECTIONS[event.key]
      if (direction !== undefined) {
        goTo(stepped(place.current, direction, { event, surface: surface.current }))
        feed({ kind: 'move', by: 'keys', at: place.current })
      } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
        feed(isPainting() ? { kind: 'lift', by: 'keys' } : { kind: 'press', by: 'keys', at: place.current, brush: brushInHand(event) })
      } else return
      event.preventDefault()
      event.stopPropagation()
    },
    onFocus: () => hand.moveRing(place.current),
    onBlur: () => feed({ kind: 'lift', by: 'keys' }),
  }
}

/** The machine of one brush, and what it tells the hand. */
function useMachine(size: { readonly width: number; readonly height: number }, hand: BrushHand) {
  const state = useRef<BrushState>(IDLE)
  const feed = (event: BrushEvent): void => {
    const before = state.current
    const { state: after, done } = nextBrush(before, event, size)
    state.current = after
    if (done !== null) hand.finish(done)
    else if (after.kind === 'idle' && before.kind === 'painting') hand.giveUp()
    else if (after.kind === 'painting' && after !== before) {
      const from = before.kind === 'painting' ? before.stroke.points.length : 0
      if (!hand.follow(after.stroke, from)) feed({ kind: 'bail' })
    }
  }
  return { feed, isPainting: () => state.current.kind === 'painting' }
}

/** With Alt held it does the opposite. */
function brushInHand({ altKey }: { readonly altKey: boolean }) {
  const { mode, width, hardness } = brushStore.getState()
  return { mode: altKey ? opposite(mode) : mode, width, hardness }
}

function stepped(
  [x, y]: Place,
  [right, down]: Place,
  { event, surface }: { readonly event: KeyboardEvent; readonly surface: HTMLElement | null },
): Place {
  const step = event.shiftKey ? LARGE_STEP_PX : STEP_PX
  const box = surface?.getBoundingClientRect()
  const within = (value: number): number => Math.min(1, Math.max(0, value))
  return box === undefined ? [x, y] : [within(x + (right * step) / box.width), within(y + (down * step) / box.height)]
}

/** Escape goes to what is open above the canvas first. */
function useEscape(run: () => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('[role=menu], dialog[open]') !== null) return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [])
}
