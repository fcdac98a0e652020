import type { TRUTH_SENTENCES, TruthReport, TruthVerdict } from '../truth-report.ts'

/** What is wrong with a try: a sentence of the truth meter, or that it shows another scene than the photo. */
export type FinalFault = (typeof TRUTH_SENTENCES)[number] | 'not-alike'

export interface JudgedFinal {
  /** 0..1: of the garment that is least true. */
  readonly score: number
  readonly verdict: 'ok' | 'below-threshold'
  /** What another try should do better, the worst first. */
  readonly faults: readonly FinalFault[]
}

const WORTH: Readonly<Record<Exclude<TruthVerdict, 'unknown'>, number>> = { kept: 1, doubtful: 0.7, changed: 0 }
/** Where nothing can be told, nothing is wrong either. */
const UNKNOWN = 0.75
/** What was to be kept of the photo could not be: the picture may be good, but it is not this photo. */
const NOT_ALIKE = 0.5

/** How good a finished final is: how true to its garments, and whether what was to stay of the photo could be put back. */
export function judgeFinal(
  reports: readonly TruthReport[],
  { problem, threshold }: { readonly problem: 'nobody' | 'not-alike' | null; readonly threshold: number },
): JudgedFinal {
  const truth = Math.min(1, ...reports.map(scoreOf))
  const isAlike = problem !== 'not-alike'
  const score = Math.round(100 * truth * (isAlike ? 1 : NOT_ALIKE)) / 100
  const changed = faultsOf(reports, 'changed')
  const isGood = score >= threshold && changed.length === 0 && isAlike
  const faults: FinalFault[] = [...(isAlike ? [] : ['not-alike' as const]), ...changed, ...faultsOf(reports, 'doubtful')]
  return { score, verdict: isGood ? 'ok' : 'below-threshold', faults: [...new Set(faults)] }
}

/** Mean worth of what could be told, by how sure it is. */
function scoreOf({ measures }: TruthReport): number {
  let [sum, weights] = [0, 0]
  for (const { verdict, confidence } of measures) {
    if (verdict === 'unknown') continue
    sum += WORTH[verdict] * confidence
    weights += confidence
  }
  return weights === 0 ? UNKNOWN : sum / weights
}

function faultsOf(reports: readonly TruthReport[], wanted: TruthVerdict): FinalFault[] {
  return reports
    .flatMap(({ measures }) => measures.filter(({ verdict }) => verdict === wanted))
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ sentence }) => sentence)
}
