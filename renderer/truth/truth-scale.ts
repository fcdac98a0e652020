import type { TruthMeasure } from '../../app/domain/truth-report.ts'

/** The scale of a finding: the band that is tolerated and the tick of what was measured, shares of its width. */
export interface TruthScale {
  readonly from: number
  readonly to: number
  readonly at: number
}

/** Lengths differ both ways, likeness and sharpness fall short, colours and stripes only go away from what they were. */
const SHAPES: Readonly<Record<TruthMeasure['measure'], 'both' | 'short' | 'away'>> = {
  colour: 'away',
  print: 'short',
  stripes: 'away',
  sharpness: 'short',
  sleeves: 'both',
  hem: 'both',
  neckline: 'both',
}

/** Null where nothing was measured. The limit lies at .7 of what goes one way, and .2 from the middle of what goes both ways. */
export function scaleOf({ measure, off }: TruthMeasure): TruthScale | null {
  if (off === null) return null
  switch (SHAPES[measure]) {
    case 'both':
      return { from: 0.3, to: 0.7, at: within(0.5 + 0.2 * off) }
    case 'short':
      return { from: 0.3, to: 1, at: within(1 - 0.7 * Math.abs(off)) }
    case 'away':
      return { from: 0, to: 0.7, at: within(0.7 * Math.abs(off)) }
  }
}

/** What is far off stays on the scale. */
function within(at: number): number {
  return Math.min(0.97, Math.max(0.03, at))
}
