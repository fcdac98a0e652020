import type { ArtifactStore } from '../../app/platform/artifacts.ts'
import { ABLATIONS, type Ablation, type Dressed, dressWithout } from './procedural-dress.ts'
import { type EndError, measureEnds } from './procedural-ends.ts'
import type { Lay } from './procedural-lay.ts'
import { measureCollar, measureColour, measureLook, measureOrder, measureOverlap, measureRemoval } from './procedural-measure.ts'
import type { Pair } from './procedural-pairs.ts'
import { pasteFlat } from './procedural-paste.ts'
import type { Truth } from './procedural-truth.ts'

/** One draft against its truth. Shares are 0..1. */
export interface PairScore {
  readonly name: string
  readonly kind: Pair['kind']
  readonly pattern: Pair['pattern']
  readonly pose: string
  readonly type: string
  readonly strategy: string
  readonly score: number
  readonly full: number
  readonly garment: number
  readonly overlap: number
  readonly deltaE: number
  readonly order: { readonly inFront: number; readonly kept: number }
  readonly collar: { readonly pixels: number; readonly isCase: boolean }
  readonly ends: readonly EndError[]
  readonly removal: { readonly left: number; readonly ssim: number } | null
  readonly folded: number
  readonly changedOutside: number
  /** SSIM of the sticker. */
  readonly paste: { readonly full: number; readonly garment: number }
  /** Costs of what is left out, each in its own measure; empty where it was not tried. */
  readonly costs: Partial<Record<Ablation, Costs>>
}

export type Costs = Readonly<Record<string, number>>

export interface Judged {
  readonly pair: Pair
  readonly before: Truth
  readonly truth: Truth
  readonly lay: Lay
  readonly dressed: Dressed
}

const LOWER: readonly string[] = ['skirt', 'trousers', 'shorts']

/** Measures a draft; with `withCosts` also what each ablation costs. */
export async function scorePair(artifacts: ArtifactStore, judged: Judged, tries: readonly Ablation[]): Promise<PairScore> {
  const { pair, before, truth, lay, dressed } = judged
  const { picture, shown } = dressed
  const isLower = LOWER.includes(pair.kind)
  const costs: Partial<Record<Ablation, Costs>> = {}
  if (tries.length > 0 && dressed.strategy === 'lofted-strips') {
    const without = await dressWithout(artifacts, dressed)
    for (const ablation of tries) costs[ablation] = costOf(judged, ablation, without(ablation))
  }
  return {
    name: pair.name,
    kind: pair.kind,
    pattern: pair.pattern,
    pose: pair.pose,
    type: dressed.type,
    strategy: dressed.strategy,
    score: dressed.score,
    ...measureLook(picture, truth),
    overlap: measureOverlap(shown, truth),
    deltaE: measureColour(picture, shown, truth),
    order: measureOrder(shown, truth),
    collar: measureCollar(shown, truth),
    ends: measureEnds(shown, truth, pair.kind === 'skirt' ? 'skirt' : isLower ? 'legs' : 'top'),
    removal: measureRemoval(picture, truth, { before, old: oldLayers(pair) }),
    folded: dressed.folded,
    changedOutside: dressed.changedOutside,
    paste: measureLook(pasteFlat(before, lay, isLower ? 'hips' : 'shoulders'), truth),
    costs,
  }
}

/** Layers of the base clothes that are replaced: 2 is worn on the legs, 3 on the trunk. */
function oldLayers({ kind }: Pair): readonly number[] {
  return kind === 'dress' ? [2, 3] : LOWER.includes(kind) ? [2] : [3]
}

/** Costs are positive where the draft is better with what was left out. */
function costOf({ pair, before, truth, dressed }: Judged, ablation: Ablation, without: Pick<Dressed, 'picture' | 'shown'>): Costs {
  const worn = { before, old: oldLayers(pair) }
  switch (ablation) {
    case 'relight':
      return {
        deltaE: measureColour(without.picture, without.shown, truth) - measureColour(dressed.picture, dressed.shown, truth),
        garmentSsim: measureLook(dressed.picture, truth).garment - measureLook(without.picture, truth).garment,
      }
    case 'occlusion': {
      const [on, off] = [measureOrder(dressed.shown, truth), measureOrder(without.shown, truth)]
      return { inFront: on.inFront, lost: on.kept - off.kept }
    }
    case 'bodyFollow':
      return { overlap: measureOverlap(dressed.shown, truth) - measureOverlap(without.shown, truth) }
    case 'removal': {
      const [on, off] = [measureRemoval(dressed.picture, truth, worn), measureRemoval(without.picture, truth, worn)]
      return on && off ? { left: off.left - on.left, ssim: on.ssim - off.ssim } : {}
    }
  }
}

/** All ablations on every third pair: all types, patterns and poses are among them. */
export function ablationsOf(index: number): readonly Ablation[] {
  return index % 3 === 0 ? ABLATIONS : []
}
