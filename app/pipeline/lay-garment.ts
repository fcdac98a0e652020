import type { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { Defect, FitStrategy } from '../domain/try-on.ts'
import { TRUSTED } from '../raster/garment/trust.ts'
import type { KnownGarment, KnownHalf, Subject } from './known-inputs.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { checkQuality } from './stages/check-quality.ts'
import { composeDraft, type drawable, type layerOfOutfit } from './stages/compose-draft.ts'
import { fitGarment, type fittable } from './stages/fit-garment.ts'
import type { Step } from './step.ts'

/** A garment, the half of the body it goes on, and the ways to fit it, the most faithful first. */
export interface Fitting {
  readonly step: Step
  readonly subject: Subject
  readonly garment: KnownGarment
  readonly half: KnownHalf
  readonly ways: readonly Way[]
}

/** One strategy with the garment in the form it needs. */
export interface Way {
  readonly strategy: FitStrategy
  readonly anchorConfidence: number
  readonly fittable: z.output<typeof fittable>
  readonly drawable: z.output<typeof drawable>
  /** Fits when first asked, once. */
  readonly fit: () => Promise<Fitted>
}

type Fitted = z.output<typeof fitGarment.output>

/** A garment where it came to lie. */
export interface Laid {
  readonly fitting: Fitting
  readonly way: Way
  readonly fit: Fitted
  readonly draft: z.output<typeof composeDraft.output>
  readonly judged: Judged
  /** What it was laid on; null for a garment that is worn alone. */
  readonly layer: Layer | null
  /** Strategies that were tried. */
  readonly tried: number
}

type Layer = z.output<typeof layerOfOutfit>

export interface Judged {
  readonly score: number
  readonly defects: readonly Defect[]
  readonly facts: Readonly<Record<string, number>>
}

/** Finds the ways to fit a garment and begins with the first: nothing in it waits for the old clothes to be off. */
export async function prepareFitting(parts: Omit<Fitting, 'ways'>): Promise<Fitting> {
  const ways = await strategiesFor(parts)
  ways[0]?.fit().catch(() => undefined)
  return { ...parts, ways }
}

/**
 * Fits and composes one garment. Where the draft is not good enough the next strategy is tried, and the best draft is kept.
 *
 * @param layer what it is laid on; null for a garment that is worn alone.
 */
export async function layGarment(
  fitting: Fitting,
  options: {
    readonly layer: Layer | null
    readonly maxRetries: number
    readonly qualityThreshold: number
    readonly debug: boolean
  },
): Promise<Laid> {
  let best: Omit<Laid, 'tried'> | undefined
  let tried = 0
  for (const way of fitting.ways.slice(0, 1 + options.maxRetries)) {
    const { step, half } = fitting
    const fit = await way.fit()
    const { cleared } = await half.clearing
    const { scene, region } = half
    const { layer: outfit, debug } = options
    const draft = await step(composeDraft, { scene, cleared, fit: fit.fit, region, garment: way.drawable, outfit, debug })
    const laid = { fitting, way, fit, draft, layer: outfit }
    const judged = await judgeLaid(laid, { visible: 1, cuffs: fit.cuffs })
    tried++
    if (!best || judged.score > best.judged.score) best = { ...laid, judged }
    if (best.judged.score >= options.qualityThreshold) break
  }
  if (!best) throw new StudioError('tryon.warp-failed', 'No way to lay the garment on the body', { stage: fitGarment.id })
  return { ...best, tried }
}

/** Judges a garment where it lies, as far as it is seen. */
export async function judgeLaid(
  { fitting: { step, half, garment }, way, draft }: Pick<Laid, 'fitting' | 'way' | 'draft'>,
  seen: { readonly visible: number; readonly cuffs: Fitted['cuffs'] },
): Promise<Judged> {
  return await step(checkQuality, {
    scene: half.scene,
    region: half.region,
    strategy: way.strategy,
    anchorConfidence: way.anchorConfidence,
    cutOutConfidence: garment.cutOutConfidence,
    draftFacts: draft.facts,
    ...seen,
  })
}

/** Artifacts that show how a garment was laid on, by name. */
export function debugOf({ fitting: { garment, half }, way, fit, draft }: Laid): Readonly<Record<string, ArtifactId>> {
  // The points of a flat garment; one that is carried over from the body that wore it has none.
  const measure = way.fittable.kind === 'flat' ? { measure: way.fittable.measure } : {}
  return {
    ...draft.debug,
    ...measure,
    'garment-cut-out': way.drawable.kind === 'flat' ? way.drawable.cutOut : garment.cutOut,
    mesh: fit.fit,
    body: half.scene.facts,
  }
}

/** The ways that make sense for a garment, the most faithful first. */
async function strategiesFor(parts: Omit<Fitting, 'ways'>): Promise<Way[]> {
  const { step, garment, half } = parts
  const ways: Way[] = []
  if (garment.wearer) {
    const { pose, personMask } = garment.wearer
    const { scene: wearer } = await step(analysePerson, { image: garment.image, mask: personMask, pose, region: half.region })
    const worn = { kind: 'worn' as const, wearer, mask: garment.mask }
    ways.push(wayOf(parts, { strategy: 'body-to-body', anchorConfidence: 1, fittable: worn, drawable: worn }))
  }
  const { upright, measure, silhouette, confidence } = await garment.analysis
  const flat = (strategy: FitStrategy): Way =>
    wayOf(parts, {
      strategy,
      anchorConfidence: confidence,
      fittable: { kind: 'flat', measure, silhouette, sleeves: garment.sleeves },
      drawable: { kind: 'flat', cutOut: upright, measure },
    })
  // Landmarks of a cut-out with arms inside mean nothing: a worn garment is either carried over or hung stiffly.
  if (garment.wearer) return [...ways, flat('stiff')]
  return confidence >= TRUSTED ? [flat('lofted-strips'), flat('stiff')] : [flat('stiff'), flat('lofted-strips')]
}

function wayOf({ step, subject, garment, half }: Omit<Fitting, 'ways'>, way: Omit<Way, 'fit'>): Way {
  let fitted: Promise<Fitted> | undefined
  const { measured: scene, region, otherHalf } = half
  const picture = { width: subject.width, height: subject.height }
  const waist = waistOf({ region, otherHalf })
  const moved = garment.moved.length > 0 ? { moved: [...garment.moved] } : {}
  const begin = (): Promise<Fitted> =>
    step(fitGarment, { scene, picture, type: garment.type, strategy: way.strategy, garment: way.fittable, waist, ...moved })
  return { ...way, fit: () => (fitted ??= begin()) }
}

/** A waistband is covered by the top that is worn over it; where that is replaced, it may be seen. */
export function waistOf({ region, otherHalf }: Pick<KnownHalf, 'region' | 'otherHalf'>): 'covered' | 'seen' {
  return region === 'lower' && otherHalf === 'replaced' ? 'seen' : 'covered'
}
