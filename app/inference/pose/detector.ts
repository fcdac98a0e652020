import type { Point, Rgb8 } from '../../domain/raster.ts'
import { pyramidOf } from '../../raster/crop/pyramid.ts'
import { sampleCrop } from '../../raster/crop/sample-crop.ts'
import { modelFactsOf } from '../manifest.ts'
import type { ModelRunner } from '../session.ts'

/** Where the detector sees a person, in pixels of the picture. */
export interface Detection {
  /** 0..1 */
  readonly score: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Middle of the hips. */
  readonly centre: Point
  /** A point whose distance and direction from the centre give the size and the turn of the whole body. */
  readonly reach: Point
}

const MIN_SCORE = 0.5
const SAME_PERSON_OVERLAP = 0.3

/** Finds people in the whole picture, best score first. The picture is fitted into the model's square with black bars. */
export async function detectPeople(models: ModelRunner, image: Rgb8): Promise<Detection[]> {
  const { input } = modelFactsOf('pose-detector')
  const scale = Math.max(image.width, image.height) / input.width
  const offsetX = (image.width - scale * input.width) / 2
  const offsetY = (image.height - scale * input.height) / 2
  const crop = sampleCrop(pyramidOf(image), {
    ...input,
    size: input,
    toPicture: { a: scale, b: 0, tx: offsetX, c: 0, d: scale, ty: offsetY },
    outside: 'black',
  })
  const [boxes, scores] = await models.run('pose-detector', crop, ['boxes', 'scores'])
  const found = decodeDetections(boxes ?? EMPTY, scores ?? EMPTY)
  return mergeOverlapping(found).map((detection) => ({
    score: detection.score,
    left: detection.left * scale + offsetX,
    top: detection.top * scale + offsetY,
    right: detection.right * scale + offsetX,
    bottom: detection.bottom * scale + offsetY,
    centre: [detection.centre[0] * scale + offsetX, detection.centre[1] * scale + offsetY],
    reach: [detection.reach[0] * scale + offsetX, detection.reach[1] * scale + offsetY],
  }))
}

const EMPTY = new Float32Array(0)

const INPUT_PX = 224
/** The detector's grids: one cell every `stride` pixels, `count` guesses in each. */
const GRIDS = [
  { stride: 8, count: 2 },
  { stride: 16, count: 2 },
  { stride: 32, count: 6 },
] as const
const VALUES_PER_BOX = 12

/** Centre of the cell each of the 2,254 guesses belongs to, as x, y pairs in model pixels. */
const ANCHORS = Float32Array.from(
  GRIDS.flatMap(({ stride, count }) => {
    const cells = Math.ceil(INPUT_PX / stride)
    return Array.from({ length: cells * cells * count }, (_, i) => {
      const cell = Math.floor(i / count)
      return [((cell % cells) + 0.5) * stride, (Math.floor(cell / cells) + 0.5) * stride]
    }).flat()
  }),
)

/**
 * Reads the detector's answer: a guess is an offset from its anchor (centre x, y, width, height, then four key points).
 *
 * @returns detections above one half, in model pixels, in the order of the anchors.
 */
export function decodeDetections(boxes: Float32Array, scores: Float32Array): Detection[] {
  const found: Detection[] = []
  scores.forEach((logit, i) => {
    const score = 1 / (1 + Math.exp(-Math.max(-100, Math.min(100, logit))))
    if (score < MIN_SCORE) return
    const [dx = 0, dy = 0, width = 0, height = 0, hipX = 0, hipY = 0, reachX = 0, reachY = 0] = boxes.subarray(i * VALUES_PER_BOX)
    const anchorX = ANCHORS[2 * i] ?? 0
    const anchorY = ANCHORS[2 * i + 1] ?? 0
    found.push({
      score,
      left: anchorX + dx - width / 2,
      top: anchorY + dy - height / 2,
      right: anchorX + dx + width / 2,
      bottom: anchorY + dy + height / 2,
      centre: [anchorX + hipX, anchorY + hipY],
      reach: [anchorX + reachX, anchorY + reachY],
    })
  })
  return found
}

/** Weighted non-maximum suppression (BlazeFace, 2019): guesses that overlap the best one are averaged by score, not thrown away. */
export function mergeOverlapping(found: readonly Detection[]): Detection[] {
  let rest = [...found].sort((a, b) => b.score - a.score)
  const merged: Detection[] = []
  for (let best = rest[0]; best !== undefined; best = rest[0]) {
    const leader = best
    const group = rest.filter((other) => other === leader || overlap(other, leader) > SAME_PERSON_OVERLAP)
    rest = rest.filter((other) => !group.includes(other))
    merged.push(weightedMean(group, leader.score))
  }
  return merged
}

function weightedMean(group: readonly Detection[], score: number): Detection {
  const total = group.reduce((sum, detection) => sum + detection.score, 0)
  const average = (read: (detection: Detection) => number): number =>
    group.reduce((sum, detection) => sum + read(detection) * detection.score, 0) / total
  return {
    score,
    left: average((d) => d.left),
    top: average((d) => d.top),
    right: average((d) => d.right),
    bottom: average((d) => d.bottom),
    centre: [average((d) => d.centre[0]), average((d) => d.centre[1])],
    reach: [average((d) => d.reach[0]), average((d) => d.reach[1])],
  }
}

/** Intersection over union of two boxes. */
function overlap(a: Detection, b: Detection): number {
  const width = Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left))
  const height = Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
  const shared = width * height
  const all = (a.right - a.left) * (a.bottom - a.top) + (b.right - b.left) * (b.bottom - b.top) - shared
  return all > 0 ? shared / all : 0
}
