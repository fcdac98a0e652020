import type { PoseEstimate } from '../../../../app/domain/landmarks.ts'
import { type Plane, type Point, plane, type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import { type Body, measureBody } from '../../../../app/raster/body/body.ts'
import type { TopAnchors } from '../../../../app/raster/garment/anchors.ts'
import { silhouetteOf } from '../../../../app/raster/garment/silhouette.ts'
import { measureTop } from '../../../../app/raster/garment/top-anchors.ts'
import { distanceToSegment } from '../../../../app/raster/geometry.ts'

export type Polygon = readonly Point[]

/** Fills polygons (even-odd, each by itself) with one colour. */
export function drawPolygons(width: number, height: number, polygons: readonly Polygon[]): Rgba8 {
  const out = rgba8(width, height)
  for (const polygon of polygons)
    for (let y = 0; y < height; y++) {
      const ends = crossings(polygon, y + 0.5)
      for (let k = 0; k + 1 < ends.length; k += 2)
        for (let x = Math.max(0, Math.ceil((ends[k] ?? 0) - 0.5)); x < Math.min(width, (ends[k + 1] ?? 0) - 0.5); x++)
          out.data.set([60, 90, 160, 255], 4 * (y * width + x))
    }
  return out
}

/** Where the outline crosses a row, from left to right. */
function crossings(polygon: Polygon, y: number): number[] {
  const found: number[] = []
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length] ?? [x1, y1]
    if (y1 > y !== y2 > y) found.push(((x2 - x1) * (y - y1)) / (y2 - y1) + x1)
  })
  return found.sort((a, b) => a - b)
}

const mirrored = (polygon: Polygon): Polygon => polygon.map(([x, y]): Point => [640 - x, y])
const TRUNK: Polygon = [
  [268, 100],
  [372, 100],
  [440, 130],
  [440, 560],
  [200, 560],
  [200, 130],
]

/** A garment of 640 x 640: a trunk with sleeves that stick out, the cuff slanting to the armpit, or hang down long. */
export function drawTop(sleeves: 'short' | 'long'): {
  readonly anchors: TopAnchors
  readonly isCovered: (x: number, y: number) => boolean
} {
  const left: Polygon =
    sleeves === 'short'
      ? [
          [212, 124],
          [112, 190],
          [140, 262],
          [206, 232],
        ]
      : [
          [212, 124],
          [120, 190],
          [70, 500],
          [120, 510],
          [206, 240],
        ]
  const cutOut = drawPolygons(640, 640, [TRUNK, left, mirrored(left)])
  const silhouette = silhouetteOf(cutOut)
  if (silhouette === null) throw new Error('The garment is empty')
  return {
    anchors: measureTop(cutOut, silhouette, sleeves),
    isCovered: (x, y) => (cutOut.data[4 * (Math.floor(y) * 640 + Math.floor(x)) + 3] ?? 0) > 127,
  }
}

/** How the arms are held: angles from straight down, outwards positive, in radians. */
export interface ArmPose {
  readonly upper: number
  readonly fore: number
}

const SIZE = { width: 600, height: 900 } as const
/** Drawing the mask takes most of the time of a test. */
const MASK_SCALE = 1 / 3
const UPPER_ARM = 120
const FOREARM = 105

/** A standing person of 600 x 900 with shoulders 150 wide and a torso of 225, measured as any person is. */
export function drawBody(arms: readonly [ArmPose, ArmPose]): Body {
  const at: Record<number, Point> = {
    0: [300, 120],
    23: [340, 430],
    24: [260, 430],
    25: [345, 590],
    26: [255, 590],
    27: [345, 740],
    28: [255, 740],
  }
  const bones: (readonly [Point, Point, number])[] = [
    [[300, 230], [300, 410], 62],
    [[240, 215], [360, 215], 26],
    [[300, 110], [300, 190], 38],
    [[262, 430], [255, 740], 34],
    [[338, 430], [345, 740], 34],
  ]
  arms.forEach(({ upper, fore }, side) => {
    const sign = side === 0 ? -1 : 1
    // Seen from the front the person's right arm is on the picture's left.
    const first = side === 0 ? 12 : 11
    const shoulder: Point = [300 + sign * 75, 205]
    const elbow = reach(shoulder, sign * upper, UPPER_ARM)
    const wrist = reach(elbow, sign * fore, FOREARM)
    const knuckles = reach(wrist, sign * fore, 25)
    Object.assign(at, { [first]: shoulder, [first + 2]: elbow, [first + 4]: wrist, [first + 6]: knuckles, [first + 8]: knuckles })
    bones.push([shoulder, elbow, 25], [elbow, wrist, 20], [wrist, knuckles, 17])
  })
  const landmarks = Array.from({ length: 33 }, (_, i) => {
    const [x, y] = at[i] ?? (i > 28 ? [300, 780] : [300, 120])
    return { x, y, z: 0, visibility: 1 }
  })
  const pose: PoseEstimate = { landmarks, box: { x: 100, y: 60, width: 400, height: 740 }, score: 1, presence: 1 }
  return measureBody(pose, SIZE, { mask: drawBones(bones), scale: MASK_SCALE })
}

function reach([x, y]: Point, angle: number, length: number): Point {
  return [x + length * Math.sin(angle), y + length * Math.cos(angle)]
}

function drawBones(bones: readonly (readonly [Point, Point, number])[]): Plane {
  const mask = plane(SIZE.width * MASK_SCALE, SIZE.height * MASK_SCALE)
  for (let y = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++)
      if (
        bones.some(
          ([from, to, radius]) => distanceToSegment((x + 0.5) / MASK_SCALE, (y + 0.5) / MASK_SCALE, { from, to }).distance < radius,
        )
      )
        mask.data[y * mask.width + x] = 1
  return mask
}
