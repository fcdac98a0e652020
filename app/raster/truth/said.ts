import type { TruthMeasure } from '../../domain/truth-report.ts'
import { clamp } from '../geometry.ts'

/** What is said of one property. */
export type Said = Omit<TruthMeasure, 'measure'>

/** Confidence of a number: one half at the limit, near 1 at twice the distance. */
export function sureness(distance: number, spread: number): number {
  return clamp(0.5 + 0.5 * Math.tanh(distance / spread), 0.5, 0.98)
}

/** Two digits are what a person reads. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}
