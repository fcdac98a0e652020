import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import { type Defect, type FitStrategy, GARMENT_REGIONS, type GarmentKind, type GarmentRegion, type GarmentType } from '../domain/try-on.ts'
import type { ImageLimits } from '../platform/config.ts'
import { analyseGarment } from './stages/analyse-garment.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { checkQuality } from './stages/check-quality.ts'
import { clearPerson } from './stages/clear-person.ts'
import { composeDraft } from './stages/compose-draft.ts'
import type { FoundPerson } from './stages/estimate-pose.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import { fitGarment } from './stages/fit-garment.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { type PreparedGarment, prepareGarment } from './stages/prepare-garment.ts'
import { segmentPerson } from './stages/segment-person.ts'
import type { Step } from './step.ts'
import type { StoredClearing } from './stored-clearing.ts'
import type { StoredScene } from './stored-scene.ts'

export interface TryOnInput {
  /** Bytes of the two pictures. */
  readonly person: ArtifactId
  readonly garment: ArtifactId
  readonly garmentType: GarmentType | 'auto'
  /** Long side of the working picture, pixels. */
  readonly workingLongSide: number
  readonly maxRetries: number
  readonly qualityThreshold: number
  readonly debug: boolean
  /** What pictures may ask of the machine; the usual limits without. */
  readonly limits?: ImageLimits
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
  readonly qualityScore: number
  readonly defects: readonly Defect[]
  readonly garment: { readonly type: GarmentType; readonly kind: GarmentKind; readonly confidence: number }
  readonly strategy: FitStrategy
  /** Further strategies that were tried after the first. */
  readonly retries: number
  readonly facts: Readonly<Record<string, number>>
  readonly debug: Readonly<Record<string, ArtifactId>>
}

/**
 * Dresses a person in a garment. The two pictures are read side by side; what is found about the person does not depend on
 * the garment, so a second garment of the same region finds it remembered. Where the draft is not good enough the next
 * strategy is tried, and the best draft is kept.
 *
 * @throws StudioError `tryon.pose-failed` (no person, or too little of them for this garment), `tryon.segmentation-failed`,
 *   `tryon.garment-failed`, `tryon.warp-failed`, and what the stages declare for files.
 */
export async function tryOn(step: Step, input: TryOnInput): Promise<TryOnDraft> {
  const person = readPerson(step, input)
  const expected = GARMENT_REGIONS[input.garmentType === 'auto' ? USUAL_TYPE : input.garmentType]
  const ahead = person.then((subject) => analyseSubject(step, subject, expected))
  // Whoever awaits it hears its error; where the garment turns out to be of another region nobody does.
  ahead.catch(() => undefined)
  const [subject, garment] = await Promise.all([person, readGarment(step, input)])
  const region = GARMENT_REGIONS[garment.type]
  const analysed = await (region === expected ? ahead : analyseSubject(step, subject, region))
  const context: Context = { step, input, subject, ...analysed, garment, region }
  const ways = await strategiesFor(context)
  let best: Attempt | undefined
  let tried = 0
  for (const way of ways.slice(0, 1 + input.maxRetries)) {
    const attempt = await attemptDraft(context, way)
    tried++
    if (!best || attempt.score > best.score) best = attempt
    if (best.score >= input.qualityThreshold) break
  }
  if (!best) throw new StudioError('tryon.warp-failed', 'No way to lay the garment on the body', { stage: fitGarment.id })
  return {
    draft: best.draft,
    before: subject.image,
    editMask: best.editMask,
    width: subject.width,
    height: subject.height,
    verdict: best.score >= input.qualityThreshold ? 'ok' : 'below-threshold',
    qualityScore: best.score,
    defects: best.defects,
    garment: { type: garment.type, kind: garment.kind, confidence: garment.typeConfidence },
    strategy: best.strategy,
    retries: tried - 1,
    facts: best.facts,
    debug: input.debug ? { ...best.debug, 'garment-cut-out': garment.cutOut, mesh: best.fit, body: analysed.scene.facts } : {},
  }
}

interface Subject {
  readonly image: ArtifactId
  readonly width: number
  readonly height: number
  readonly mask: ArtifactId
  readonly person: FoundPerson
}

interface Context extends Analysed {
  readonly step: Step
  readonly input: TryOnInput
  readonly subject: Subject
  readonly garment: PreparedGarment & { readonly image: ArtifactId }
  readonly region: GarmentRegion
}

/** One strategy with the garment in the form it needs. */
interface Way {
  readonly strategy: FitStrategy
  readonly anchorConfidence: number
  readonly fittable: Parameters<typeof fitGarment.run>[0]['garment']
  readonly drawable: Parameters<typeof composeDraft.run>[0]['garment']
}

interface Attempt {
  readonly strategy: FitStrategy
  readonly score: number
  readonly defects: readonly Defect[]
  readonly facts: Readonly<Record<string, number>>
  readonly draft: ArtifactId
  readonly editMask: ArtifactId
  readonly fit: ArtifactId
  readonly debug: Readonly<Record<string, ArtifactId>>
}

async function readPerson(step: Step, { person, workingLongSide, limits }: TryOnInput): Promise<Subject> {
  const photo = await step(loadPhoto, { source: person, longSide: workingLongSide, ...(limits ? { limits } : {}) })
  const { people } = await step(estimatePose, { image: photo.image })
  const [found, ...others] = people
  if (!found) {
    throw new StudioError('tryon.pose-failed', 'No person was found: use a photo that shows one person from head to hips', {
      details: { reason: 'no-person', people: 0 },
      stage: estimatePose.id,
    })
  }
  const { mask } = await step(segmentPerson, {
    image: photo.image,
    poseMask: found.poseMask,
    otherPoseMasks: others.map((other) => other.poseMask),
  })
  return { image: photo.image, width: photo.width, height: photo.height, mask, person: found }
}

/** Most garments are tops: the upper body is analysed while the garment is still looked at. A wrong guess is remembered for the next top. */
const USUAL_TYPE = 't-shirt'

/** `clearing` is still on its way: fitting needs only the scene. */
interface Analysed {
  readonly scene: StoredScene
  readonly clearing: Promise<{ readonly cleared: StoredClearing }>
}

async function analyseSubject(step: Step, { image, mask, person }: Subject, region: GarmentRegion): Promise<Analysed> {
  const { scene } = await step(analysePerson, { image, mask, pose: person.pose, region })
  const clearing = step(clearPerson, { scene, region })
  clearing.catch(() => undefined)
  return { scene, clearing }
}

async function readGarment(step: Step, { garment, garmentType, workingLongSide, limits }: TryOnInput): Promise<Context['garment']> {
  const photo = await step(loadPhoto, { source: garment, longSide: workingLongSide, ...(limits ? { limits } : {}) })
  return { ...(await step(prepareGarment, { image: photo.image, garmentType })), image: photo.image }
}

/** Confidence of the landmarks from which on they lead the first try. */
const TRUSTED = 0.5

/** The ways that make sense for a garment, the most faithful first. */
async function strategiesFor({ step, garment, region }: Context): Promise<Way[]> {
  const ways: Way[] = []
  if (garment.wearer) {
    const { pose, personMask } = garment.wearer
    const { scene: wearer } = await step(analysePerson, { image: garment.image, mask: personMask, pose, region })
    const worn = { kind: 'worn' as const, wearer, mask: garment.mask }
    ways.push({ strategy: 'body-to-body', anchorConfidence: 1, fittable: worn, drawable: worn })
  }
  const { measure, silhouette, confidence } = await step(analyseGarment, {
    cutOut: garment.cutOut,
    type: garment.type,
    sleeves: garment.sleeves,
  })
  const flat = (strategy: FitStrategy): Way => ({
    strategy,
    anchorConfidence: confidence,
    fittable: { kind: 'flat', measure, silhouette, sleeves: garment.sleeves },
    drawable: { kind: 'flat', cutOut: garment.cutOut, measure },
  })
  // Landmarks of a cut-out with arms inside mean nothing: a worn garment is either carried over or hung stiffly.
  if (garment.wearer) return [...ways, flat('stiff')]
  return confidence >= TRUSTED ? [flat('lofted-strips'), flat('stiff')] : [flat('stiff'), flat('lofted-strips')]
}

async function attemptDraft({ step, input, subject, scene, clearing, garment, region }: Context, way: Way): Promise<Attempt> {
  const { strategy, anchorConfidence } = way
  const picture = { width: subject.width, height: subject.height }
  const { fit, cuffs } = await step(fitGarment, { scene, picture, type: garment.type, strategy, garment: way.fittable })
  const { cleared } = await clearing
  const draft = await step(composeDraft, { scene, cleared, fit, region, garment: way.drawable, debug: input.debug })
  const { score, defects, facts } = await step(checkQuality, {
    scene,
    region,
    strategy,
    cuffs,
    anchorConfidence,
    cutOutConfidence: garment.cutOutConfidence,
    draftFacts: draft.facts,
  })
  // The points of a flat garment; one that is carried over from the body that wore it has none.
  const measure = way.fittable.kind === 'flat' ? { measure: way.fittable.measure } : {}
  return { strategy, score, defects, facts, draft: draft.draft, editMask: draft.editMask, fit, debug: { ...draft.debug, ...measure } }
}
