import type { PoseEstimate } from '../domain/landmarks.ts'
import type { Plane, Rgb8, Size } from '../domain/raster.ts'
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

/** Seeds and answers of GrabCut, one byte a pixel. */
export const GRAB_BACKGROUND = 0
export const GRAB_FOREGROUND = 1
export const GRAB_PROBABLY_BACKGROUND = 2
export const GRAB_PROBABLY_FOREGROUND = 3

/**
 * GrabCut (Rother, Kolmogorov, Blake 2004) from a seed map. Cost grows with pixels: 0.2 s at 400 px, 2.5 s at 1024 px.
 * The first call loads the library (0.3 s).
 *
 * @param seeds height x width, values GRAB_*; not modified. Both colours must be seeded, or nothing can be learnt.
 * @returns height x width, 1 is foreground, 0 is background.
 */
export type GrabCut = (image: Rgb8, seeds: Uint8Array, iterations: number) => Promise<Uint8Array>

/** The on-device models, loaded once and kept. Calls are not reentrant: one picture at a time. */
export interface Eyes {
  /**
   * People in the picture, largest first; empty when there is none.
   * `full` with one pass for interaction, `heavy` with two for a kept result.
   */
  findPeople(
    image: Rgb8,
    options: { readonly model: 'full' | 'heavy'; readonly passes: 1 | 2; readonly maxPeople: number },
  ): Promise<PersonFinding[]>
  /**
   * Probability 0..1 that a pixel belongs to a person, from the selfie model run on `box` (pixels of the picture).
   *
   * @returns the whole picture at `maskSizeOf(image)`; 0 outside of the box.
   */
  personProbability(image: Rgb8, box: Box): Promise<Plane>
  readonly grabCut: GrabCut
}
