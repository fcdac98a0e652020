import { GARMENT_REGIONS } from '../domain/garment-region.ts'
import type { PoseEstimate } from '../domain/landmarks.ts'
import { fitInside, type Plane, type Rgb8, type Rgba8 } from '../domain/raster.ts'
import type { GarmentKind, GarmentType } from '../domain/try-on.ts'
import type { BodyHint, Eyes, PersonFinding } from '../inference/eyes.ts'
import { measureBody } from '../raster/body/body.ts'
import { boundsAbove } from '../raster/crop/place-mask.ts'
import { cutByAlpha, hasTrueAlpha } from '../raster/cut-out/alpha-cut.ts'
import { confidenceOf, measureEdgeContrast } from '../raster/cut-out/edge-contrast.ts'
import { cutFlat, type FlatCut, type FlatMethod } from '../raster/cut-out/flat-cut.ts'
import { judgeWorn, mayShowSkin } from '../raster/cut-out/garment-kind.ts'
import { looksLikeGhost } from '../raster/cut-out/ghost.ts'
import { decide, joinPersonMasks, lookAgainBox, PERSON_GUIDE } from '../raster/cut-out/person-mask.ts'
import type { HemSource } from '../raster/cut-out/top-end.ts'
import { cutWorn } from '../raster/cut-out/worn-cut.ts'
import { classifyWorn } from '../raster/garment-type/classify-worn.ts'
import { measureFrontLine } from '../raster/garment-type/front-line.ts'
import type { TypeGuess } from '../raster/garment-type/guess.ts'
import { lerp, smoothstep } from '../raster/geometry.ts'
import { createGuide, type GuideOptions } from '../raster/guided-filter.ts'
import { resizePlane, resizeRgb } from '../raster/resample.ts'

export interface SegmentedGarment {
  /** 0..1 at the picture's size. */
  readonly mask: Plane
  readonly kind: GarmentKind
  readonly reason: string
  readonly method: 'alpha' | FlatMethod | 'worn'
  /** 0..1, that the outline is a garment's, all around. */
  readonly confidence: number
  /** What a worn garment is; null for the others, whose outline tells. */
  readonly guess: TypeGuess | null
  readonly wearer: { readonly pose: PoseEstimate; readonly personMask: Plane } | null
}

interface GarmentPicture {
  readonly picture: Rgb8 | Rgba8
  /** The same without alpha, on white. */
  readonly flat: Rgb8
  readonly asked: GarmentType | 'auto'
}

interface Tools {
  readonly eyes: Eyes
  readonly signal: AbortSignal
  readonly progress: (fraction: number) => void
}

/** Flat garments have finer edges than people: smaller windows. Chosen among three on composites with true alpha; differences < .001. */
const GARMENT_GUIDE: GuideOptions = { workingLongSidePx: 768, radiusPx: 6, epsilon: 1e-4 }
const KIND_LONG_SIDE = 256
/** A hem put at the usual length is a guess. */
const HEM_CONFIDENCE = { colour: 1, line: 0.85, 'usual-length': 0.5 } as const satisfies Readonly<Record<HemSource, number>>
const ANALYSIS_LONG_SIDE = 416

/** Decides whether the picture shows a garment alone or on a model, and segments it; null when nothing stands out. */
export async function segmentGarment(seen: GarmentPicture, tools: Tools): Promise<SegmentedGarment | null> {
  const { flat, picture } = seen
  const { eyes, signal, progress } = tools
  const alpha = picture.channels === 4 && hasTrueAlpha(picture) ? cutByAlpha(picture) : null
  const people = await eyes.findPeople(flat, { model: 'heavy', passes: 2, maxPeople: 3 })
  signal.throwIfAborted()
  progress(0.2)
  const wearer = firstWearer(flat, people)
  if (wearer !== null) return (await segmentWorn(seen, { ...wearer, alpha }, tools)) ?? segmentAlone(seen, alpha, tools)
  const alone = await segmentAlone(seen, alpha, tools)
  if (alone === null || people.length > 0 || !mayShowSkin(resizeRgb(flat, fitInside(flat, KIND_LONG_SIDE)))) return alone
  signal.throwIfAborted()
  progress(0.5)
  // A model photographed without the head: the detector needs one, the landmark model does not.
  const hints = bodyHints(alone.mask)
  // Most pictures show no body at all: the small model says so in a sixth of the time, and only a body is looked at with care.
  const glimpsed = await eyes.findPeople(flat, { model: 'full', passes: 1, maxPeople: 1, hints })
  if (glimpsed.length === 0) return alone
  const headless = firstWearer(flat, await eyes.findPeople(flat, { model: 'heavy', passes: 2, maxPeople: 2, hints }))
  return headless === null ? alone : ((await segmentWorn(seen, { ...headless, alpha }, tools)) ?? alone)
}

interface Wearer {
  readonly person: PersonFinding
  readonly reason: string
}

function firstWearer(flat: Rgb8, people: readonly PersonFinding[]): Wearer | null {
  const image = resizeRgb(flat, fitInside(flat, KIND_LONG_SIDE))
  for (const person of people) {
    const scale = image.width / flat.width
    const verdict = judgeWorn(person.pose, { image, scale, poseMask: person.poseMask, pictureWidth: flat.width })
    if (verdict.isWorn) return { person, reason: verdict.reason }
  }
  return null
}

/** Legs from the waist down, or a torso whose hips are near the lower edge. */
function bodyHints(mask: Plane): BodyHint[] {
  const box = boundsAbove(mask, 0.5)
  if (box === null) return []
  const x = box.x + box.width / 2
  return [
    { centre: [x, box.y + 0.08 * box.height], reach: [x, box.y - 0.85 * box.height] },
    { centre: [x, box.y + 0.9 * box.height], reach: [x, box.y - 0.3 * box.height] },
  ]
}

async function segmentAlone(seen: GarmentPicture, alpha: Plane | null, tools: Tools): Promise<SegmentedGarment | null> {
  const found = alpha === null ? cutOnGround(seen.flat, tools) : { mask: alpha, method: 'alpha' as const, support: 1 }
  if (found === null) return null
  const small = resizeRgb(seen.flat, fitInside(seen.flat, KIND_LONG_SIDE))
  const outline = resizePlane(found.mask, small)
  const confidence = found.method === 'alpha' ? 1 : outlineConfidence(small, outline, found)
  if (confidence < MIN_CONFIDENCE) return null
  // Invisible mannequins are a studio's work: on carpets and beds the same shading comes from folds.
  const isStudio = found.method === 'alpha' || found.method === 'plain-ground'
  const kind = isStudio && looksLikeGhost(small, outline) ? 'ghost' : 'flat'
  return { ...found, kind, reason: 'no-wearer', confidence, guess: null, wearer: null }
}

/** Below this nothing stands out: a bare floor, a wall, a sheet. */
const MIN_CONFIDENCE = 0.1

/** @param cut says how much of the outline is one; a median over all of it says nothing of a sleeve that was lost. */
function outlineConfidence(image: Rgb8, mask: Plane, { method, support }: Pick<FlatCut, 'method' | 'support'>): number {
  const contrast = measureEdgeContrast(image, mask)
  if (contrast === null) return 0
  return confidenceOf(contrast, method === 'plain-ground' ? 'plain' : 'textured') * lerp(HARDLY, 1, smoothstep(...CLEAR_SUPPORT, support))
}

/** Home photos whose cut-outs were right had .986 and more of a clear outline; those that lost a sleeve or a hood .82 to .97. */
const CLEAR_SUPPORT = [0.86, 0.985] as const
/** What an outline keeps of its confidence when more of it than that runs through cloth. */
const HARDLY = 0.3

function cutOnGround(flat: Rgb8, { signal }: Pick<Tools, 'signal'>): FlatCut | null {
  const cut = cutFlat(flat)
  signal.throwIfAborted()
  return cut === null ? null : { ...cut, mask: decide(createGuide(flat, GARMENT_GUIDE).refine(cut.mask)) }
}

async function segmentWorn(
  { flat, asked }: GarmentPicture,
  { person, reason, alpha }: Wearer & { readonly alpha: Plane | null },
  { eyes, signal, progress }: Tools,
): Promise<SegmentedGarment | null> {
  const box = lookAgainBox(person.poseMask, flat)
  if (box === null) return null
  const probability = await eyes.personProbability(flat, box)
  const guide = createGuide(flat, PERSON_GUIDE)
  const personMask = decide(guide.refine(joinPersonMasks(person.poseMask, probability, [])))
  signal.throwIfAborted()
  progress(0.5)
  const body = measureBody(person.pose, flat, { mask: personMask, scale: 1 })
  const image = resizeRgb(flat, fitInside(flat, ANALYSIS_LONG_SIDE))
  const scale = image.width / flat.width
  const wanted = asked === 'auto' ? 'auto' : GARMENT_REGIONS[asked]
  const cut = cutWorn(body, { image, scale, person: resizePlane(personMask, image), wanted })
  if (cut === null) return null
  progress(0.7)
  const mask = decide(guide.refine(cut.mask))
  if (alpha !== null) for (let i = 0; i < mask.data.length; i++) mask.data[i] = Math.min(mask.data[i] ?? 0, alpha.data[i] ?? 0)
  const frontLine = measureFrontLine(image, cut.mask)
  const guess = classifyWorn(body, { mask: cut.mask, scale, region: cut.region, frontLine })
  return {
    mask,
    kind: 'worn',
    reason,
    method: 'worn',
    confidence: cut.hem === null ? 1 : HEM_CONFIDENCE[cut.hem],
    guess: { ...guess, regionConfidence: cut.regionConfidence },
    wearer: { pose: person.pose, personMask },
  }
}
