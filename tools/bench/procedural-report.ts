import type { Costs, PairScore } from './procedural-score.ts'
import { type BenchReport, mean } from './report.ts'

/** An end is right within this share of the body's height. */
const END_TOLERANCE = 0.03

/** The numbers of the issue, and the same by type and by pattern so that what is weak can be seen. */
export function reportOf(scores: readonly PairScore[], refused: number): BenchReport {
  return {
    metrics: { pairs: scores.length + refused, refused, ...wholeOf(scores), ...costsOf(scores), ...groupsOf(scores) },
    limits: {
      refused: { max: 0 },
      fullSsimMean: { min: 0.87 },
      garmentSsimMean: { min: 0.75 },
      maskIouMean: { min: 0.9 },
      orderKept: { min: 0.97 },
      collarCases: { max: 0 },
      endsWithin3Percent: { min: 0.95 },
      flippedVisibleAreaMax: { max: 0 },
      pasteGainFull: { min: 0.05 },
      pasteGainGarment: { min: 0.05 },
      bytesChangedOutside: { max: 0 },
      'cost.relight.deltaE': { min: 1e-4 },
      'cost.relight.garmentSsim': { min: 1e-4 },
      'cost.occlusion.orderKept': { min: 1e-4 },
      'cost.bodyFollow.maskIou': { min: 1e-4 },
      'cost.removal.oldLeft': { min: 1e-4 },
      'cost.removal.ssim': { min: 1e-4 },
    },
  }
}

function wholeOf(scores: readonly PairScore[]): BenchReport['metrics'] {
  const of = (value: (score: PairScore) => number): number => mean(scores.map(value))
  const freed = scores.flatMap(({ removal }) => (removal ? [removal] : []))
  return {
    fullSsimMean: of((score) => score.full),
    garmentSsimMean: of((score) => score.garment),
    maskIouMean: of((score) => score.overlap),
    maskIouMin: Math.min(...scores.map((score) => score.overlap)),
    deltaE2000Mean: of((score) => score.deltaE),
    orderKept: orderOf(scores),
    orderKeptWorst: Math.min(...scores.filter(({ order }) => order.inFront > 100).map(({ order }) => order.kept / order.inFront)),
    collarCases: scores.filter((score) => score.collar.isCase).length,
    endsMeasured: scores.flatMap((score) => score.ends).length,
    endsWithin3Percent: endsOf(scores),
    flippedVisibleAreaMax: Math.max(...scores.map((score) => score.folded)),
    pasteGainFull: of((score) => score.full - score.paste.full),
    pasteGainGarment: of((score) => score.garment - score.paste.garment),
    bytesChangedOutside: Math.max(...scores.map((score) => score.changedOutside)),
    oldGarmentLeft: mean(freed.map((removal) => removal.left)),
    stiffShare: of((score) => (score.strategy === 'stiff' ? 1 : 0)),
  }
}

function orderOf(scores: readonly PairScore[]): number {
  const sum = (key: 'kept' | 'inFront'): number => scores.reduce((total, { order }) => total + order[key], 0)
  return sum('kept') / sum('inFront')
}

function endsOf(scores: readonly PairScore[]): number {
  return mean(scores.flatMap(({ ends }) => ends.map(({ error }): number => (Math.abs(error) <= END_TOLERANCE ? 1 : 0))))
}

function costsOf(scores: readonly PairScore[]): BenchReport['metrics'] {
  const all = (ablation: keyof PairScore['costs']): readonly Costs[] =>
    scores.flatMap(({ costs }) => {
      const found = costs[ablation]
      return found && Object.keys(found).length > 0 ? [found] : []
    })
  const meanOf = (costs: readonly Costs[], key: string): number => mean(costs.map((cost) => cost[key] ?? Number.NaN))
  const sumOf = (key: string): number => all('occlusion').reduce((total, cost) => total + (cost[key] ?? 0), 0)
  return {
    ablated: all('relight').length,
    'cost.relight.deltaE': meanOf(all('relight'), 'deltaE'),
    'cost.relight.garmentSsim': meanOf(all('relight'), 'garmentSsim'),
    'cost.occlusion.orderKept': sumOf('lost') / sumOf('inFront'),
    'cost.bodyFollow.maskIou': meanOf(all('bodyFollow'), 'overlap'),
    'cost.removal.oldLeft': meanOf(all('removal'), 'left'),
    'cost.removal.ssim': meanOf(all('removal'), 'ssim'),
  }
}

function groupsOf(scores: readonly PairScore[]): BenchReport['metrics'] {
  const metrics: Record<string, number> = {}
  for (const by of ['kind', 'pattern', 'pose'] as const) {
    for (const [name, group] of Map.groupBy(scores, (score) => score[by])) {
      metrics[`${by}.${name}.maskIou`] = mean(group.map((score) => score.overlap))
      if (by === 'pose') continue
      metrics[`${by}.${name}.garmentSsim`] = mean(group.map((score) => score.garment))
      if (by === 'kind') metrics[`${by}.${name}.endsWithin3Percent`] = endsOf(group)
    }
  }
  return metrics
}
