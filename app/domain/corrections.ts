import { z } from 'zod'
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
const movedAnchor = z.object({ name: anchorName, ...place })

/** Joints of the person that were put right by hand; each at most once. */
export const movedJoints = z.array(movedJoint).max(MOVABLE_JOINTS.length).refine(namesDiffer, { error: 'Each joint has one place' })
export type MovedJoint = z.output<typeof movedJoint>

/** Points of the garment that were put where they belong on the person; each at most once. */
export const movedAnchors = z.array(movedAnchor).max(16).refine(namesDiffer, { error: 'Each point has one place' })
export type MovedAnchor = z.output<typeof movedAnchor>

function namesDiffer(moves: readonly { readonly name: string }[]): boolean {
  return new Set(moves.map(({ name }) => name)).size === moves.length
}
