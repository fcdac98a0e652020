import { z } from 'zod'

/** Masks of a finished draft that can be laid over its picture; `layer-…` are the drawn layers of the garment. */
export const OVERLAY_MASKS = [
  'person',
  'torso',
  'arms',
  'garment',
  'layer-back',
  'layer-torso',
  'layer-sleeve-left',
  'layer-sleeve-right',
  'layer-hips',
  'layer-leg-left',
  'layer-leg-right',
] as const
export const overlayMask = z.enum(OVERLAY_MASKS)
export type OverlayMask = z.output<typeof overlayMask>

/** A point of a garment that a person knows by name; left and right as seen in the picture. */
export const ANCHOR_NAMES = [
  'neck-left',
  'neck-right',
  'shoulder-left',
  'shoulder-right',
  'armpit-left',
  'armpit-right',
  'cuff-left',
  'cuff-right',
  'waist-left',
  'waist-right',
  'crotch',
  'hem-left',
  'hem-right',
] as const
export const anchorName = z.enum(ANCHOR_NAMES)
export type AnchorName = z.output<typeof anchorName>

/** Pixels of the draft. */
const place = z.object({ x: z.number(), y: z.number() })

/** A joint of the skeleton; visibility is the probability 0..1 that it is in the frame and not hidden. */
const joint = z.object({ ...place.shape, visibility: z.number().min(0).max(1) })

/** What was found and made on the way to a draft, in pixels of the draft. */
export const draftOverlays = z.object({
  /** Masks whose files are there. */
  masks: z.array(overlayMask),
  /** Chains of joints (trunk, arms, legs) and the disc that holds the head; null where it is not there. */
  pose: z.object({ bones: z.array(z.array(joint).min(2)), head: z.object({ ...place.shape, radius: z.number() }) }).nullable(),
  /** Grids of vertices, row by row: x and y of each in turn. */
  mesh: z
    .object({
      layers: z.array(z.object({ name: z.string(), columns: z.int().positive(), rows: z.int().positive(), points: z.array(z.number()) })),
    })
    .nullable(),
  /** Points of the garment where they came to lie; null where it has none (it was carried over from the body that wore it). */
  anchors: z.array(z.object({ name: anchorName, ...place.shape })).nullable(),
  /** Something of it was made once and has been cleaned away: the same draft makes it again. */
  isCleaned: z.boolean(),
})
export type DraftOverlays = z.output<typeof draftOverlays>
