import type { Adjustments } from '../../../app/domain/document/adjustments.ts'

export interface StepSlider {
  readonly field: string
  readonly key: 'edit.amount' | 'edit.temperature' | 'edit.tint' | 'edit.radius'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly digits: number
  /** What is shown for one of the value. */
  readonly factor: number
  readonly unit: string
}

export interface AdjustmentStep {
  readonly id: keyof Adjustments
  readonly sliders: readonly StepSlider[]
}

const amount: StepSlider = { field: 'amount', key: 'edit.amount', min: -100, max: 100, step: 1, digits: 0, factor: 100, unit: '' }

/** Light and colour in the order in which they are done, and how their numbers are shown. */
export const ADJUSTMENT_STEPS: readonly AdjustmentStep[] = [
  { id: 'exposure', sliders: [{ field: 'ev', key: 'edit.amount', min: -5, max: 5, step: 0.05, digits: 2, factor: 1, unit: 'EV' }] },
  { id: 'contrast', sliders: [amount] },
  { id: 'highlights', sliders: [amount] },
  { id: 'shadows', sliders: [amount] },
  {
    id: 'whiteBalance',
    sliders: [
      { ...amount, field: 'temperature', key: 'edit.temperature' },
      { ...amount, field: 'tint', key: 'edit.tint' },
    ],
  },
  { id: 'saturation', sliders: [amount] },
  { id: 'vibrance', sliders: [amount] },
  {
    id: 'sharpen',
    sliders: [
      { ...amount, min: 0, max: 300 },
      { field: 'radius', key: 'edit.radius', min: 0.3, max: 10, step: 0.1, digits: 1, factor: 1, unit: 'px' },
    ],
  },
]
