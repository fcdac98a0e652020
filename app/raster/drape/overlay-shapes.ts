import type { DraftOverlays } from '../../domain/draft-overlays.ts'
import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import type { Limb } from '../body/limb.ts'
import type { GarmentFit } from '../fit/fit.ts'
import type { PlacedAnchor } from '../fit/place-anchors.ts'

/** Brings a place of the body or the fit into the pixels of the draft. */
export type ToDraft = (point: Point) => Point

type Bone = NonNullable<DraftOverlays['pose']>['bones'][number]

/** The skeleton and the disc of the head, as they are drawn over a draft. */
export function poseShapes({ arms, legs, torsoVisibility, head }: Body, toDraft: ToDraft): NonNullable<DraftOverlays['pose']> {
  const joint = (point: Point, visibility: number): Bone[number] => ({ ...place(toDraft(point)), visibility })
  const limb = ({ joints, visibility }: Limb): Bone =>
    joints.map((point, index) => joint(point, index === 0 ? torsoVisibility : visibility))
  const root = ({ joints }: Limb): Bone[number] => joint(joints[0], torsoVisibility)
  const trunk = [root(arms[0]), root(arms[1]), root(legs[1]), root(legs[0]), root(arms[0])]
  return { bones: [trunk, ...[...arms, ...legs].map(limb)], head: { ...place(toDraft(head.centre)), radius: tenth(head.radius) } }
}

/** The meshes of a fit, as they are drawn over a draft. */
export function meshShapes(fit: GarmentFit, toDraft: ToDraft): NonNullable<DraftOverlays['mesh']> {
  const layers = fit.layers.map(({ name, strip: { columns, rows, target } }) => {
    const points: number[] = []
    for (let i = 0; i + 1 < target.length; i += 2) {
      const { x, y } = place(toDraft([target[i], target[i + 1]]))
      points.push(x, y)
    }
    return { name, columns, rows, points }
  })
  return { layers }
}

/** The named points of a garment, as they are drawn over a draft. */
export function anchorShapes(anchors: readonly PlacedAnchor[], toDraft: ToDraft): NonNullable<DraftOverlays['anchors']> {
  return anchors.map(({ name, at }) => ({ name, ...place(toDraft(at)) }))
}

const place = ([x, y]: Point): { x: number; y: number } => ({ x: tenth(x), y: tenth(y) })
const tenth = (value: number): number => Math.round(value * 10) / 10
