import type { Landmark, PoseEstimate } from '../../domain/landmarks.ts'
import type { Plane, Point, Rgb8 } from '../../domain/raster.ts'
import { bodyFrame, sideLandmarks } from '../body/frame.ts'
import { labOfRgb } from '../colour.ts'
import { along, distance, mix, quantile, subtract } from '../geometry.ts'
import { nearest } from '../resample.ts'
import { learnBorder, ringPixels } from './border-model.ts'

/** Why a picture is taken for a garment on a body, or not. */
export type WornReason = 'no-body' | 'head-seen' | 'skin-seen' | 'legs-and-skin-seen' | 'no-skin'

export interface WornVerdict {
  readonly isWorn: boolean
  readonly reason: WornReason
}

/** Flat garments got detector scores up to .68, real people from .67 (a close portrait) to .99. */
const SURE_SCORE = 0.8
const SKIN_SHARE = 0.35

/**
 * Decides whether a "person" that the pose model saw really is one. It takes a spread T-shirt for a torso with up to 100 %
 * presence, so a body counts only with a head that is no background, or with skin where skin must be.
 *
 * @param image the picture at about 256 px.
 * @param scale image pixel = picture pixel x `scale`; the pose is in picture pixels.
 */
export function judgeWorn(
  pose: PoseEstimate,
  seen: { readonly image: Rgb8; readonly scale: number; readonly poseMask: Plane; readonly pictureWidth: number },
): WornVerdict {
  const { image, scale } = seen
  const border = learnBorder(image)
  const usual = quantile(
    ringPixels(image.width, image.height).map((pixel) => border.distance.data[pixel]),
    0.9,
  )
  const look: Look = { image, lab: labOfRgb(image), scale, groundDistance: border.distance, groundLimit: Math.max(3, 0.7 * usual) }
  const places = skinPlaces(pose.landmarks)
  const shares = places.map((place) => skinShare(look, place))
  const withSkin = shares.filter((share) => share > SKIN_SHARE).length
  if (pose.score >= SURE_SCORE && isHeadSeen(pose.landmarks, seen)) return { isWorn: true, reason: 'head-seen' }
  if (pose.score > 0 && (shares[0] ?? 0) > SKIN_SHARE && isHeadSeen(pose.landmarks, seen)) return { isWorn: true, reason: 'skin-seen' }
  if (withSkin >= 1 && isStanding(pose.landmarks, image, scale)) return { isWorn: true, reason: 'legs-and-skin-seen' }
  if (pose.score > 0 && withSkin >= 3) return { isWorn: true, reason: 'skin-seen' }
  return { isWorn: false, reason: 'no-skin' }
}

/** Share of skin-like pixels below which nobody without a head can be in the picture. */
const MIN_SKIN_IN_PICTURE = 0.002

/** Whether anything in the picture could be bare skin: saves looking for bodies that are not there. Image at about 256 px. */
export function mayShowSkin(image: Rgb8): boolean {
  const border = learnBorder(image)
  const lab = labOfRgb(image)
  let count = 0
  for (let i = 0; i < border.distance.data.length; i++) {
    if (border.distance.data[i] > 3 && isSkinLike(lab[3 * i], lab[3 * i + 1], lab[3 * i + 2])) count++
  }
  return count > MIN_SKIN_IN_PICTURE * border.distance.data.length
}

interface Disc {
  readonly centre: Point
  readonly radius: number
}

interface Look {
  readonly image: Rgb8
  readonly lab: Float32Array
  readonly scale: number
  readonly groundDistance: Plane
  readonly groundLimit: number
}

const NOSE = 0
const MOUTH = [9, 10] as const
const VISIBLE = 0.5

/** Face first; then neck, hands and ankles as far as they are visible. */
function skinPlaces(landmarks: readonly Landmark[]): Disc[] {
  const at = (i: number): Point => [landmarks[i].x, landmarks[i].y]
  const frame = bodyFrame(landmarks)
  const width = frame.shoulderWidth
  const face = mix(at(NOSE), mix(at(MOUTH[0]), at(MOUTH[1]), 0.5), 0.35)
  const places: Disc[] = [
    { centre: face, radius: 0.14 * width },
    { centre: along(frame.origin, frame.down, -0.2 * width), radius: 0.1 * width },
  ]
  for (const side of [0, 1] as const) {
    const index = sideLandmarks(side, frame.rear)
    const hand = mix(at(index.wrist), mix(at(index.pinky), at(index.index), 0.5), 0.7)
    if (landmarks[index.wrist].visibility > VISIBLE) {
      places.push({ centre: hand, radius: 0.12 * width })
      places.push({ centre: mix(at(index.elbow), at(index.wrist), 0.8), radius: 0.07 * width })
    }
    if (landmarks[index.ankle].visibility > VISIBLE) places.push({ centre: at(index.ankle), radius: 0.09 * width })
    if (landmarks[index.ankle].visibility > VISIBLE) {
      places.push({ centre: mix(at(index.knee), at(index.ankle), 0.5), radius: 0.09 * width })
    }
  }
  return places
}

/** Share of the disc's pixels inside the picture that look like skin and not like the ground. */
function skinShare(look: Look, disc: Disc): number {
  const { image, lab, scale } = look
  const [cx, cy] = [disc.centre[0] * scale, disc.centre[1] * scale]
  const radius = Math.max(1.5, disc.radius * scale)
  let inside = 0
  let skin = 0
  for (let y = Math.max(0, Math.floor(cy - radius)); y <= Math.min(image.height - 1, cy + radius); y++) {
    for (let x = Math.max(0, Math.floor(cx - radius)); x <= Math.min(image.width - 1, cx + radius); x++) {
      if (distance([x + 0.5, y + 0.5], [cx, cy]) > radius) continue
      inside++
      const i = y * image.width + x
      if (look.groundDistance.data[i] > look.groundLimit && isSkinLike(lab[3 * i], lab[3 * i + 1], lab[3 * i + 2])) skin++
    }
  }
  return inside < 6 ? 0 : skin / inside
}

/** The range of human skin under usual light, all complexions: orange hues of medium chroma. */
export function isSkinLike(lightness: number, a: number, b: number): boolean {
  const chroma = Math.hypot(a, b)
  const hue = Math.atan2(b, a)
  return lightness > 12 && lightness < 92 && chroma > 7 && chroma < 48 && hue > 0.3 && hue < 1.4
}

function isHeadSeen(landmarks: readonly Landmark[], seen: { readonly poseMask: Plane; readonly pictureWidth: number }): boolean {
  const k = seen.poseMask.width / seen.pictureWidth
  const ears: Point = [(landmarks[7].x + landmarks[8].x) / 2, (landmarks[7].y + landmarks[8].y) / 2]
  const nose: Point = [landmarks[NOSE].x, landmarks[NOSE].y]
  return nearest(seen.poseMask, ears[0] * k, ears[1] * k) > 0.5 && nearest(seen.poseMask, nose[0] * k, nose[1] * k) > 0.5
}

/** Hips, knees and ankles in a row inside the picture: a person photographed without the head. */
function isStanding(landmarks: readonly Landmark[], image: Rgb8, scale: number): boolean {
  const frame = bodyFrame(landmarks)
  return [0, 1].every((side) => {
    const index = sideLandmarks(side as 0 | 1, frame.rear)
    const [hip, knee, ankle] = [landmarks[index.hip], landmarks[index.knee], landmarks[index.ankle]]
    const isInside = hip.y * scale > 0 && ankle.y * scale < image.height
    const leg = subtract([ankle.x, ankle.y], [hip.x, hip.y])
    return isInside && ankle.visibility > 0.6 && hip.y < knee.y && knee.y < ankle.y && Math.hypot(...leg) > 0.25 * (image.height / scale)
  })
}
