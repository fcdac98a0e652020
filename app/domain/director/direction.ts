import { z } from 'zod'
import { between, share } from '../document/numbers.ts'
import { EASINGS } from './easing.ts'
import { frameCount, frameRate } from './frame-rate.ts'

export const CAMERA_MOVES = ['static', 'pan', 'tilt', 'zoom', 'dolly', 'orbit', 'crane', 'handheld'] as const
export type CameraMove = (typeof CAMERA_MOVES)[number]

/** Where a move goes, as the camera goes. Each move knows two of them; `DIRECTIONS_OF` says which. */
export const CAMERA_DIRECTIONS = ['left', 'right', 'up', 'down', 'in', 'out'] as const
export type CameraDirection = (typeof CAMERA_DIRECTIONS)[number]

/** The directions that mean something to a move; the first is what another direction is taken for. */
export const DIRECTIONS_OF: Readonly<Record<CameraMove, readonly CameraDirection[]>> = {
  static: [],
  pan: ['right', 'left'],
  tilt: ['up', 'down'],
  zoom: ['in', 'out'],
  dolly: ['in', 'out'],
  orbit: ['right', 'left'],
  crane: ['up', 'down'],
  handheld: [],
}

/** One view that was put on the still by hand. `x`, `y`: its middle in shares of the still; `zoom` 1 is the largest view of the clip's shape. */
export const cameraKeyframe = z.strictObject({ at: share, x: share, y: share, zoom: between(1, 8) })
export type CameraKeyframe = z.output<typeof cameraKeyframe>

export const camera = z.strictObject({
  move: z.enum(CAMERA_MOVES).default('dolly'),
  direction: z.enum(CAMERA_DIRECTIONS).default('in'),
  /** How far: 0 stays, 1 is as far as the move goes (a zoom of 2.3 times, a pan over a third of the view). */
  amount: share.default(0.4),
  /** Below 1 the move does not get to its end, above 1 it is there before the clip is; for a hand-held camera, how fast it sways. */
  speed: between(0.1, 4).default(1),
  easing: z.enum(EASINGS).default('slow-start-soft-stop'),
  /** What the camera goes for: a place in shares of the still, or whoever and whatever is found there; the middle where nothing is. */
  focus: z.union([z.enum(['person', 'cloth']), z.strictObject({ x: share, y: share })]).default('person'),
  /** Two or more replace the move; in the order of their times. */
  keyframes: z
    .array(cameraKeyframe)
    .max(32)
    .refine((all) => all.every((one, i) => i === 0 || one.at > (all[i - 1]?.at ?? 0)), {
      error: 'Keyframes are in the order of their times',
    })
    .default([]),
  /** How far the ground is behind the person, 0 (a poster) to 1: what moves against the person when the camera travels. */
  depth: share.default(0.5),
})
export type Camera = z.output<typeof camera>

/** What the person does. `turn` is to one side and back, by at most `TURN_DEGREES`; nobody is turned round from one still. */
export const MODEL_MOVEMENTS = ['still', 'breath', 'turn'] as const
export const modelMotion = z.strictObject({ movement: z.enum(MODEL_MOVEMENTS).default('still'), amount: share.default(0.5) })
export type ModelMotion = z.output<typeof modelMotion>

/** How cloth moves. Wind comes out of `from`, in degrees clockwise as seen in the picture: 0 from the left, 90 from above. */
export const fabric = z.strictObject({
  /** 0 is silk, 1 is a board. */
  stiffness: share.default(0.4),
  wind: z.strictObject({ metresPerSecond: between(0, 15).default(0), from: between(-180, 180).default(0) }).prefault({}),
})
export type Fabric = z.output<typeof fabric>

/** Light over the still: a band that sweeps across, or a cone that opens on the person. */
export const LIGHTS = ['none', 'sweep', 'spotlight'] as const
export const light = z.strictObject({ kind: z.enum(LIGHTS).default('none'), strength: share.default(0.5) })
export type Light = z.output<typeof light>

export const CLIP_RATIOS = ['9:16', '4:5', '1:1', '16:9', 'original'] as const
export type ClipRatio = (typeof CLIP_RATIOS)[number]

export const clipOutput = z.strictObject({
  seconds: between(0.5, 30).default(5),
  ratio: z.enum(CLIP_RATIOS).default('9:16'),
  frameRate: frameRate.prefault({ num: 30, den: 1 }),
})

/** One description of a clip made of a still. Two read it: the renderer of this machine, and the translators for providers. */
export const direction = z.strictObject({
  camera: camera.prefault({}),
  model: modelMotion.prefault({}),
  fabric: fabric.prefault({}),
  light: light.prefault({}),
  /** Noise of film, 0 is none. */
  grain: share.default(0),
  output: clipOutput.prefault({}),
  /** Says what is left to chance: the way cloth and a hand move. */
  seed: z.int().min(0).max(2_147_483_647).default(1),
})
export type Direction = z.output<typeof direction>

export const framesOf = ({ output }: Pick<Direction, 'output'>): number => frameCount(output.seconds, output.frameRate)

/** The direction a move takes: what was asked for, or its first where that means nothing to it. */
export function directionOf({ move, direction }: Pick<Camera, 'move' | 'direction'>): CameraDirection | null {
  const known = DIRECTIONS_OF[move]
  return known.includes(direction) ? direction : (known[0] ?? null)
}
