import { createCameraPath } from '../../domain/director/camera-path.ts'
import { needsLayers } from '../../domain/director/clip-notes.ts'
import type { Direction } from '../../domain/director/direction.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import type { Plane, Rgb8, Size } from '../../domain/raster.ts'
import { type Figure, measureFigure } from './figure.ts'
import type { MotionInput } from './motion-painter.ts'
import { buildMotionScenes, type MotionScene } from './motion-scene.ts'
import { levelSizes } from './scene-levels.ts'

/** A still and what is known of it. */
export interface KnownStill {
  readonly still: Rgb8
  /** 0..1, any size of the still's shape; null where nobody was found. */
  readonly person: Plane | null
  /** Cloth that moves; null where none was found. Without a person it is parted as if it were one: a garment on a hanger. */
  readonly cloth: Plane | null
  /** In pixels of a picture of the size `posed`. */
  readonly pose: PoseEstimate | null
  readonly posed: Size
}

/**
 * Gathers what frames are painted from: the path of the camera, and the still parted at the sizes that path needs.
 *
 * @param kept parted stills of earlier plans for the same still, by what they were made for; what is made is added.
 */
export function planMotion(known: KnownStill, direction: Direction, clip: Size, kept: Map<string, MotionScene[]> = new Map()): MotionInput {
  const cover = known.person ?? known.cloth
  const figure = cover === null ? null : measureFigure({ ...known, person: cover })
  const isParted = figure !== null && needsLayers(direction)
  const path = createCameraPath({ direction, still: { ...sizeOf(known.still), ...aimsOf(figure, known), hasDepth: isParted }, clip })
  const sizes = levelSizes(path, { still: known.still, clip })
  const parted = isParted ? { person: cover, cloth: known.cloth } : { person: null, cloth: null }
  const key = JSON.stringify([isParted, sizes])
  const scenes = kept.get(key) ?? buildMotionScenes({ still: known.still, ...parted }, sizes)
  kept.set(key, scenes)
  return { scenes, figure, path, direction, clip }
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height })

interface Aims {
  readonly person: { readonly x: number; readonly y: number } | null
  readonly cloth: { readonly x: number; readonly y: number } | null
}

/** What a camera may aim at. A pose alone tells where somebody is, when nothing has to be parted. */
function aimsOf(figure: Figure | null, { pose, posed }: KnownStill): Aims {
  if (figure !== null) return { person: figure.middle, cloth: figure.clothMiddle }
  if (pose === null) return { person: null, cloth: null }
  const at = (...marks: readonly number[]) => ({
    x: marks.reduce((sum, i) => sum + pose.landmarks[i].x, 0) / marks.length / posed.width,
    y: marks.reduce((sum, i) => sum + pose.landmarks[i].y, 0) / marks.length / posed.height,
  })
  return { person: at(0, 11, 12), cloth: at(11, 12, 23, 24) }
}
