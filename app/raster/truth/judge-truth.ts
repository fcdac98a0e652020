import { TRUTH_MEASURES, type TruthMeasure } from '../../domain/truth-report.ts'
import { sayHem, sayNeckline, saySleeves } from './length-verdicts.ts'
import type { TruthFacts } from './measure-truth.ts'
import { sayPrint } from './print-verdict.ts'
import { sayColour, saySharpness, sayStripes } from './verdicts.ts'

const SAY = {
  colour: ({ colours }) => sayColour(colours),
  print: ({ prints }) => sayPrint(prints),
  stripes: ({ pattern }) => sayStripes(pattern),
  sharpness: ({ sharpness }) => saySharpness(sharpness),
  sleeves: saySleeves,
  hem: sayHem,
  neckline: sayNeckline,
} as const satisfies Record<TruthMeasure['measure'], (facts: TruthFacts) => Omit<TruthMeasure, 'measure'>>

/** Turns what was measured into one sentence for each property, with its verdict and confidence. */
export function judgeTruth(facts: TruthFacts): TruthMeasure[] {
  return TRUTH_MEASURES.map((measure) => ({ measure, ...SAY[measure](facts) }))
}
