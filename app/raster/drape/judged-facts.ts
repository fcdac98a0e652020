import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane } from '../../domain/raster.ts'
import type { FitStrategy } from '../../domain/try-on.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import type { QualityFact, QualityFacts } from './quality.ts'

export interface JudgedInput {
  readonly body: Body
  readonly scale: number
  readonly skinMeasured: boolean
  readonly oldCuffs: readonly [number, number]
  /** Arm masks at analysis size, where they could be read. */
  readonly arms: readonly [Plane, Plane] | null
  readonly region: GarmentRegion
  readonly strategy: FitStrategy
  readonly cuffs: readonly [number, number]
  readonly anchorConfidence: number
  /** That the garment's outline is right all around, 0..1. */
  readonly cutOutConfidence: number
  readonly draftFacts: Readonly<Record<string, number>>
}

const FROM_DRAFT = [
  'oldLeft',
  'regionCovered',
  'outside',
  'outOfFrame',
  'folded',
  'colourShift',
  'maskRatio',
  'faceChanged',
  'enlargement',
] as const

/** Bones of invented skin from which on a forearm is among them. */
const WHOLE_FOREARM = 0.8

/** Joins what was measured on the draft with what is known of person and fit. */
export function judgedFacts(input: JudgedInput): QualityFacts {
  const { body, region, cuffs, oldCuffs, strategy } = input
  const isUpper = region !== 'lower'
  const fromDraft = Object.fromEntries(FROM_DRAFT.map((name) => [name, input.draftFacts[name] ?? 0])) as Record<
    (typeof FROM_DRAFT)[number],
    number
  >
  const hasLongSleeves = Math.max(...cuffs) > 1.2
  const sleeved = Math.max(...cuffs) > 0.2
  const limbs = isUpper ? body.arms : body.legs
  const reconstructed = isUpper
    ? Math.max(0, oldCuffs[0] - Math.max(0.3, cuffs[0])) + Math.max(0, oldCuffs[1] - Math.max(0.3, cuffs[1]))
    : 0
  const own: Record<Exclude<QualityFact, (typeof FROM_DRAFT)[number]>, number> = {
    anchorConfidence: strategy === 'body-to-body' ? 1 : input.anchorConfidence,
    cutOutConfidence: input.cutOutConfidence,
    torsoVisibility: body.torsoVisibility,
    // Sleeveless tops do not care where the arms are.
    armVisibility: isUpper && !sleeved ? 1 : Math.min(...limbs.map((limb) => limb.visibility)),
    armsReconstructed: reconstructed,
    skinMeasured: input.skinMeasured ? 1 : 0,
    rear: body.frame.rear ? 1 : 0,
    stiff: strategy === 'stiff' ? 1 : 0,
    carried: strategy === 'body-to-body' ? 1 : 0,
    armsOverTrunk:
      isUpper && (hasLongSleeves || reconstructed > WHOLE_FOREARM) && input.arms ? armsOverTrunk(body, input.arms, input.scale) : 0,
  }
  return { ...fromDraft, ...own }
}

/** Share of the trunk that arms cover. */
function armsOverTrunk(body: Body, arms: readonly [Plane, Plane], scale: number): number {
  const [left, right] = arms
  const torso = body.frame.torsoLength
  let inside = 0
  let covered = 0
  for (let i = 0; i < left.data.length; i++) {
    const x = ((i % left.width) + 0.5) / scale
    const y = (Math.floor(i / left.width) + 0.5) / scale
    const { s, ratio } = torsoRatio(body, x, y)
    if (s < 0.2 * torso || s > 0.9 * torso || ratio > 0.85) continue
    inside++
    if (left.data[i] > 0.5 || right.data[i] > 0.5) covered++
  }
  return inside > 0 ? covered / inside : 0
}
