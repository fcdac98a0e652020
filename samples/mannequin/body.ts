// Body proportions and colouring. All lengths are metres for a figure of BASE_HEIGHT; a figure is scaled as a whole by height.
import { hex, type Vec3 } from './math.ts'

export const BASE_HEIGHT = 1.72

export interface BodyShape {
  height: number // metres
  shoulders: number // factors on the default width, 1 = default
  waist: number
  hips: number
  girth: number // limb and trunk thickness
  bust: number // 0 flat .. 1 full
  legs: number // leg length factor
}

export const SHAPES: Record<string, BodyShape> = {
  neutral: { height: 1.72, shoulders: 1.0, waist: 1.0, hips: 1.0, girth: 1.0, bust: 0.35, legs: 1.0 },
  slim: { height: 1.7, shoulders: 0.94, waist: 0.9, hips: 0.97, girth: 0.9, bust: 0.6, legs: 1.03 },
  curvy: { height: 1.66, shoulders: 0.98, waist: 1.08, hips: 1.14, girth: 1.14, bust: 1.0, legs: 0.98 },
  broad: { height: 1.82, shoulders: 1.13, waist: 1.1, hips: 0.98, girth: 1.1, bust: 0.15, legs: 1.0 },
}

/** Skin albedo, linear RGB. */
export const SKIN: Record<string, Vec3> = {
  fair: hex('#e9c0a5'),
  tan: hex('#c08a63'),
  brown: hex('#8f5d3f'),
  deep: hex('#5c3a2a'),
}

export const HAIR: Record<string, Vec3> = {
  black: hex('#1d1816'),
  brown: hex('#4a2f20'),
  blond: hex('#b08a55'),
  red: hex('#8a4526'),
  grey: hex('#8d8a87'),
}

export type HairStyle = 'short' | 'bob' | 'long' | 'bun' | 'bald'

/** Part numbers of the id map; 0 is background. L/R are the figure's own left and right. */
export const PART = {
  head: 1,
  hair: 2,
  neck: 3,
  torso: 4,
  upperArmL: 5,
  upperArmR: 6,
  forearmL: 7,
  forearmR: 8,
  handL: 9,
  handR: 10,
  thighL: 11,
  thighR: 12,
  shinL: 13,
  shinR: 14,
  footL: 15,
  footR: 16,
} as const

/** Rest position of joints in torso coordinates: origin mid-hip, y up, z forward, x to the figure's left. */
export const REST = {
  hip: [0.088, 0, 0] as Vec3,
  shoulder: [0.17, 0.487, -0.012] as Vec3,
  spinePivot: [0, 0.13, -0.01] as Vec3,
  neckPivot: [0, 0.545, -0.018] as Vec3,
  headCentre: [0, 0.703, 0.012] as Vec3,
  upperArm: 0.285,
  forearm: 0.25,
  thigh: 0.425,
  shin: 0.405,
  ankleHeight: 0.075,
}
