import type { Size } from '../raster.ts'
import type { CameraPose } from './camera-view.ts'
import { type Camera, directionOf } from './direction.ts'
import { ease } from './easing.ts'
import { seededNumbers, wandering } from './seeded-sway.ts'

/** How far each move goes at amount 1; views are shares of the whole view. */
const REACH = {
  /** Of the view. */
  pan: 0.34,
  tilt: 0.3,
  /** Times larger. */
  zoom: 1.3,
  /** Of the way to the person. */
  dolly: 0.38,
  /** Travel to each side, in views, and degrees round the person. */
  orbit: 0.12,
  orbitDegrees: 9,
  crane: 0.12,
  /** Of the travel of a crane that tilting back does not take away. */
  craneRise: 0.55,
  /** Sway of a hand, in views. */
  hand: 0.022,
} as const

/** A move over time: what the camera adds to where it rests. */
type MoveAt = (t: number, seconds: number) => Partial<CameraPose>

/**
 * The move of a camera, before it is fitted into a picture.
 *
 * @param still.whole the largest view in shares of the still; `rest` its middle, `focus` what the camera goes for.
 * @param still.hasDepth without layers there is nothing to travel past: `flatten` says what becomes of a move then.
 * @returns pose at a part of the clip, 0..1, and its seconds.
 */
export function moveOf(camera: Camera, still: StillFacts, seed: number): (t: number, seconds: number) => CameraPose {
  const at = offsetsOf(camera, still, seed)
  const { rest, focus } = still
  return (t, seconds) => {
    const { x = 0, y = 0, zoom = 1, trackX = 0, trackY = 0, dolly = 0, yawDegrees = 0 } = at(t, seconds)
    // What the camera goes for stays where it is in the frame while the view narrows.
    return {
      x: focus.x + (rest.x - focus.x) / zoom + x,
      y: focus.y + (rest.y - focus.y) / zoom + y,
      zoom,
      // A camera that nears goes straight for it: what it goes for stays in its place at every distance.
      trackX: trackX + dolly * (focus.x - rest.x),
      trackY: trackY + dolly * (focus.y - rest.y),
      dolly,
      yawDegrees,
    }
  }
}

export interface StillFacts {
  readonly whole: Size
  readonly rest: { readonly x: number; readonly y: number }
  readonly focus: { readonly x: number; readonly y: number }
}

function offsetsOf(camera: Camera, { whole }: StillFacts, seed: number): MoveAt {
  const { move, amount, speed } = camera
  const done = (t: number): number => (speed <= 1 ? speed * ease(camera.easing, t) : ease(camera.easing, t * speed))
  const way = directionOf(camera)
  const sign = way === 'left' || way === 'up' ? -1 : 1
  /** From one side of the rest to the other. */
  const across = (t: number): number => sign * amount * (done(t) - 0.5)
  const inward = (t: number): number => amount * (way === 'out' ? 1 - done(t) : done(t))
  switch (move) {
    case 'static':
      return () => ({})
    case 'pan':
      return (t) => ({ x: across(t) * REACH.pan * whole.width })
    case 'tilt':
      return (t) => ({ y: across(t) * REACH.tilt * whole.height })
    case 'zoom':
      // The same share larger in each moment looks even; the same amount looks as if it slowed down.
      return (t) => ({ zoom: (1 + REACH.zoom * amount) ** (inward(t) / Math.max(1e-9, amount)) })
    case 'dolly':
      return (t) => {
        const dolly = REACH.dolly * inward(t)
        return { dolly, zoom: 1 / (1 - dolly) }
      }
    case 'orbit':
      return (t) => ({ trackX: 2 * across(t) * REACH.orbit * whole.width, yawDegrees: 2 * across(t) * REACH.orbitDegrees })
    case 'crane':
      return (t) => ({
        trackY: 2 * across(t) * REACH.crane * whole.height,
        y: 2 * across(t) * REACH.crane * REACH.craneRise * whole.height,
      })
    case 'handheld':
      return handheld(amount, { speed, whole, seed })
  }
}

function handheld(amount: number, { speed, whole, seed }: { readonly speed: number; readonly whole: Size; readonly seed: number }): MoveAt {
  const random = seededNumbers(seed)
  const [sideways, upwards, nearer] = [wandering(random), wandering(random), wandering(random)]
  return (_, seconds) => {
    const s = seconds * speed
    const x = amount * REACH.hand * whole.width * sideways(s)
    const y = amount * REACH.hand * whole.height * 0.7 * upwards(s)
    return { x, y, trackX: x, trackY: y, zoom: 1 + amount * 0.012 * (1 + nearer(0.6 * s)) }
  }
}
