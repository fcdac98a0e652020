import type { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import { withoutStrokesOf } from '../domain/strokes-for.ts'
import { knowInputs } from './known-inputs.ts'
import { type Way, waistOf } from './lay-garment.ts'
import { packRewarp } from './stages/pack-rewarp.ts'
import type { Step } from './step.ts'
import { layOutfit, type TryOnInput } from './try-on.ts'

/**
 * Gathers the kit by which a page lays one garment of a finished draft anew. What the draft needed is remembered; what was cleaned
 * away since is made again.
 *
 * @param input what the draft was made from. @param index the garment, in wearing order.
 * @returns the bytes of a `RewarpKit`: without the strokes over its masks, which are painted where it is laid.
 * @throws StudioError what `tryOn` throws, `asset.not-found` for a garment that the draft does not have.
 */
export async function gatherRewarp(step: Step, input: TryOnInput, index: number): Promise<ArtifactId> {
  const { known, laid } = await layOutfit(step, await withoutItsStrokes(step, input, index))
  const one = laid[index]
  if (one === undefined) throw new StudioError('asset.not-found', 'The draft has no such garment', { details: { garment: index } })
  const { subject, plan } = known
  const { garment, half } = one.fitting
  const { fittable, drawable, strategy } = one.way
  const above = laid[plan.order.at(-1) ?? index]?.draft.outfit?.ground ?? null
  const { kit } = await step(packRewarp, {
    scene: half.scene,
    cleared: (await half.clearing).cleared,
    outfit: one.layer,
    above,
    picture: { width: subject.width, height: subject.height },
    pose: subject.found,
    type: garment.type,
    region: half.region,
    waist: waistOf(half),
    strategy,
    index,
    regions: [...plan.regions],
    otherHalf: half.region === 'lower' ? 'kept' : half.otherHalf,
    garment: partsOf(fittable, drawable),
    source: { image: garment.image, mask: garment.mask },
  })
  return kit
}

/** The draft before anybody painted over the masks of this garment: the page paints them anew, with strokes added and taken back. */
async function withoutItsStrokes(step: Step, input: TryOnInput, index: number): Promise<TryOnInput> {
  const { corrections } = input
  if (corrections === undefined || corrections.strokes.length === 0) return input
  const { plan } = await knowInputs(step, input)
  return { ...input, corrections: withoutStrokesOf(corrections, { index, regions: plan.regions }) }
}

/** A garment as what is needed to fit it and to draw it, in one. */
function partsOf(fittable: Way['fittable'], drawable: Way['drawable']): z.input<typeof packRewarp.input>['garment'] {
  if (fittable.kind === 'worn') return fittable
  if (drawable.kind === 'flat') return { ...fittable, cutOut: drawable.cutOut }
  throw new RangeError('A garment is fitted and drawn in one form')
}
