import type { PoseEstimate } from '../../domain/landmarks.ts'
import { fitInside, type Plane, plane, type Size } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { type BodyFrame, bodyFrame, placeOf } from '../body/frame.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { smoothstep } from '../geometry.ts'
import { mapPlane } from '../morphology.ts'
import { resizePlane } from '../resample.ts'
import { distanceField } from './distance-field.ts'
import { slackOf } from './slack.ts'

/** Long side at which a figure is measured. */
export const FIGURE_PX = 384

/** What motion needs to know of a person. Lengths are pixels of the figure's size, which has the still's shape. */
export interface Figure extends Size {
  /** Where a camera looks: just below the face, so that nearing cuts no head off. In shares of the still. */
  readonly middle: { readonly x: number; readonly y: number }
  /** Middle of the cloth; null without. */
  readonly clothMiddle: { readonly x: number; readonly y: number } | null
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
  /** Where the feet stand, in shares of the still's height; null where they are cut off. */
  readonly standsAt: number | null
  /** Of the person as far as they are seen. */
  readonly tall: number
  /** The upright line about which they turn. */
  readonly axisX: number
  /** How far the body bulges towards the camera. */
  readonly relief: Plane
  /** How much of a breath lifts each place, 0..1, and how much it widens it. */
  readonly rise: Plane
  readonly chest: Plane
  /** How freely cloth moves at each place, 0 (held) to 1 (a free hem). All 0 without cloth. */
  readonly slack: Plane
}

export interface FigureInput {
  /** 0..1, any size of the still's shape. */
  readonly person: Plane
  readonly cloth: Plane | null
  /** In pixels of a picture of size `posed`; null where only masks are known. */
  readonly pose: PoseEstimate | null
  readonly posed: Size
}

/** Measures a person for motion. @returns null for an empty mask. */
export function measureFigure({ person, cloth, pose, posed }: FigureInput): Figure | null {
  const size = fitInside(person, FIGURE_PX)
  const mask = resizePlane(person, size)
  const bounds = boundsAbove(mask, 0.5)
  if (bounds === null) return null
  const scaled = pose === null ? null : scalePose(pose, size.width / posed.width)
  const frame = scaled === null ? null : bodyFrame(scaled.landmarks)
  const right = bounds.x + bounds.width
  const bottom = bounds.y + bounds.height
  const middleX = frame === null ? (bounds.x + right) / 2 : frame.origin[0]
  const width = frame?.shoulderWidth ?? 0.6 * bounds.width
  return {
    ...size,
    middle: { x: middleX / size.width, y: middleY(bounds) / size.height },
    clothMiddle: cloth === null ? null : middleOf(cloth),
    box: { left: bounds.x / size.width, top: bounds.y / size.height, right: right / size.width, bottom: bottom / size.height },
    standsAt: bottom < 0.985 * size.height ? bottom / size.height : null,
    tall: bounds.height,
    axisX: middleX,
    relief: reliefOf(mask, width),
    ...breathOf(mask, frame),
    slack:
      cloth === null ? plane(size.width, size.height) : slackOf({ person: mask, cloth: resizePlane(cloth, size), pose: scaled, frame }),
  }
}

function middleY({ y, height }: { readonly y: number; readonly height: number }): number {
  return y + Math.min(0.16 * height, 0.4 * y + 0.06 * height)
}

function middleOf(cloth: Plane): { readonly x: number; readonly y: number } | null {
  const bounds = boundsAbove(cloth, 0.5)
  if (bounds === null) return null
  return { x: (bounds.x + 0.5 * bounds.width) / cloth.width, y: (bounds.y + 0.42 * bounds.height) / cloth.height }
}

/** A body is as round as it is wide, up to the depth of a trunk: what a mask says of depth. */
function reliefOf(mask: Plane, shoulderWidth: number): Plane {
  const depth = 0.3 * shoulderWidth
  const inside = distanceField(mask, (i) => mask.data[i] < 0.5)
  const round = mapPlane(inside, (value) => {
    const d = Math.min(value, depth)
    return Math.sqrt(d * (2 * depth - d))
  })
  // Where a body goes on beyond the picture there is nothing that could be turned into sight.
  const { width } = mask
  const soft = blur(round, 0.11 * shoulderWidth)
  return mapPlane(soft, (value, i) => value * smoothstep(0, BORDER, Math.min((i % width) + 0.5, width - (i % width) - 0.5) / width))
}

/** Share of a picture's width beside its borders in which nothing is turned. */
const BORDER = 0.1

function breathOf(mask: Plane, frame: BodyFrame | null): { rise: Plane; chest: Plane } {
  const { width, height } = mask
  const rise = plane(width, height)
  const chest = plane(width, height)
  if (frame === null) return { rise, chest }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const p = placeOf(frame, x + 0.5, y + 0.5).s / frame.torsoLength
      rise.data[i] = smoothstep(0.9, 0.1, p)
      chest.data[i] = Math.exp(-(((p - 0.3) / 0.28) ** 2))
    }
  }
  return { rise, chest }
}

function scalePose(pose: PoseEstimate, k: number): PoseEstimate {
  const { box } = pose
  return {
    ...pose,
    landmarks: pose.landmarks.map(({ x, y, z, visibility }) => ({ x: x * k, y: y * k, z: z * k, visibility })),
    box: { x: box.x * k, y: box.y * k, width: box.width * k, height: box.height * k },
  }
}
