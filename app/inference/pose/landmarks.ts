import type { Landmark } from '../../domain/landmarks.ts'
import { type Plane, type Point, plane, type Rgb8 } from '../../domain/raster.ts'
import type { Affine } from '../../raster/crop/affine.ts'
import { pyramidOf } from '../../raster/crop/pyramid.ts'
import { sampleCrop } from '../../raster/crop/sample-crop.ts'
import { modelFactsOf } from '../manifest.ts'
import type { ModelRunner } from '../session.ts'
import { type BodyCrop, bodyCrop, bodyCropMap } from './body-crop.ts'
import { HEATMAP_COUNT, HEATMAP_PX, refineByHeatmap } from './heatmap.ts'

/** What the landmark model sees in one crop. */
export interface BodyReading {
  readonly landmarks: readonly Landmark[]
  /** 0..1: the crop holds a person. */
  readonly presence: number
  /** The model's mask in crop pixels, 0..1. */
  readonly mask: Plane
  /** From mask pixels to pixels of the picture. */
  readonly maskToPicture: Affine
  /** The crop that this reading suggests for another look. */
  readonly nextCrop: BodyCrop
}

const LANDMARKS = 33
/** Auxiliary points after the landmarks: middle of the hips, and the point that gives size and turn. */
const CENTRE_POINT = 33
const REACH_POINT = 34
const VALUES_PER_POINT = 5

/** Runs the landmark model on one crop of the picture. */
export async function readBody(
  models: ModelRunner,
  image: Rgb8,
  look: { readonly crop: BodyCrop; readonly model: 'pose-full' | 'pose-heavy' },
): Promise<BodyReading> {
  const { input } = modelFactsOf(look.model)
  const toPicture = bodyCropMap(look.crop, input.width)
  const crop = sampleCrop(pyramidOf(image), { ...input, size: input, toPicture, outside: 'repeat' })
  const [points, presence, logits, heatmaps] = await models.run(look.model, crop, ['landmarks', 'presence', 'mask', 'heatmaps'])
  if (points === undefined || logits === undefined || heatmaps === undefined) throw new RangeError('The landmark model gave no points')

  const inputPerCell = input.width / HEATMAP_PX
  const depthScale = look.crop.sidePx / input.width
  const all = Array.from({ length: HEATMAP_COUNT }, (_, i): Landmark => {
    const [x = 0, y = 0, z = 0, visibility = 0] = points.subarray(i * VALUES_PER_POINT)
    const [u, v] = refineByHeatmap(heatmaps, i, [x / inputPerCell, y / inputPerCell])
    const [px, py] = mapPoint(toPicture, [u * inputPerCell, v * inputPerCell])
    return { x: px, y: py, z: z * depthScale, visibility: sigmoid(visibility) }
  })
  return {
    landmarks: all.slice(0, LANDMARKS),
    presence: presence?.[0] ?? 0,
    mask: plane(input.width, input.height, logits.map(sigmoid)),
    maskToPicture: toPicture,
    nextCrop: bodyCrop(position(all, CENTRE_POINT), position(all, REACH_POINT)),
  }
}

function position(points: readonly Landmark[], index: number): Point {
  const point = points[index]
  return point === undefined ? [0, 0] : [point.x, point.y]
}

function mapPoint(map: Affine, [x, y]: Point): Point {
  return [map.a * x + map.b * y + map.tx, map.c * x + map.d * y + map.ty]
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
