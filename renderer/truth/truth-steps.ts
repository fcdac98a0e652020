import type { TruthMeasure } from '../../app/domain/truth-report.ts'
import type { NextStep } from '../try-on/next-steps.ts'

/** What can be done about a finding: look where it comes from, or give a better photo. */
export const TRUTH_STEPS: Readonly<Record<TruthMeasure['measure'], NextStep>> = {
  // The light of the scene is laid on new cloth.
  colour: { replace: 'person' },
  print: { show: 'mesh' },
  stripes: { show: 'mesh' },
  sharpness: { replace: 'garment' },
  sleeves: { show: 'anchors' },
  hem: { show: 'anchors' },
  neckline: { show: 'anchors' },
}
