import type { FitStrategy } from '../../domain/try-on.ts'
import type { Strip } from './strip.ts'

/** Which picture of the garment a layer samples, and where it belongs in the order of layers. */
export type LayerName = 'back' | 'torso' | 'sleeve-left' | 'sleeve-right' | 'hips' | 'leg-left' | 'leg-right'

export interface FitLayer {
  readonly name: LayerName
  readonly strip: Strip
}

/** A garment laid on a person: meshes only, no pixel yet. */
export interface GarmentFit {
  readonly strategy: FitStrategy
  readonly layers: readonly FitLayer[]
  /** Where the sleeves end on the arms: 0 shoulder, 1 elbow, 2 wrist; 0 without sleeves. */
  readonly cuffs: readonly [number, number]
  /** Folded share of the visible mesh area, 0..1. */
  readonly folded: number
  /** The garment brings its own light (it was photographed on a body). */
  readonly lit: 'by-scene' | 'by-itself'
}
