import { z } from 'zod'
import { brushStrokes } from './brush-stroke.ts'
import { anchorName } from './draft-overlays.ts'

/** Joints a person may put right; left and right are those of the person in the picture. */
export const MOVABLE_JOINTS = [
  'left-shoulder',
  'right-shoulder',
  'left-elbow',
  'right-elbow',
  'left-wrist',
  'right-wrist',
  'left-hip',
  'right-hip',
  'left-knee',
  'right-knee',
  'left-ankle',
  'right-ankle',
] as const
export const jointName = z.enum(MOVABLE_JOINTS)
export type JointName = z.output<typeof jointName>

/**
 * Where a point belongs, as a share of the working picture's width and height: the same at any working size. A hand may hang
 * out of the picture.
 */
const place = { x: z.number().min(-0.5).max(1.5), y: z.number().min(-0.5).max(1.5) }

const movedJoint = z.object({ name: jointName, ...place })
/** A point of a garment and where it belongs. */
export const anchorPlace = z.object({ name: anchorName, ...place })
export type AnchorPlace = z.output<typeof anchorPlace>

/** `garment`: its place in the wearing order, from 0. */
const movedAnchor = anchorPlace.extend({ garment: z.int().min(0).max(3).default(0) })

/** Joints of the person that were put right by hand; each at most once. */
export const movedJoints = z.array(movedJoint).max(MOVABLE_JOINTS.length).refine(namesDiffer, { error: 'Each joint has one place' })
export type MovedJoint = z.output<typeof movedJoint>

/** Points of the garments that were put where they belong on the person; each at most once. */
export const movedAnchors = z.array(movedAnchor).max(64).refine(namesDiffer, { error: 'Each point has one place' })
export type MovedAnchor = z.output<typeof movedAnchor>

/** What a person put right by hand: joints, points of the garments, and masks. Part of a draft's recipe. */
export const corrections = z.object({
  joints: movedJoints.default([]),
  anchors: movedAnchors.default([]),
  strokes: brushStrokes.default([]),
})
export type Corrections = z.output<typeof corrections>

function namesDiffer(moves: readonly { readonly name: string; readonly garment?: number }[]): boolean {
  return new Set(moves.map(({ name, garment = 0 }) => `${garment} ${name}`)).size === moves.length
}
