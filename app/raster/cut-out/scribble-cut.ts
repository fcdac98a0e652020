import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { paintStrokes, type SharedStroke, strokesIn } from '../brush.ts'
import { labOfRgb } from '../colour.ts'
import { labelComponents } from '../components.ts'
import { GRAB_BACKGROUND, GRAB_FOREGROUND, GRAB_PROBABLY_BACKGROUND, GRAB_PROBABLY_FOREGROUND, grabCut } from '../grab-cut/grab-cut.ts'
import { dilate } from '../morphology.ts'
import { clusterColours, nearestCluster } from './border-model.ts'

/** Around what was painted, in shares of the picture's long side, the thing is taken to go on until colours say otherwise. */
const NEAR = 0.06
/** The outermost part of a picture is ground where it does not look like what was painted on. */
const FRAME = 0.01
/** Colours this near to one of the paint's are taken for the thing to start with: in Lab, lightness at .7. */
const ALIKE = 10
const PASSES = 5

/**
 * Selects the thing that somebody scribbled on: GrabCut from strokes (Y. Li et al., "Lazy Snapping", 2004, had the idea), then the
 * parts that hold some of the paint.
 *
 * @param strokes `add` on the thing, `erase` on what is not part of it; later ones go over earlier ones.
 * @returns 0 or 1 at the picture's size; null where nothing was painted on the thing.
 */
export function cutFromScribble(image: Rgb8, strokes: readonly SharedStroke[]): Plane | null {
  const place = { picture: image, x: 0, y: 0, scale: 1 }
  const none = plane(image.width, image.height)
  const painted = strokesIn(strokes, place)
  const inside = paintStrokes(none, painted)
  const outside = paintStrokes(
    none,
    painted.map((stroke) => ({ ...stroke, mode: stroke.mode === 'add' ? 'erase' : 'add' })),
  )
  if (!inside.data.some((value) => value > 0.5)) return null
  const seeds = seedsOf(inside, outside, likeness(image, inside))
  const answer = grabCut(image, seeds, PASSES)
  return holding(plane(image.width, image.height, Float32Array.from(answer)), inside)
}

function seedsOf(inside: Plane, outside: Plane, isAlike: (pixel: number) => boolean): Uint8Array {
  const { width, height } = inside
  const longSide = Math.max(width, height)
  const near = dilate(inside, NEAR * longSide)
  const frame = Math.max(1, FRAME * longSide)
  const seeds = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const isFrame = x < frame || y < frame || x >= width - frame || y >= height - frame
      if (inside.data[i] > 0.5) seeds[i] = GRAB_FOREGROUND
      else if (outside.data[i] > 0.5) seeds[i] = GRAB_BACKGROUND
      else if (near.data[i] > 0.5 || isAlike(i)) seeds[i] = GRAB_PROBABLY_FOREGROUND
      else seeds[i] = isFrame ? GRAB_BACKGROUND : GRAB_PROBABLY_BACKGROUND
    }
  }
  return seeds
}

/** Whether a pixel has one of the main colours under the paint: without it a large thing would teach the ground its own colours. */
function likeness(image: Rgb8, paint: Plane): (pixel: number) => boolean {
  const lab = labOfRgb(image)
  const painted: number[] = []
  for (let i = 0; i < paint.data.length; i++) if (paint.data[i] > 0.5) painted.push(i)
  const colours = clusterColours(lab, painted)
  return (pixel) => nearestCluster(colours, lab, pixel) < ALIKE
}

/** The parts of a mask that hold some of the paint: a second thing of the same colour elsewhere was not meant. */
function holding(mask: Plane, paint: Plane): Plane {
  const { labels } = labelComponents(mask)
  const meant = new Set<number>()
  for (let i = 0; i < labels.length; i++) if (paint.data[i] > 0.5 && mask.data[i] > 0.5) meant.add(labels[i])
  const out = plane(mask.width, mask.height)
  for (let i = 0; i < labels.length; i++) if (mask.data[i] > 0.5 && meant.has(labels[i])) out.data[i] = 1
  return out
}
