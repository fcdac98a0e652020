import { type ComponentProps, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Handle } from './messages.ts'
import type { HandleMoves } from './use-corrections.ts'

/** Screen pixels a key moves a point by. */
const STEP_PX = 1
const LARGE_STEP_PX = 10

/** The canvas is left to right in every language, so left is left. */
const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

type GestureProps = Pick<
  ComponentProps<'button'>,
  | 'onPointerDown'
  | 'onPointerMove'
  | 'onPointerUp'
  | 'onPointerCancel'
  | 'onLostPointerCapture'
  | 'onDoubleClick'
  | 'onKeyDown'
  | 'onKeyUp'
  | 'onBlur'
>

/** A point follows the pointer that took it, or the arrow keys. `scale`: screen pixels for one of the draft. */
export function useHandleGesture(handle: Handle, scale: number, moves: HandleMoves): GestureProps {
  return { ...useDrag(handle, scale, moves), ...useNudge(handle, scale, moves) }
}

function useDrag(handle: Handle, scale: number, moves: HandleMoves): GestureProps {
  // Where the pointer took it, on the screen, and where the point was then, in the draft.
  const grip = useRef<{ readonly x: number; readonly y: number; readonly from: Handle; hasMoved: boolean } | null>(null)
  const letGo = (): void => {
    if (grip.current === null) return
    grip.current = null
    moves.giveUp()
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      // The picture beneath must not pan.
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      grip.current = { x: event.clientX, y: event.clientY, from: handle, hasMoved: false }
    },
    onPointerMove: (event: PointerEvent) => {
      const held = grip.current
      if (held === null) return
      event.stopPropagation()
      held.hasMoved = true
      moves.move(handle, { x: held.from.x + (event.clientX - held.x) / scale, y: held.from.y + (event.clientY - held.y) / scale })
    },
    onPointerUp: (event: PointerEvent) => {
      const held = grip.current
      if (held === null) return
      event.stopPropagation()
      grip.current = null
      if (held.hasMoved) moves.drop(handle)
    },
    onPointerCancel: letGo,
    onLostPointerCapture: letGo,
    onDoubleClick: (event) => {
      event.stopPropagation()
      moves.putBack(handle)
    },
  }
}

function useNudge(handle: Handle, scale: number, moves: HandleMoves): GestureProps {
  const place = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const settle = (): void => {
    if (place.current === null) return
    place.current = null
    moves.drop(handle)
  }
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const direction = DIRECTIONS[event.key]
      if (direction !== undefined) {
        const step = (event.shiftKey ? LARGE_STEP_PX : STEP_PX) / scale
        // Keys come faster than pictures: a step goes on from the last one, not from what is drawn.
        const from = place.current ?? handle
        place.current = { x: from.x + direction[0] * step, y: from.y + direction[1] * step }
        moves.move(handle, place.current)
      } else if (event.key === 'Delete' || event.key === 'Backspace') moves.putBack(handle)
      else if (event.key === 'Escape' && place.current !== null) {
        place.current = null
        moves.giveUp()
      } else return
      event.preventDefault()
      event.stopPropagation()
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (DIRECTIONS[event.key] !== undefined) settle()
    },
    onBlur: settle,
  }
}
