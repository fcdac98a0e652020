/**
 * Masks a person may put right with a brush. Of the person: what is taken off (`old-garment`), bare or sleeved arms, what stays in
 * `front` of a garment (hair, straps, bags, hands), and the person as a whole. `garment` is the cut-out of a garment.
 */
export const BRUSHED_MASKS = ['old-garment', 'arms', 'front', 'person', 'garment'] as const
export type BrushedMask = (typeof BRUSHED_MASKS)[number]
