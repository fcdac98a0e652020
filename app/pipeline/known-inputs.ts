import type { z } from 'zod'
import type { AnchorPlace, Corrections } from '../domain/corrections.ts'
import { StudioError } from '../domain/errors.ts'
import type { GarmentRegion } from '../domain/garment-region.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { PoseEstimate } from '../domain/landmarks.ts'
import { type OtherHalf, type OutfitPlan, planOutfit } from '../domain/outfit.ts'
import { garmentStrokes, personStrokes, sceneStrokes } from '../domain/strokes-for.ts'
import type { GarmentFront, GarmentType, Tuck } from '../domain/try-on.ts'
import type { ImageLimits } from '../platform/config.ts'
import { correctPose } from '../raster/body/correct-pose.ts'
import { movesIn } from '../raster/body/moves-in.ts'
import { naming } from './garment-error.ts'
import { analyseGarment } from './stages/analyse-garment.ts'
import { analysePerson } from './stages/analyse-person.ts'
import { brushGarment } from './stages/brush-garment.ts'
import { brushPerson } from './stages/brush-person.ts'
import { brushScene } from './stages/brush-scene.ts'
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
  /** Its points and outline, still on their way: they need nothing of the person, who may be looked at for longer. */
  readonly analysis: Promise<z.output<typeof analyseGarment.output>>
}

/** The person as garments of one region find them. `clearing` is still on its way: fitting needs only the scene. */
export interface KnownHalf {
  readonly region: GarmentRegion
  readonly otherHalf: OtherHalf
  readonly scene: StoredScene
  /** The scene as far as fitting looks at it: the one that was found, where strokes of a brush changed none of its facts. */
  readonly measured: StoredScene
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
  const look = lookAt(step, person, input)
  const guess = planOutfit(
    input.garments.map(({ garmentType }) => (garmentType === 'auto' ? USUAL_TYPE : garmentType)),
    input.tuck,
  )
  const ahead = input.garments.length === 1 ? look.halves(guess) : look.scenes(guess)
  // Whoever awaits it hears its error; where the garments turn out to be of other regions nobody does.
  ahead.catch(() => undefined)
  const [subject, garments] = await Promise.all([person, Promise.all(input.garments.map((_, index) => readGarment(step, input, index)))])
  const plan = planOutfit(
    garments.map(({ type }) => type),
    input.tuck,
  )
  return { subject, garments, plan, halves: await look.halves(plan) }
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
  const { mask: cut } = await step(segmentPerson, {
    image: photo.image,
    poseMask: found.poseMask,
    otherPoseMasks: others.map((other) => other.poseMask),
  })
  const strokes = personStrokes(corrections)
  const { mask } = strokes.length === 0 ? { mask: cut } : await step(brushPerson, { mask: cut, strokes })
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
    const found = await step(prepareGarment, { image: photo.image, garmentType: asked.garmentType })
    const strokes = garmentStrokes(corrections, index)
    const brushed = strokes.length === 0 ? {} : await step(brushGarment, { image: photo.image, mask: found.mask, strokes })
    const moved = (corrections?.anchors ?? []).filter(({ garment }) => garment === index).map(({ garment: _, ...place }) => place)
    const garment = { ...found, ...brushed }
    const { cutOut, type, sleeves } = garment
    const analysis = naming(garments.length, index, () => step(analyseGarment, { cutOut, type, sleeves }))
    // Whoever awaits it hears its error; a draft that fails before never does.
    analysis.catch(() => undefined)
    return { ...garment, image: photo.image, front: asked.front, moved, analysis }
  })
}

/** Looks at the person as a plan asks for it; what was asked for before is not looked at twice. */
interface Look {
  /** The scenes as they are found, only: what strokes belong to, and what has to be cleared, depends on what else is worn. */
  scenes(plan: OutfitPlan): Promise<unknown>
  halves(plan: OutfitPlan): Promise<KnownHalf[]>
}

/** A scene for each who looks at it: what strokes of a brush do not concern is found remembered. */
interface SeenScene {
  readonly scene: StoredScene
  readonly measured: StoredScene
  readonly forClearing: StoredScene
}

function lookAt(step: Step, person: Promise<Subject>, { corrections }: Pick<Pictures, 'corrections'>): Look {
  const scenes = new Map<string, Promise<StoredScene>>()
  const known = new Map<string, Promise<KnownHalf>>()
  const analysed = async (region: GarmentRegion, { otherHalf }: OutfitPlan): Promise<StoredScene> => {
    // What is in front of trousers depends on whether the top stays.
    const seen = region === 'lower' ? { otherHalf } : {}
    const analyse = async (): Promise<StoredScene> => {
      const { image, mask, pose } = await person
      return (await step(analysePerson, { image, mask, pose, region, ...seen })).scene
    }
    return await once(scenes, `${region} ${seen.otherHalf}`, analyse)
  }
  const sceneOf = async (region: GarmentRegion, plan: OutfitPlan): Promise<SeenScene> => {
    const scene = await analysed(region, plan)
    const strokes = sceneStrokes(corrections, { region, regions: plan.regions })
    if (strokes.length === 0) return { scene, measured: scene, forClearing: scene }
    const { width, height } = await person
    const brushed = await step(brushScene, { scene, region, picture: { width, height }, strokes })
    return { ...brushed, measured: brushed.scene.facts === scene.facts ? scene : brushed.scene }
  }
  const halfOf = async (region: GarmentRegion, plan: OutfitPlan): Promise<KnownHalf> => {
    const { otherHalf } = plan
    const { scene, measured, forClearing } = await sceneOf(region, plan)
    // What is under a top depends on whether the trousers stay.
    const clearing = step(clearPerson, { scene: forClearing, region, ...(region === 'lower' ? {} : { otherHalf }) })
    clearing.catch(() => undefined)
    return { region, otherHalf, scene, measured, clearing }
  }
  const regionsOf = ({ regions }: OutfitPlan): readonly GarmentRegion[] => [
    ...new Set([...regions.filter((region) => region !== 'lower'), ...regions]),
  ]
  const keyOf = (region: GarmentRegion, { otherHalf, regions }: OutfitPlan): string =>
    JSON.stringify([region, otherHalf, sceneStrokes(corrections, { region, regions })])
  return {
    scenes: (plan) => Promise.all(regionsOf(plan).map((region) => analysed(region, plan))),
    halves: (plan) => Promise.all(regionsOf(plan).map((region) => once(known, keyOf(region, plan), () => halfOf(region, plan)))),
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const value = known.get(key) ?? work()
  known.set(key, value)
  return value
}
