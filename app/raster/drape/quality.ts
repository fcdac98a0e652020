import type { Defect } from '../../domain/try-on.ts'

/** Everything the judgement looks at: measured shares 0..1 unless the table says otherwise. */
export type QualityFacts = Readonly<Record<QualityFact, number>>

export type QualityFact =
  | 'oldLeft'
  | 'regionCovered'
  | 'outside'
  | 'outOfFrame'
  | 'folded'
  | 'colourShift'
  | 'maskRatio'
  | 'faceChanged'
  | 'anchorConfidence'
  | 'cutOutConfidence'
  | 'torsoVisibility'
  | 'armVisibility'
  | 'armsReconstructed'
  | 'skinMeasured'
  | 'rear'
  | 'enlargement'
  | 'stiff'
  | 'carried'
  | 'armsOverTrunk'

interface Rule {
  readonly fact: QualityFact
  readonly defect: Defect['code']
  /** No defect on this side of the value, full severity from `bad` on; either may be the larger one. */
  readonly good: number
  readonly bad: number
  /** What the defect at full severity takes from the score, 0..1. */
  readonly weight: number
  /** Severities below this are not worth telling. */
  readonly least: number
  readonly reason: string
}

/** The one table of thresholds. */
export const QUALITY_RULES: readonly Rule[] = [
  {
    fact: 'regionCovered',
    defect: 'low-coverage',
    good: 0.93,
    bad: 0.6,
    weight: 0.75,
    least: 0.05,
    reason: 'Sound drafts cover .96 to 1 of the trunk; under .6 the garment hangs beside the body.',
  },
  {
    fact: 'oldLeft',
    defect: 'old-garment-shows',
    good: 0.06,
    bad: 0.35,
    weight: 0.45,
    least: 0.05,
    reason: 'Collar and hem remains of .02 to .05 pass unseen; a third of the old top is two garments at once.',
  },
  {
    fact: 'outside',
    defect: 'low-coverage',
    good: 0.3,
    bad: 0.75,
    weight: 0.6,
    least: 0.1,
    reason: 'Wide sleeves and jackets stand out by .25; three quarters beside the person is a miss.',
  },
  {
    fact: 'outOfFrame',
    defect: 'out-of-frame',
    good: 0.3,
    bad: 0.85,
    weight: 0.35,
    least: 0.02,
    reason: 'Photos cut at the hips lose a fifth of every hem; more hides what the garment is.',
  },
  {
    fact: 'folded',
    defect: 'mesh-folded',
    good: 0.001,
    bad: 0.03,
    weight: 0.5,
    least: 0,
    reason: 'Below .1 % of the area no fold is seen at full size; 3 % tears a print.',
  },
  {
    fact: 'colourShift',
    defect: 'colour-shift',
    good: 9,
    bad: 22,
    weight: 0.35,
    least: 0.05,
    reason: 'CIEDE2000. Light and folds shift cloth by 3 to 8; from 20 on it is another colour.',
  },
  {
    fact: 'maskRatio',
    defect: 'low-coverage',
    good: 1.3,
    bad: 1.8,
    weight: 0.2,
    least: 0,
    reason: 'The promise is 1.3 times old and new garment together.',
  },
  {
    fact: 'faceChanged',
    defect: 'face-covered',
    good: 0,
    bad: 1,
    weight: 1,
    least: 0,
    reason: 'The face is never touched; a changed pixel is a bug.',
  },
  {
    fact: 'anchorConfidence',
    defect: 'anchors-uncertain',
    good: 0.6,
    bad: 0.2,
    weight: 0.25,
    least: 0.2,
    reason: 'One failed check leaves .5, two .25: then seams may lie elsewhere.',
  },
  {
    fact: 'cutOutConfidence',
    defect: 'cut-out-uncertain',
    good: 0.8,
    bad: 0.2,
    weight: 0.35,
    least: 0.1,
    reason: 'Sound outlines have 1, a guessed hem .85; under .5 ground is taken for cloth, or cloth for ground.',
  },
  { fact: 'stiff', defect: 'stiff-fit', good: 0, bad: 1, weight: 0.22, least: 0, reason: 'A stiff sheet is honest but follows no arm.' },
  {
    fact: 'torsoVisibility',
    defect: 'pose-uncertain',
    good: 0.6,
    bad: 0.15,
    weight: 0.35,
    least: 0.1,
    reason: 'Shoulders or hips that the model only guesses.',
  },
  {
    fact: 'armVisibility',
    defect: 'pose-uncertain',
    good: 0.55,
    bad: 0.1,
    weight: 0.2,
    least: 0.15,
    reason: 'A guessed elbow bends a sleeve the wrong way.',
  },
  {
    fact: 'armsReconstructed',
    defect: 'arms-reconstructed',
    good: 0.2,
    bad: 1.6,
    weight: 0.25,
    least: 0.05,
    reason: 'Bones of invented skin: 1.6 is a whole arm; smooth skin without muscles is seen.',
  },
  {
    fact: 'armsOverTrunk',
    defect: 'pose-uncertain',
    good: 0.2,
    bad: 0.55,
    weight: 0.45,
    least: 0.1,
    reason:
      'New sleeves or invented skin on crossed arms: what lies over what is guessed. By eye the worst of forty drafts (grades 1 to 1.5).',
  },
  {
    fact: 'skinMeasured',
    defect: 'skin-uncertain',
    good: 1,
    bad: 0,
    weight: 0.08,
    least: 0,
    reason: 'No face seen: a usual skin colour stood in.',
  },
  { fact: 'rear', defect: 'rear-view', good: 0, bad: 1, weight: 0.15, least: 0, reason: 'A front is laid on a back, neckline and all.' },
  {
    fact: 'carried',
    defect: 'carried-over',
    good: 0,
    // Cosmetic, whatever the garment: a tenth of the scale.
    bad: 10,
    weight: 1,
    least: 0.05,
    reason: 'Seams, hems and what hands hid are those of another pose: by eye a grade below the same garment photographed flat.',
  },
  {
    fact: 'enlargement',
    defect: 'low-resolution',
    good: 1.5,
    bad: 4,
    weight: 0.2,
    least: 0.05,
    reason: 'Picture pixels for one garment pixel; from 2 on a print is soft.',
  },
]

export interface Judgement {
  /** 0..1: the product of what every rule leaves. */
  readonly score: number
  readonly defects: readonly Defect[]
}

/**
 * Judges a draft by the table: one score, and each defect once with its worst severity, worst first.
 *
 * @param visible share of the garment that is seen, 0..1.
 */
export function judge(facts: QualityFacts, visible = 1): Judgement {
  let score = 1
  const worst = new Map<Defect['code'], number>()
  for (const rule of QUALITY_RULES) {
    const severity = visible * Math.min(1, Math.max(0, (facts[rule.fact] - rule.good) / (rule.bad - rule.good)))
    score *= 1 - rule.weight * severity
    if (severity > rule.least) worst.set(rule.defect, Math.max(worst.get(rule.defect) ?? 0, severity))
  }
  const defects = [...worst].map(([code, severity]) => ({ code, severity })).sort((a, b) => b.severity - a.severity)
  return { score, defects }
}
