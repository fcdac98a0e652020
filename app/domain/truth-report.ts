import { z } from 'zod'
import { garmentKind, garmentType } from './try-on.ts'

/** What the truth meter looks at, in the order it is told. */
export const TRUTH_MEASURES = ['colour', 'print', 'stripes', 'sharpness', 'sleeves', 'hem', 'neckline'] as const

/**
 * What became of one property of a garment in a result.
 * - `kept`: as in the garment's photograph.
 * - `doubtful`: something differs that light, drape or a hidden part may explain: a person should look.
 * - `changed`: the result does not show this garment as it is.
 * - `unknown`: cannot be told here, or the garment has no such thing; no alarm.
 */
export const truthVerdict = z.enum(['kept', 'doubtful', 'changed', 'unknown'])
export type TruthVerdict = z.output<typeof truthVerdict>

/** What can be said of a property; the page has a text for each, the English one is in the report. */
export const TRUTH_SENTENCES = [
  'colour-kept',
  'colour-tint',
  'colour-light',
  'colour-unknown',
  'print-kept',
  'print-mirrored',
  'print-turned',
  'print-lost',
  'print-weak',
  'print-none',
  'print-hidden',
  'stripes-kept',
  'stripes-pitch',
  'stripes-angle',
  'stripes-lost',
  'stripes-missing',
  'stripes-none',
  'stripes-unknown',
  'sharpness-kept',
  'sharpness-blurred',
  'sharpness-unknown',
  'sleeves-kept',
  'sleeves-shorter',
  'sleeves-longer',
  'sleeves-unknown',
  'hem-kept',
  'hem-shorter',
  'hem-longer',
  'hem-unknown',
  'neckline-kept',
  'neckline-deeper',
  'neckline-higher',
  'neckline-unknown',
] as const

export const truthMeasure = z.object({
  measure: z.enum(TRUTH_MEASURES),
  verdict: truthVerdict,
  /**
   * The number behind the verdict; null where none was measured. Colour: CIEDE2000. Print: likeness 0..1. Stripes: pitch against the
   * garment's, or degrees for an angle. Sharpness: against the photograph. Sleeves: bones of the arm, hem and neckline: torso lengths,
   * all shown minus wanted.
   */
  value: z.number().nullable(),
  /**
   * How far off against what is tolerated: 0 as wanted, 1 at the limit; lengths and light keep their direction. Null where nothing was
   * measured, and in what was judged before this was kept.
   */
  off: z.number().nullable().default(null),
  /** 0..1, that the verdict is right. */
  confidence: z.number().min(0).max(1),
  sentence: z.enum(TRUTH_SENTENCES),
  /** English, for logs and the command line. */
  text: z.string(),
})
export type TruthMeasure = z.output<typeof truthMeasure>

/** How true a result is to a garment. */
export const truthReport = z.object({
  /** The worst of the measures; `unknown` where none could be told. */
  verdict: truthVerdict,
  garment: z.object({ type: garmentType, kind: garmentKind }),
  measures: z.array(truthMeasure),
})
export type TruthReport = z.output<typeof truthReport>

const RANK: Readonly<Record<TruthVerdict, number>> = { unknown: 0, kept: 1, doubtful: 2, changed: 3 }

/** The verdict that leads: one thing that changed makes a result untrue. */
export function worstVerdict(verdicts: readonly TruthVerdict[]): TruthVerdict {
  return verdicts.reduce<TruthVerdict>((worst, verdict) => (RANK[verdict] > RANK[worst] ? verdict : worst), 'unknown')
}
