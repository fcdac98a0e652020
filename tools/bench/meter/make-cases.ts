import type { ArtifactId } from '../../../app/domain/ids.ts'
import type { Plane, Rgb8 } from '../../../app/domain/raster.ts'
import { testdata } from '../../../tests/support/testdata.ts'
import { GARMENTS, type GarmentCase, PERSONS, type PersonCase, type Stripes } from './cases.ts'
import { blurGarment, chooseShift, seeded, shiftColour } from './draft-defects.ts'
import { cutHem, cutLegs, cutSleeves, lengthenSleeves, type Repainted } from './length-defects.ts'
import { deepenNeckline, raiseNeckline } from './neckline-defects.ts'
import { changePattern, mirrorBox, printStripes, turnBox, wipeBox, wipeStripes } from './photo-defects.ts'
import { type KnownPhoto, type MadeDraft, type Workshop, withAlphaOf } from './workshop.ts'

export const DEFECT_KINDS = [
  'colour',
  'blur',
  'print-mirrored',
  'print-turned',
  'print-lost',
  'stripe-pitch',
  'stripe-angle',
  'stripes-lost',
  'stripe-missing',
  'sleeve-cut',
  'sleeve-long',
  'hem',
  'neckline-deep',
  'neckline-high',
] as const
export type DefectKind = (typeof DEFECT_KINDS)[number]

/** A result to judge, with what it should have been. */
export interface MeterCase {
  readonly name: string
  readonly garmentId: string
  readonly garment: ArtifactId
  readonly person: ArtifactId
  readonly result: ArtifactId
  /** Null for an undamaged draft. */
  readonly defect: DefectKind | null
  readonly detail: string
  readonly isHeldOut: boolean
}

/** Drafts of a garment: the photograph that counts as true, and who wears it. */
interface Dressed {
  readonly workshop: Workshop
  readonly garment: GarmentCase
  readonly source: ArtifactId
  readonly known: KnownPhoto
  readonly person: PersonCase
  readonly personFile: ArtifactId
  readonly draft: MadeDraft
  readonly random: () => number
  /** Counts the drafts. */
  readonly turn: number
}

/** Makes all drafts and all defects; `onCase` sees each when it is there. */
export async function makeCases(workshop: Workshop, onCase: (made: MeterCase) => Promise<void>): Promise<void> {
  let turn = 0
  for (const [index, garment] of GARMENTS.entries()) {
    const source = await trueSource(workshop, garment)
    const known = await workshop.know(source)
    for (const person of wearersOf(garment, index)) {
      const personFile = await workshop.store(testdata(person.path))
      const draft = await workshop.dress(personFile, source)
      if (draft === null) continue
      const random = seeded(1000 * index + PERSONS.indexOf(person))
      const dressed = { workshop, garment, source, known, person, personFile, draft, random, turn: turn++ }
      await onCase(caseOf(dressed, { defect: null, detail: '', result: draft.file }))
      for (const made of await damage(dressed)) await onCase(made)
      await workshop.save()
    }
  }
}

/** Two people of the garment's own half of the split; garments for legs go on whole bodies. */
function wearersOf(garment: GarmentCase, index: number): readonly PersonCase[] {
  const own = PERSONS.filter(({ isHeldOut, isFullBody }) => isHeldOut === garment.isHeldOut && (garment.region === 'upper' || isFullBody))
  return own.length <= 2 ? own : [own[index % own.length], own[(index + 1) % own.length]].filter((person) => person !== undefined)
}

/** The photograph itself, or stripes printed onto its cut-out. */
async function trueSource(workshop: Workshop, { path, stripes }: GarmentCase): Promise<ArtifactId> {
  const plain = await workshop.store(testdata(path))
  if (stripes?.kind !== 'printed') return plain
  return await workshop.storePicture(printOnto(await workshop.know(plain), stripes, {}))
}

function printOnto(
  known: KnownPhoto,
  stripes: Extract<Stripes, { kind: 'printed' }>,
  change: { readonly turnDeg?: number; readonly scale?: number; readonly without?: number },
): ReturnType<typeof printStripes> {
  const anchors = known.measure?.anchors
  if (anchors?.shape !== 'top') throw new Error('Stripes are printed on measured tops')
  const k = known.cutOut.width / anchors.size.width
  const centre = [(k * (anchors.armpits[0][0] + anchors.armpits[1][0])) / 2, (k * (anchors.armpits[0][1] + anchors.bottom)) / 2] as const
  const { without } = change
  return printStripes(known.cutOut, {
    angleDeg: stripes.angleDeg + (change.turnDeg ?? 0),
    pitchPx: k * anchors.bodyWidth * stripes.pitch * (change.scale ?? 1),
    rgb: stripes.rgb,
    centre,
    ...(without === undefined ? {} : { without }),
  })
}

function caseOf(
  { garment, source, person, personFile }: Dressed,
  made: { readonly defect: DefectKind | null; readonly detail: string; readonly result: ArtifactId },
): MeterCase {
  return {
    name: `${garment.id}-${person.id}`,
    garmentId: garment.id,
    garment: source,
    person: personFile,
    isHeldOut: garment.isHeldOut,
    ...made,
  }
}

async function damage(dressed: Dressed): Promise<MeterCase[]> {
  return [
    ...(await damageColour(dressed)),
    ...(await damagePrint(dressed)),
    ...(await damageStripes(dressed)),
    ...(await damageLengths(dressed)),
    ...(await damageNeckline(dressed)),
  ]
}

async function damageColour(dressed: Dressed): Promise<MeterCase[]> {
  const { draft, random, workshop } = dressed
  const shift = chooseShift(draft.picture, draft.shown, { random, wantedDeltaE: 5 + 5 * random() })
  const sigmaPx = 2 + 2 * random()
  const shifted = await workshop.storePicture(shiftColour(draft.picture, draft.shown, shift))
  const blurred = await workshop.storePicture(blurGarment(draft.picture, draft.shown, sigmaPx))
  const told = shift.lab.map((value) => value.toFixed(1)).join(' ')
  return [
    caseOf(dressed, { defect: 'colour', detail: `dE ${shift.deltaE.toFixed(1)} (${told})`, result: shifted }),
    caseOf(dressed, { defect: 'blur', detail: `sigma ${sigmaPx.toFixed(1)} px`, result: blurred }),
  ]
}

/** Drapes a changed photograph; nothing where the draft does not come out visibly otherwise: then there is no defect to find. */
async function redrape(
  dressed: Dressed,
  changed: Parameters<Workshop['storePicture']>[0] | null,
  made: { readonly defect: DefectKind; readonly detail: string },
): Promise<MeterCase[]> {
  if (changed === null) return []
  const { workshop, personFile, draft } = dressed
  const source = await workshop.storePicture(changed)
  const wrong = await workshop.dress(personFile, source)
  if (wrong === null || changedShare(draft, wrong) < LEAST_CHANGE) return []
  return [caseOf(dressed, { ...made, result: wrong.file })]
}

/** Share of the garment's pixels that must differ by 12 levels. */
const LEAST_CHANGE = 0.003

function changedShare(before: MadeDraft, after: MadeDraft): number {
  let [changed, area] = [0, 0]
  const of = (picture: Rgb8, j: number): number => picture.data[j] ?? 0
  for (let i = 0, j = 0; i < before.shown.data.length; i++, j += 3) {
    if ((before.shown.data[i] ?? 0) < 0.5 && (after.shown.data[i] ?? 0) < 0.5) continue
    area++
    if ([0, 1, 2].some((c) => Math.abs(of(before.picture, j + c) - of(after.picture, j + c)) > 12)) changed++
  }
  return changed / Math.max(1, area)
}

async function damagePrint(dressed: Dressed): Promise<MeterCase[]> {
  const { known, garment } = dressed
  const { print } = garment
  if (print === undefined) return []
  const made = (defect: DefectKind, changed: Rgb8): Promise<MeterCase[]> =>
    redrape(dressed, withAlphaOf(known, changed), { defect, detail: '' })
  return [
    ...(await made('print-mirrored', mirrorBox(known.photo, print))),
    ...(await made('print-turned', turnBox(known.photo, print))),
    ...(await made('print-lost', wipeBox(known.photo, print))),
  ]
}

async function damageStripes(dressed: Dressed): Promise<MeterCase[]> {
  const { known, garment, random } = dressed
  const { stripes } = garment
  if (stripes === undefined) return []
  const scale = random() < 0.5 ? 0.62 + 0.13 * random() : 1.35 + 0.25 * random()
  const turnDeg = (random() < 0.5 ? -1 : 1) * (12 + 18 * random())
  const told = { pitch: `x ${scale.toFixed(2)}`, angle: `${turnDeg.toFixed(0)} degrees` }
  if (stripes.kind === 'own') {
    const change = (by: { turnDeg: number; scale: number }): ReturnType<typeof withAlphaOf> =>
      withAlphaOf(known, changePattern(known.photo, known.mask, by))
    const wiped = wipeStripes(known.photo, known.mask, { direction: stripes.direction, reachPx: 130 })
    return [
      ...(await redrape(dressed, change({ turnDeg: 0, scale }), { defect: 'stripe-pitch', detail: told.pitch })),
      ...(await redrape(dressed, change({ turnDeg, scale: 1 }), { defect: 'stripe-angle', detail: told.angle })),
      ...(await redrape(dressed, withAlphaOf(known, wiped), { defect: 'stripes-lost', detail: 'all' })),
    ]
  }
  const plain = await dressed.workshop.know(await dressed.workshop.store(testdata(garment.path)))
  return [
    ...(await redrape(dressed, printOnto(plain, stripes, { scale }), { defect: 'stripe-pitch', detail: told.pitch })),
    ...(await redrape(dressed, printOnto(plain, stripes, { turnDeg }), { defect: 'stripe-angle', detail: told.angle })),
    ...(await redrape(dressed, plain.cutOut, { defect: 'stripes-lost', detail: 'all' })),
    ...(await redrape(dressed, printOnto(plain, stripes, { without: random() < 0.5 ? 0 : -1 }), {
      defect: 'stripe-missing',
      detail: 'one',
    })),
  ]
}

/** Share of the garment's pixels that a changed length must repaint to count as a defect. */
const LEAST_REPAINTED = 0.025

async function damageLengths(dressed: Dressed): Promise<MeterCase[]> {
  const { garment, draft, random, workshop } = dressed
  const tried: { readonly defect: DefectKind; readonly detail: string; readonly made: Repainted }[] = []
  const scene = { ...draft, body: draft.body.body, crop: draft.body.crop }
  if (garment.sleeves !== undefined) {
    const end = garment.sleeves === 'short' ? 0.05 : 0.35 + 0.45 * random()
    tried.push({ defect: 'sleeve-cut', detail: `${garment.sleeves} to ${end.toFixed(2)}`, made: cutSleeves(scene, end) })
  }
  if (garment.sleeves === 'short') tried.push({ defect: 'sleeve-long', detail: 'to the wrist', made: lengthenSleeves(scene) })
  if (garment.region === 'upper') {
    const end = 0.62 + 0.16 * random()
    tried.push({ defect: 'hem', detail: `ends at ${end.toFixed(2)} of the trunk`, made: cutHem(scene, end) })
  } else {
    const end = 0.3 + 0.3 * random()
    tried.push({ defect: 'hem', detail: `ends at ${end.toFixed(2)} of the leg`, made: cutLegs(scene, end) })
  }
  const cases: MeterCase[] = []
  // One wrong length for each draft, another kind for the next.
  const first = dressed.turn % tried.length
  for (const { made, ...told } of [...tried.slice(first), ...tried.slice(0, first)]) {
    if (cases.length === 1) break
    // An arm that is not bare cannot be dyed, and legs outside the picture cannot be bared.
    if (made.repaintedPx < LEAST_REPAINTED * areaOf(draft.shown)) continue
    cases.push(caseOf(dressed, { ...told, result: await workshop.storePicture(made.picture) }))
  }
  return cases
}

/** Share of the garment's pixels that a changed neckline must repaint: it is a small place. */
const LEAST_AT_NECK = 0.01

/** A neckline that is cut deeper, or one that closes what was open; only where the garment has one, so not on hoods, zips and open fronts. */
async function damageNeckline(dressed: Dressed): Promise<MeterCase[]> {
  const { garment, draft, random, workshop } = dressed
  if (garment.neckline === undefined) return []
  const scene = { ...draft, body: draft.body.body, crop: draft.body.crop }
  const [deeper, higher] = [0.2 + 0.12 * random(), 0.2 + 0.1 * random()]
  const tried: { readonly defect: DefectKind; readonly detail: string; readonly made: Repainted }[] = [
    { defect: 'neckline-deep', detail: `${deeper.toFixed(2)} deeper`, made: deepenNeckline(scene, deeper) },
    { defect: 'neckline-high', detail: `${higher.toFixed(2)} higher`, made: raiseNeckline(scene, higher) },
  ]
  const cases: MeterCase[] = []
  for (const { made, ...told } of tried) {
    if (made.repaintedPx < LEAST_AT_NECK * areaOf(draft.shown)) continue
    // What is dyed has no stripes.
    if (told.defect === 'neckline-high' && garment.stripes !== undefined) continue
    cases.push(caseOf(dressed, { ...told, result: await workshop.storePicture(made.picture) }))
  }
  return cases
}

function areaOf(mask: Plane): number {
  return mask.data.reduce((sum, value) => sum + (value > 0.5 ? 1 : 0), 0)
}
