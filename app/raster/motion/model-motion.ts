import type { ModelMotion } from '../../domain/director/direction.ts'

/** The farthest a still can be turned by its outline before it looks like a relief. */
export const TURN_DEGREES = 12
const BREATH_SECONDS = 3.8

/** How far a person has turned and breathed in. */
export interface ModelPose {
  readonly degrees: number
  /** 0 out, 1 in, times the amount. */
  readonly breath: number
}

/** @param t part of the clip, 0..1: a turn goes to one side, to the other and back within it. */
export function modelPose({ movement, amount }: ModelMotion, t: number, seconds: number): ModelPose {
  switch (movement) {
    case 'still':
      return { degrees: 0, breath: 0 }
    case 'breath':
      return { degrees: 0, breath: amount * (0.5 - 0.5 * Math.cos((2 * Math.PI * seconds) / BREATH_SECONDS)) }
    case 'turn':
      return { degrees: amount * TURN_DEGREES * Math.sin(2 * Math.PI * t), breath: 0 }
  }
}
