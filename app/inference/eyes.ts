import type { PoseEstimate } from '../domain/landmarks.ts'
import type { Plane, Point, Rgb8, Size } from '../domain/raster.ts'
import { fitInside } from '../domain/raster.ts'
import type { Box } from '../raster/crop/affine.ts'

/** A person found by the pose model, with the model's own mask of them. */
export interface PersonFinding {
  readonly pose: PoseEstimate
  /** 0..1, the whole picture at `maskSizeOf(picture)`. */
  readonly poseMask: Plane
}

// The networks answer with 256 x 256 values for a crop, so a finer plane would hold nothing more.
const MASK_LONG_SIDE_PX = 768

/** Size of the planes in which the models' masks are given: the picture, at most 768 px on its long side. */
export function maskSizeOf(picture: Size): Size {
  return fitInside(picture, MASK_LONG_SIDE_PX)
}

/** A place to look for a body that the detector missed: the middle of the hips, and about where the head (or the feet) would end. */
export interface BodyHint {
  readonly centre: Point
  readonly reach: Point
}

export interface FindPeopleOptions {
  readonly model: 'full' | 'heavy'
  readonly passes: 1 | 2
  readonly maxPeople: number
  /**
   * Where to look when the detector sees nobody: it needs a head or shoulders, the landmark model does not. People found this way
   * have the score 0, and flat garments can look like bodies to it, so the caller must check.
   */
  readonly hints?: readonly BodyHint[]
}

/** The on-device models, loaded once and kept. Calls are not reentrant: one picture at a time. */
export interface Eyes {
  /**
   * People in the picture, largest first; empty when there is none.
   * `full` with one pass for interaction, `heavy` with two for a kept result.
   */
  findPeople(image: Rgb8, options: FindPeopleOptions): Promise<PersonFinding[]>
  /**
   * Probability 0..1 that a pixel belongs to a person, from the selfie model run on `box` (pixels of the picture).
   *
   * @returns the whole picture at `maskSizeOf(image)`; 0 outside of the box.
   */
  personProbability(image: Rgb8, box: Box): Promise<Plane>
}
