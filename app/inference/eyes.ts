import type { PoseEstimate } from '../domain/landmarks.ts'
import type { Plane, Rgb8 } from '../domain/raster.ts'

/** A person found by the pose model, with the model's own mask of them. */
export interface PersonFinding {
  readonly pose: PoseEstimate
  /** 0..1, same size as the picture the pose was asked of. */
  readonly poseMask: Plane
}

/** Seeds and answers of GrabCut, one byte a pixel. */
export const GRAB_BACKGROUND = 0
export const GRAB_FOREGROUND = 1
export const GRAB_PROBABLY_BACKGROUND = 2
export const GRAB_PROBABLY_FOREGROUND = 3

/**
 * GrabCut (Rother, Kolmogorov, Blake 2004) from a seed map. Cost grows with pixels: 0.2 s at 400 px, 2.5 s at 1024 px.
 *
 * @param seeds height x width, values GRAB_*; not modified.
 * @returns height x width, 1 is foreground, 0 is background.
 */
export type GrabCut = (image: Rgb8, seeds: Uint8Array, iterations: number) => Uint8Array

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
  /** Probability 0..1 per pixel that it belongs to a person, from the selfie model run on `box` (pixels); 0 outside. */
  personProbability(
    image: Rgb8,
    box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  ): Promise<Plane>
  readonly grabCut: GrabCut
}
