import type { ArtifactId } from '../domain/ids.ts'
import { layersOf } from '../domain/outfit.ts'
import type { Defect, DraftedGarment } from '../domain/try-on.ts'
import { naming } from './garment-error.ts'
import { type KnownInputs, knowInputs, type Pictures } from './known-inputs.ts'
import { debugOf, type Fitting, judgeLaid, type Laid, layGarment, prepareFitting } from './lay-garment.ts'
import { barePerson } from './stages/bare-person.ts'
import type { Step } from './step.ts'
import type { StoredGround } from './stored-ground.ts'

export interface TryOnInput extends Pictures {
  readonly maxRetries: number
  readonly qualityThreshold: number
  readonly debug: boolean
}

/** A finished draft, whatever its verdict. */
export interface TryOnDraft {
  /** RGB of the working size. */
  readonly draft: ArtifactId
  /** The working picture the draft was made on. */
  readonly before: ArtifactId
  /** 0 where the working picture is unchanged to the byte. */
  readonly editMask: ArtifactId
  readonly width: number
  readonly height: number
  readonly verdict: 'ok' | 'below-threshold'
  /** Of the weakest garment. */
  readonly qualityScore: number
  /** Of all garments, each once. */
  readonly defects: readonly Defect[]
  /** In wearing order. */
  readonly garments: readonly DraftedGarment[]
}

/**
 * Dresses a person: reads the pictures, takes off what is replaced, and lays the garments on, each over the picture that the one
 * before it left.
 *
 * @throws StudioError `tryon.pose-failed` (no person, or too little of them for a garment), `tryon.segmentation-failed`,
 *   `tryon.garment-failed`, `tryon.warp-failed`, and what the stages declare for files.
 */
export async function tryOn(step: Step, input: TryOnInput): Promise<TryOnDraft> {
  const { known, laid } = await layOutfit(step, input)
  const last = laid[known.plan.order.at(-1) ?? 0]
  if (last === undefined) throw new RangeError('A draft needs a garment')
  const garments = await Promise.all(laid.map((_, index) => toldOf(laid, index, { known, isDebug: input.debug })))
  const qualityScore = Math.min(...garments.map((garment) => garment.qualityScore))
  const { image, width, height } = known.subject
  return {
    draft: last.draft.draft,
    before: image,
    editMask: last.draft.editMask,
    width,
    height,
    verdict: qualityScore >= input.qualityThreshold ? 'ok' : 'below-threshold',
    qualityScore,
    defects: worstOf(garments.flatMap(({ defects }) => defects)),
    garments,
  }
}

/** Everything on a person, garment by garment. */
export interface LaidOutfit {
  readonly known: KnownInputs
  /** By wearing order. */
  readonly laid: readonly Laid[]
}

/** Reads the pictures and lays the garments on. Throws as `tryOn` does. */
export async function layOutfit(step: Step, input: TryOnInput): Promise<LaidOutfit> {
  const known = await knowInputs(step, input)
  const fittings = await Promise.all(known.garments.map((_, index) => fittingOf(step, known, index)))
  return { known, laid: await layInOrder(fittings, { known, input, bare: await bareGround(step, known) }) }
}

async function fittingOf(step: Step, { subject, garments, plan, halves }: KnownInputs, index: number): Promise<Fitting> {
  const garment = garments[index]
  const half = halves.find(({ region }) => region === plan.regions[index])
  if (garment === undefined || half === undefined) throw new RangeError('No such garment')
  return await naming(garments.length, index, () => prepareFitting({ step, subject, garment, half }))
}

/** What the first of several garments is laid on; null for a garment alone, which is composed in one go. */
async function bareGround(step: Step, { subject, garments, halves }: KnownInputs): Promise<StoredGround | null> {
  if (garments.length === 1) return null
  const cleared = await Promise.all(halves.map(async ({ scene, clearing }) => ({ scene, ...(await clearing) })))
  return (await step(barePerson, { image: subject.image, halves: cleared })).ground
}

/** Lays every garment on, in the order of the plan. @returns by wearing order. */
async function layInOrder(
  fittings: readonly Fitting[],
  { known, input, bare }: { readonly known: KnownInputs; readonly input: TryOnInput; readonly bare: StoredGround | null },
): Promise<Laid[]> {
  const laid: Laid[] = []
  const grounds = [bare]
  for (const [at, { index, over }] of layersOf(known.plan).entries()) {
    const [fitting, ground] = [fittings[index], grounds[at]]
    if (fitting === undefined) continue
    const beneath = grounds[over[0] ?? -1]?.picture
    const tops = beneath === undefined ? null : { numbers: over.map((place) => place + 1), beneath }
    const layer = ground ? { ground, tops, front: fitting.garment.front, number: at + 1 } : null
    const one = await naming(fittings.length, index, () => layGarment(fitting, { ...input, layer }))
    laid[index] = one
    grounds.push(one.draft.outfit?.ground ?? null)
  }
  return laid
}

/** What is told of one garment: judged again where others cover a part of it. */
async function toldOf(
  laid: readonly Laid[],
  index: number,
  { known, isDebug }: { readonly known: KnownInputs; readonly isDebug: boolean },
): Promise<DraftedGarment> {
  const one = laid[index]
  if (one === undefined) throw new RangeError('No such garment')
  const visible = visibleShare(laid, index, known.plan.order)
  const { score, defects, facts } = laid.length === 1 ? one.judged : await judgeLaid(one, { visible, cuffs: outerCuffs(laid) })
  const { garment } = one.fitting
  return {
    type: garment.type,
    kind: garment.kind,
    confidence: garment.typeConfidence,
    strategy: one.way.strategy,
    retries: one.tried - 1,
    visible,
    qualityScore: score,
    defects: [...defects],
    facts: { ...facts },
    debug: isDebug ? { ...debugOf(one) } : {},
  }
}

function visibleShare(laid: readonly Laid[], index: number, order: readonly number[]): number {
  const place = order.indexOf(index)
  const shownPx = laid[order.at(-1) ?? 0]?.draft.outfit?.shownPx[place]
  const wholePx = laid[index]?.draft.facts['shownPx'] ?? 0
  return shownPx === undefined || wholePx === 0 ? 1 : Math.min(1, shownPx / wholePx)
}

/** Where the longest sleeves of an outfit end: bare skin under them is not seen. */
function outerCuffs(laid: readonly Laid[]): [number, number] {
  return [Math.max(...laid.map(({ fit }) => fit.cuffs[0])), Math.max(...laid.map(({ fit }) => fit.cuffs[1]))]
}

/** Each defect once with its worst severity, worst first. */
function worstOf(defects: readonly Defect[]): Defect[] {
  const worst = new Map<Defect['code'], number>()
  for (const { code, severity } of defects) worst.set(code, Math.max(worst.get(code) ?? 0, severity))
  return [...worst].map(([code, severity]) => ({ code, severity })).sort((a, b) => b.severity - a.severity)
}
