import type { AnchorPlace, Corrections } from '../domain/corrections.ts'
import { StudioError } from '../domain/errors.ts'
import type { GarmentRegion } from '../domain/garment-region.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { PoseEstimate } from '../domain/landmarks.ts'
import { type OtherHalf, type OutfitPlan, planOutfit } from '../domain/outfit.ts'
import type { GarmentFront, GarmentType, Tuck } from '../domain/try-on.ts'
import type { ImageLimits } from '../platform/config.ts'
import { correctPose } from '../raster/body/correct-pose.ts'
import { movesIn } from '../raster/body/moves-in.ts'
import { naming } from './garment-error.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { clearPerson } from './stages/clear-person.ts'
import { estimatePose } from './stages/estimate-pose.ts'
import { loadPhoto } from './stages/load-photo.ts'
import { type PreparedGarment, prepareGarment } from './stages/prepare-garment.ts'
import { segmentPerson } from './stages/segment-person.ts'
import type { Step } from './step.ts'
import type { StoredClearing } from './stored-clearing.ts'
import type { StoredScene } from './stored-scene.ts'

export interface Pictures {
  /** Bytes of the pictures. */
  readonly person: ArtifactId
  /** In wearing order, the innermost first. */
  readonly garments: readonly {
    readonly garment: ArtifactId
    readonly garmentType: GarmentType | 'auto'
    readonly front: GarmentFront
  }[]
  readonly tuck: Tuck
  /** Long side of the working picture, pixels. */
  readonly workingLongSide: number
  /** What a person put right by hand. */
  readonly corrections?: Corrections
  /** What pictures may ask of the machine; the usual limits without. */
  readonly limits?: ImageLimits
}

/** Everything that is known of the pictures before a garment is fitted. */
export interface KnownInputs {
  readonly subject: Subject
  /** In wearing order. */
  readonly garments: readonly KnownGarment[]
  readonly plan: OutfitPlan
  /** The halves of the body whose clothes are replaced: tops first. */
  readonly halves: readonly KnownHalf[]
}

export interface Subject {
  readonly image: ArtifactId
  readonly width: number
  readonly height: number
  readonly mask: ArtifactId
  /** As the model found it, and as it counts: with the joints that a person put right. */
  readonly found: PoseEstimate
  readonly pose: PoseEstimate
}

export interface KnownGarment extends PreparedGarment {
  readonly image: ArtifactId
  readonly front: GarmentFront
  /** Points of it that a person put where they belong. */
  readonly moved: readonly AnchorPlace[]
}

/** The person as garments of one region find them. `clearing` is still on its way: fitting needs only the scene. */
export interface KnownHalf {
  readonly region: GarmentRegion
  readonly otherHalf: OtherHalf
  readonly scene: StoredScene
  readonly clearing: Promise<{ readonly cleared: StoredClearing }>
}

/** Most garments are tops: the upper body is analysed while the garment is still looked at. A wrong guess is remembered for the next top. */
const USUAL_TYPE = 't-shirt'

/**
 * Reads the person once and every garment, side by side. What is found about the person does not depend on the garments, so
 * another garment of the same region finds it remembered.
 */
export async function knowInputs(step: Step, input: Pictures): Promise<KnownInputs> {
  const person = readPerson(step, input)
  const look = lookAtHalves(step, person)
  const guess = planOutfit(
    input.garments.map(({ garmentType }) => (garmentType === 'auto' ? USUAL_TYPE : garmentType)),
    input.tuck,
  )
  // Whoever awaits it hears its error; where the garments turn out to be of other regions nobody does.
  look(guess).catch(() => undefined)
  const [subject, garments] = await Promise.all([person, Promise.all(input.garments.map((_, index) => readGarment(step, input, index)))])
  const plan = planOutfit(
    garments.map(({ type }) => type),
    input.tuck,
  )
  return { subject, garments, plan, halves: await look(plan) }
}

async function readPerson(step: Step, { person, workingLongSide, corrections, limits }: Pictures): Promise<Subject> {
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
  const { image, width, height } = photo
  const picture = { width, height }
  const pose = correctPose(found.pose, movesIn(corrections?.joints ?? [], { picture, crop: { x: 0, y: 0, ...picture } }))
  return { image, ...picture, mask, found: found.pose, pose }
}

async function readGarment(step: Step, { garments, workingLongSide, corrections, limits }: Pictures, index: number): Promise<KnownGarment> {
  const asked = garments[index]
  if (asked === undefined) throw new RangeError('No such garment')
  return await naming(garments.length, index, async () => {
    const photo = await step(loadPhoto, { source: asked.garment, longSide: workingLongSide, ...(limits ? { limits } : {}) })
    const prepared = await step(prepareGarment, { image: photo.image, garmentType: asked.garmentType })
    const moved = (corrections?.anchors ?? []).filter(({ garment }) => garment === index).map(({ garment: _, ...place }) => place)
    return { ...prepared, image: photo.image, front: asked.front, moved }
  })
}

/** Analyses and clears what a plan asks for; what was asked for before is not looked at twice. */
function lookAtHalves(step: Step, person: Promise<Subject>): (plan: OutfitPlan) => Promise<KnownHalf[]> {
  const known = new Map<string, Promise<KnownHalf>>()
  const lookAt = (region: GarmentRegion, otherHalf: OtherHalf): Promise<KnownHalf> => {
    const key = `${region} ${otherHalf}`
    const half = known.get(key) ?? person.then((subject) => readHalf(step, subject, { region, otherHalf }))
    known.set(key, half)
    return half
  }
  return ({ regions, otherHalf }) => {
    const tops = regions.filter((region) => region !== 'lower')
    return Promise.all([...new Set([...tops, ...regions])].map((region) => lookAt(region, otherHalf)))
  }
}

async function readHalf(
  step: Step,
  { image, mask, pose }: Subject,
  { region, otherHalf }: { readonly region: GarmentRegion; readonly otherHalf: OtherHalf },
): Promise<KnownHalf> {
  const isLower = region === 'lower'
  // What is in front of trousers depends on whether the top stays; what is under a top, on whether the trousers do.
  const { scene } = await step(analysePerson, { image, mask, pose, region, ...(isLower ? { otherHalf } : {}) })
  const clearing = step(clearPerson, { scene, region, ...(isLower ? {} : { otherHalf }) })
  clearing.catch(() => undefined)
  return { region, otherHalf, scene, clearing }
}
