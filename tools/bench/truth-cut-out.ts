import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { GARMENT_REGIONS } from '../../app/domain/garment-region.ts'
import { type Plane, plane, type Rgb8, type Rgba8 } from '../../app/domain/raster.ts'
import type { GarmentType } from '../../app/domain/try-on.ts'
import { type OpenEyes, openEyes } from '../../app/inference/open-eyes.ts'
import { type SegmentedGarment, segmentGarment } from '../../app/pipeline/segment-garment.ts'
import { guessByOutline } from '../../app/pipeline/stages/prepare-garment.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { compose, overlapOf, photoGround, plainGround, readMaskFile, readRgb, readRgba, replace, woodGround, writeView } from './grounds.ts'
import { type BenchReport, mean } from './report.ts'

const LONG_SIDE_PX = 1000
/** The true garments carry a soft floor shadow below this alpha. */
const CLOTH_ALPHA = 140
const OAK = { dark: [112, 72, 40], bright: [168, 120, 74] }
const WALNUT = { dark: [52, 34, 24], bright: [110, 78, 55] }

interface Case {
  readonly group: string
  readonly name: string
  readonly image: Rgb8
  readonly truth: Plane
  readonly asked: GarmentType | 'auto'
}

/**
 * Cut-outs against truth. `ground.*`: garments of known alpha on the grounds the method was tuned on. `fresh.*`: the same
 * garments mirrored, smaller and off the middle, on grounds that were never looked at while tuning. `worn.*`: garments on
 * models, with masks taken from recoloured shots. `kind.*`, `type.*`: what a picture is taken for.
 */
export async function truthCutOut(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const eyes = await openEyes()
  const scores = new Map<string, number[]>()
  const cells: SheetCell[] = []
  for await (const test of allCases()) {
    const found = await segment(eyes, test.image, test.asked)
    const iou = found === null ? 0 : overlapOf(found.mask, test.truth)
    scores.set(test.group, [...(scores.get(test.group) ?? []), iou])
    const file = found === null ? undefined : await writeView(test.image, found.mask, join(folder, `${test.group}-${test.name}.png`))
    cells.push({ file, lines: [test.group, test.name, `${found?.method ?? 'none'} ${iou.toFixed(3)}`], isMarked: iou < 0.93 })
  }
  await drawSheet(cells, { columns: 12, file: join(folder, 'cut-outs.jpg') })
  const kinds = await measureKinds(eyes)
  await eyes.close()
  return { metrics: { ...summarise(scores), ...kinds }, limits: LIMITS }
}

const LIMITS: BenchReport['limits'] = {
  'ground.white.iouMean': { min: 0.97 },
  'ground.grey.iouMean': { min: 0.97 },
  'ground.wood.iouMean': { min: 0.93 },
  'ground.photo.iouMean': { min: 0.93 },
  'fresh.plain.iouMean': { min: 0.97 },
  'fresh.wood.iouMean': { min: 0.93 },
  'fresh.photo.iouMean': { min: 0.93 },
  'worn.upper.iouMean': { min: 0.95 },
  'worn.lower.iouMean': { min: 0.93 },
  'kind.share': { min: 0.95 },
  'type.regionShare': { min: 0.9 },
}

function segment(eyes: OpenEyes, image: Rgb8 | Rgba8, asked: GarmentType | 'auto'): Promise<SegmentedGarment | null> {
  const flat = image.channels === 4 ? compose(image, plainGround(image, { colour: [255, 255, 255] })) : image
  return segmentGarment({ picture: image, flat, asked }, { eyes, signal: new AbortController().signal, progress: () => undefined })
}

async function* allCases(): AsyncGenerator<Case> {
  yield* alphaCases()
  yield* wornCases()
}

const TUNED_PHOTOS = [
  'photos/exif-orientation/Landscape_1.jpg',
  'truth/pymatting-lemur/beach.png',
  'photos/exif-orientation/Portrait_1.jpg',
  'truth/pymatting-lemur/lemur_background.png',
] as const

async function* alphaCases(): AsyncGenerator<Case> {
  const files = (await readdir(testdata('truth/saleor-garments-alpha'))).sort()
  for (const [k, file] of files.entries()) {
    const name = file.replace('saleor-', '').replace('.png', '')
    const garment = await readRgba(testdata(`truth/saleor-garments-alpha/${file}`), LONG_SIDE_PX)
    const grounds: Readonly<Record<string, Rgb8>> = {
      'ground.white': plainGround(garment, { colour: [255, 255, 255] }),
      'ground.grey': plainGround(garment, { colour: [226, 226, 226], vignette: 0.12, noise: 2 }),
      'ground.wood': woodGround(garment, { seed: k, ...OAK }),
      'ground.photo': await photoGround(garment, TUNED_PHOTOS[k % 4] ?? TUNED_PHOTOS[0], { left: 0, top: 0, share: 1 }),
    }
    for (const [group, ground] of Object.entries(grounds)) yield lay(garment, ground, { group, name })
    const moved = await replace(garment, { scale: 0.8, x: k % 2 === 0 ? 0.07 : -0.07, y: k % 3 === 0 ? 0.06 : -0.04 })
    const fresh: Readonly<Record<string, Rgb8>> = {
      'fresh.plain': plainGround(garment, { colour: k % 2 === 0 ? [214, 196, 170] : [176, 190, 198], vignette: 0.2, noise: 4 }),
      'fresh.wood': woodGround(garment, { seed: 50 + k, ...WALNUT }),
      'fresh.photo': await photoGround(garment, TUNED_PHOTOS[(k + 1) % 4] ?? TUNED_PHOTOS[0], { left: 0.45, top: 0.45, share: 0.5 }),
    }
    for (const [group, ground] of Object.entries(fresh)) yield lay(moved, ground, { group, name })
  }
}

function lay(garment: Rgba8, ground: Rgb8, label: { readonly group: string; readonly name: string }): Case {
  const truth = plane(garment.width, garment.height)
  for (let i = 0; i < truth.data.length; i++) truth.data[i] = (garment.data[4 * i + 3] ?? 0) > CLOTH_ALPHA ? 1 : 0
  return { ...label, image: compose(garment, ground), truth, asked: 'auto' }
}

async function* wornCases(): AsyncGenerator<Case> {
  const files = (await readdir(testdata('truth/luma-recolour'))).sort()
  for (const maskFile of files.filter((file) => file.endsWith('.mask.png'))) {
    const style = maskFile.replace('.mask.png', '')
    const photo = files.find((file) => file.startsWith(`${style}-`))
    if (photo === undefined) continue
    const image = await readRgb(testdata(`truth/luma-recolour/${photo}`), LONG_SIDE_PX)
    const truth = await readMaskFile(testdata(`truth/luma-recolour/${maskFile}`), image)
    const isLower = /^[mw](p|sh)\d/.test(style)
    const asked = isLower ? (style.includes('sh') ? 'shorts' : 'trousers') : 'sweater'
    yield { group: isLower ? 'worn.lower' : 'worn.upper', name: style, image, truth, asked }
  }
}

function summarise(scores: ReadonlyMap<string, readonly number[]>): Record<string, number> {
  const metrics: Record<string, number> = {}
  for (const [group, values] of scores) {
    metrics[`${group}.count`] = values.length
    metrics[`${group}.iouMean`] = mean(values)
    metrics[`${group}.iouMin`] = Math.min(...values)
    metrics[`${group}.iouMeanEven`] = mean(values.filter((_, i) => i % 2 === 0))
    metrics[`${group}.iouMeanOdd`] = mean(values.filter((_, i) => i % 2 === 1))
  }
  return metrics
}

/** What the file names of the garment photos promise; several types where the name does not say. */
const NAMED_TYPES: readonly (readonly [RegExp, readonly GarmentType[]])[] = [
  [/cds-dress/, ['dress']],
  [/cds-longsleeve/, ['sweater', 'hoodie', 'shirt']],
  [/cds-outwear/, ['jacket', 'coat']],
  [/cds-pants/, ['trousers']],
  [/cds-shorts/, ['shorts']],
  [/cds-skirt/, ['skirt']],
  [/hoodie/, ['hoodie']],
  [/polo/, ['t-shirt', 'shirt']],
  [/cds-shirt/, ['shirt']],
  [/t-shirt|tee|ascii-shirt|fashn/, ['t-shirt']],
]

async function measureKinds(eyes: OpenEyes): Promise<Record<string, number>> {
  const tally = { pictures: 0, kind: 0, region: 0, type: 0, named: 0 }
  const flat = [...(await list('photos/garments')), ...(await list('truth/saleor-garments-alpha'))]
  for (const path of [...flat, ...(await list('photos/persons')).filter((file) => !file.includes('astronaut'))]) {
    const image = path.includes('saleor') ? await readRgba(testdata(path), 768) : await readRgb(testdata(path), 768)
    const found = await segment(eyes, image, 'auto')
    tally.pictures++
    const isWorn = path.includes('photos/persons') || path.includes('fashn')
    if (found !== null && (found.kind === 'worn') === isWorn) tally.kind++
    const types = NAMED_TYPES.find(([pattern]) => pattern.test(path))?.[1]
    if (path.includes('photos/persons') || types === undefined) continue
    tally.named++
    if (found === null) continue
    const rgb = image.channels === 4 ? compose(image, plainGround(image, { colour: [255, 255, 255] })) : image
    const guess = found.guess ?? guessByOutline(rgb, found.mask)
    if (types.includes(guess.type)) tally.type++
    if (types.some((type) => GARMENT_REGIONS[type] === guess.region)) tally.region++
  }
  return {
    'kind.pictures': tally.pictures,
    'kind.share': tally.kind / tally.pictures,
    'type.pictures': tally.named,
    'type.share': tally.type / tally.named,
    'type.regionShare': tally.region / tally.named,
  }
}

async function list(folder: string): Promise<string[]> {
  return (await readdir(testdata(folder))).sort().map((file) => `${folder}/${file}`)
}
