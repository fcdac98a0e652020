import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Plane, plane, type Rgb8, rgba8 } from '../../app/domain/raster.ts'
import { type OpenEyes, openEyes } from '../../app/inference/open-eyes.ts'
import { fillHoles, keepLargest } from '../../app/raster/components.ts'
import { decide, joinPersonMasks, lookAgainBox, PERSON_GUIDE } from '../../app/raster/cut-out/person-mask.ts'
import { createGuide } from '../../app/raster/guided-filter.ts'
import { erode } from '../../app/raster/morphology.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { compose, overlapOf, photoGround, readRgb, writeView } from './grounds.ts'
import { type BenchReport, mean } from './report.ts'

const LONG_SIDE_PX = 1024

interface Case {
  readonly group: string
  readonly name: string
  readonly image: Rgb8
  readonly truth: Plane
}

/**
 * Person masks against truth. `golden`: masks that other projects keep as the expected answer of their own model. `studio`:
 * people on white, whose true mask is what is not white. `photo`: the same people laid on a photograph.
 */
export async function truthPerson(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const eyes = await openEyes({ warm: 'at-once' })
  const scores = new Map<string, number[]>()
  const cells: SheetCell[] = []
  for await (const test of allCases()) {
    const mask = await maskOf(eyes, test.image)
    const iou = mask === null ? 0 : overlapOf(mask, test.truth)
    scores.set(test.group, [...(scores.get(test.group) ?? []), iou])
    const file = mask === null ? undefined : await writeView(test.image, mask, join(folder, `person-${test.group}-${test.name}.png`))
    cells.push({ file, lines: [test.group, test.name, iou.toFixed(3)], isMarked: iou < 0.9 })
  }
  await eyes.close()
  await drawSheet(cells, { columns: 10, file: join(folder, 'persons.jpg') })
  const metrics: Record<string, number> = {}
  for (const [group, values] of scores) {
    metrics[`person.${group}.count`] = values.length
    metrics[`person.${group}.iouMean`] = mean(values)
    metrics[`person.${group}.iouMin`] = Math.min(...values)
  }
  return {
    metrics,
    limits: {
      'person.golden.iouMean': { min: 0.85 },
      'person.studio.iouMean': { min: 0.95 },
      'person.photo.iouMean': { min: 0.93 },
    },
  }
}

/** The mask of everybody in the picture, largest first, as the stages make it. */
async function maskOf(eyes: OpenEyes, image: Rgb8): Promise<Plane | null> {
  const people = await eyes.findPeople(image, { model: 'heavy', passes: 2, maxPeople: 4 })
  const guide = createGuide(image, PERSON_GUIDE)
  let all: Plane | null = null
  for (const person of people) {
    const box = lookAgainBox(person.poseMask, image)
    if (box === null) continue
    const others = people.filter((other) => other !== person).map((other) => other.poseMask)
    const probability = await eyes.personProbability(image, box)
    const mask = decide(guide.refine(joinPersonMasks(person.poseMask, probability, others)))
    if (all === null) all = mask
    else for (let i = 0; i < mask.data.length; i++) all.data[i] = Math.max(all.data[i] ?? 0, mask.data[i] ?? 0)
  }
  return all
}

async function* allCases(): AsyncGenerator<Case> {
  yield* goldenCases()
  yield* studioCases()
}

async function* goldenCases(): AsyncGenerator<Case> {
  const goldens = [
    ['truth/tfjs-models/portrait.jpg', 'truth/tfjs-models/portrait_segmentation.png'],
    ['truth/tfjs-models/pose.jpg', 'truth/tfjs-models/pose_segmentation.png'],
    ['truth/tfjs-models/three_people.jpg', 'truth/tfjs-models/three_people_binary_mask.png'],
  ] as const
  for (const [photo, golden] of goldens) {
    const image = await readRgb(testdata(photo), LONG_SIDE_PX)
    yield { group: 'golden', name: photo.split('/').at(-1) ?? photo, image, truth: await readBlue(testdata(golden), image) }
  }
}

/** The golden pictures paint people blue on red or white on black. */
async function readBlue(file: string, image: Rgb8): Promise<Plane> {
  const bytes = await sharp(file).resize(image.width, image.height, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer()
  const truth = plane(image.width, image.height)
  for (let i = 0; i < truth.data.length; i++) {
    truth.data[i] = (bytes[3 * i + 2] ?? 0) > 127 ? 1 : 0
  }
  return truth
}

/** White clothes have no edge on white: their true mask cannot be had. */
const NOT_ON_WHITE = /white|fashn|mediapipe|astronaut|unsplash|yellow/

async function* studioCases(): AsyncGenerator<Case> {
  const files = (await readdir(testdata('photos/persons'))).sort().filter((file) => !NOT_ON_WHITE.test(file))
  for (const [k, file] of files.entries()) {
    const image = await readRgb(testdata(`photos/persons/${file}`), LONG_SIDE_PX)
    const truth = notWhite(image)
    const name = file.replace('luma-', '').replace(/\.\w+$/, '')
    yield { group: 'studio', name, image, truth }
    const ground = [
      'photos/exif-orientation/Landscape_1.jpg',
      'truth/pymatting-lemur/beach.png',
      'truth/pymatting-lemur/lemur_background.png',
    ]
    const photo = await photoGround(image, ground[k % 3] ?? '', { left: 0.1, top: 0.1, share: 0.8 })
    yield { group: 'photo', name, image: compose(cutTight(image, truth), photo), truth }
  }
}

function notWhite(image: Rgb8): Plane {
  const different = plane(image.width, image.height)
  for (let i = 0; i < different.data.length; i++) {
    const [red = 0, green = 0, blue = 0] = image.data.subarray(3 * i, 3 * i + 3)
    different.data[i] = Math.min(red, green, blue) < 240 ? 1 : 0
  }
  const body = keepLargest(different)
  const full = fillHoles(body)
  // The gap between arm and body is white and wide; highlights and teeth are small.
  const gaps = erode({ ...full, data: full.data.map((value, i) => (value > 0.5 && (body.data[i] ?? 0) < 0.5 ? 1 : 0)) }, 4)
  const hasGap = gaps.data.some((value) => value > 0.5)
  return hasGap ? body : full
}

/** The person without the bright rim that the white ground leaves. */
function cutTight(image: Rgb8, truth: Plane) {
  const inner = erode(truth, 1)
  const out = rgba8(image.width, image.height)
  for (let i = 0; i < truth.data.length; i++) {
    for (let c = 0; c < 3; c++) out.data[4 * i + c] = image.data[3 * i + c] ?? 0
    out.data[4 * i + 3] = (inner.data[i] ?? 0) > 0.5 ? 255 : 0
  }
  return out
}
