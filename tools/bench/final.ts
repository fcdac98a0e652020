import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Plane, Rgb8, Size } from '../../app/domain/raster.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { finishFinal } from '../../app/pipeline/finish-final.ts'
import { readMask, readRgb } from '../../app/pipeline/read-raster.ts'
import type { Step } from '../../app/pipeline/step.ts'
import { tryOn } from '../../app/pipeline/try-on.ts'
import { type ArtifactStore, openArtifacts } from '../../app/platform/artifacts.ts'
import { imageLimits } from '../../app/platform/config.ts'
import { ciede2000, type Lab, labOfSrgb } from '../../app/raster/colour.ts'
import { resizeRgb } from '../../app/raster/resample.ts'
import { editedPicture } from '../../tests/emulator/compose/picture.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { directStep } from './dress.ts'
import type { BenchReport } from './report.ts'

const PERSONS = [
  'luma-ms05-blue_main.jpg',
  'luma-ms01-yellow_main.jpg',
  'luma-mj09-blue_main.jpg',
  'luma-mp06-gray_outfit.jpg',
  'luma-wp06-black_outfit.jpg',
  'luma-wh03-red_main.jpg',
  'luma-wh11-blue_main.jpg',
  'luma-ws04-green_main.jpg',
  'fashn-model.webp',
  'mediapipe-pose-test.jpg',
]
const GARMENTS = [
  'truth/saleor-garments-alpha/saleor-team-tee-front.png',
  'truth/saleor-garments-alpha/saleor-blue-hoodie.png',
  'photos/garments/cds-longsleeve-4cd7315a.jpg',
  'photos/garments/cds-outwear-2160a577.jpg',
  'photos/garments/fashn-garment.webp',
]
const LONG_SIDE_PX = 1024
const ROWS = 10

/**
 * Finals of drafts by a model that moves the picture by 4 px, gives it other colours and draws another face (the emulator's), finished: how far
 * what was protected is from the photo, and how much more of a step the seam shows than photo and draft have there. Sheets of photo, final and
 * finished final go to the folder.
 */
export async function benchFinal(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const artifacts = openArtifacts(folder)
  const eyes = await openEyes()
  const step = directStep(artifacts, eyes)
  const cases: Measured[] = []
  for (const [i, person] of PERSONS.entries()) {
    const rows: Buffer[] = []
    for (const garment of GARMENTS) {
      const measured = await measureCase(
        { artifacts, step },
        { person: testdata(`photos/persons/${person}`), garment: testdata(garment), seed: cases.length },
      )
      if (measured === null) continue
      cases.push(measured)
      rows.push(measured.row)
    }
    await writeSheet(rows, join(folder, `sheet-${i}.jpg`))
  }
  await eyes.close()
  const of = (read: (one: Measured) => number): number[] => cases.map(read).toSorted((a, b) => a - b)
  const psnr = of((one) => one.psnr)
  const seams = of((one) => one.seam)
  return {
    metrics: {
      cases: cases.length,
      finished: cases.filter((one) => one.isFinished).length,
      'protected: least PSNR (dB, 99 is the same bytes)': psnr[0] ?? 0,
      'protected: share of the picture, median': of((one) => one.protectedShare)[cases.length >> 1] ?? 0,
      'seam: dE2000 beyond what is there, mean, worst case': seams.at(-1) ?? 99,
      'seam: p95, median case': of((one) => one.seamP95)[cases.length >> 1] ?? 99,
      'seam: p95, worst case': of((one) => one.seamP95).at(-1) ?? 99,
      'pasted without all this: mean, median case': of((one) => one.pasted)[cases.length >> 1] ?? 0,
      'seconds, median': of((one) => one.seconds)[cases.length >> 1] ?? 0,
    },
    limits: {
      cases: { min: 50 },
      finished: { min: cases.length },
      'protected: least PSNR (dB, 99 is the same bytes)': { min: 50 },
      'seam: dE2000 beyond what is there, mean, worst case': { max: 1.5 },
      'seam: p95, worst case': { max: 1.5 },
    },
  }
}

interface Measured {
  readonly isFinished: boolean
  readonly psnr: number
  readonly protectedShare: number
  readonly seam: number
  readonly seamP95: number
  readonly pasted: number
  readonly seconds: number
  readonly row: Buffer
}

interface Tools {
  readonly artifacts: ArtifactStore
  readonly step: Step
}

async function measureCase(
  { artifacts, step }: Tools,
  { person, garment, seed }: { readonly person: string; readonly garment: string; readonly seed: number },
): Promise<Measured | null> {
  const source = await artifacts.writeBytes(await readFile(person))
  const worn = { garment: await artifacts.writeBytes(await readFile(garment)), garmentType: 'auto', front: 'closed' } as const
  const plan = {
    person: source,
    garments: [worn],
    tuck: 'auto',
    workingLongSide: LONG_SIDE_PX,
    maxRetries: 0,
    qualityThreshold: 0,
    debug: false,
  } as const
  const draft = await tryOn(step, { ...plan, garments: [worn] }).catch((thrown: unknown) => {
    process.stderr.write(`${person}: ${String(thrown)}\n`)
    return null
  })
  if (draft === null) return null
  const drafted = await readRgb(artifacts, draft.draft)
  const made = await editedPicture({ inputs: [await pngOf(drafted)], size: drafted, seed, format: 'jpeg' })
  const editMask = await artifacts.writeBytes(await pngOfMask(await readMask(artifacts, draft.editMask)))
  const startedMs = performance.now()
  const request = {
    original: source,
    made: await artifacts.writeBytes(made),
    editMask,
    preserve: { face: true, background: true },
    limits: imageLimits.parse({}),
  }
  const finished = await finishFinal(step, request)
  const seconds = (performance.now() - startedMs) / 1000
  const picture = await readRgb(artifacts, finished.image)
  const photo = await photoAt(person, picture)
  const final = await sharp(made).resize(picture.width, picture.height, { fit: 'fill' }).raw().toBuffer()
  const row = await rowOf([await pngOf(photo), made, await pngOf(picture)])
  const kept = finished.kept === null ? null : await readMask(artifacts, finished.kept)
  if (kept === null) return { isFinished: false, psnr: 0, protectedShare: 0, seam: 99, seamP95: 99, pasted: 0, seconds, row }
  const natural = resizeRgb(drafted, picture)
  const pasted: Rgb8 = { channels: 3, width: picture.width, height: picture.height, data: new Uint8ClampedArray(final) as never }
  const steps = seamSteps({ photo, picture, natural, pasted }, kept)
  return { isFinished: true, ...closeness(photo, picture, kept), ...steps, seconds, row }
}

/** PSNR where the photo is kept, and how much of the picture that is. */
function closeness(photo: Rgb8, picture: Rgb8, kept: Plane): { readonly psnr: number; readonly protectedShare: number } {
  let [sum, count] = [0, 0]
  for (let i = 0; i < kept.data.length; i++) {
    if (kept.data[i] !== 1) continue
    count += 1
    for (let c = 0; c < 3; c++) sum += ((picture.data[3 * i + c] ?? 0) - (photo.data[3 * i + c] ?? 0)) ** 2
  }
  const psnr = count === 0 ? 0 : sum === 0 ? 99 : Math.min(99, 10 * Math.log10((255 * 255 * 3 * count) / sum))
  return { psnr, protectedShare: count / kept.data.length }
}

interface Pictures {
  readonly photo: Rgb8
  readonly picture: Rgb8
  /** What the final shows, without what the model did to all of it. */
  readonly natural: Rgb8
  readonly pasted: Rgb8
}

/** Steps between neighbours across the border of what is kept, beyond those that photo and draft have there. */
function seamSteps({ photo, picture, natural, pasted }: Pictures, kept: Plane): Pick<Measured, 'seam' | 'seamP95' | 'pasted'> {
  const { width, height } = kept
  const beyond: number[] = []
  const plain: number[] = []
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      if (kept.data[i] !== 1) continue
      for (const j of [i - 1, i + 1, i - width, i + width]) {
        if (kept.data[j] === 1) continue
        const there = Math.max(ciede2000(labAt(photo, i), labAt(photo, j)), ciede2000(labAt(natural, i), labAt(natural, j)))
        beyond.push(Math.max(0, ciede2000(labAt(picture, i), labAt(picture, j)) - there))
        plain.push(Math.max(0, ciede2000(labAt(photo, i), labAt(pasted, j)) - there))
      }
    }
  }
  beyond.sort((a, b) => a - b)
  return { seam: mean(beyond), seamP95: beyond[Math.floor(0.95 * beyond.length)] ?? 0, pasted: mean(plain) }
}

function labAt({ data }: Rgb8, i: number): Lab {
  return labOfSrgb(data[3 * i] ?? 0, data[3 * i + 1] ?? 0, data[3 * i + 2] ?? 0)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

async function photoAt(path: string, { width, height }: Size): Promise<Rgb8> {
  const data = await sharp(path)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer()
  return { channels: 3, width, height, data: new Uint8ClampedArray(data) as never }
}

const pngOf = ({ width, height, data }: Rgb8): Promise<Buffer> =>
  sharp(Buffer.from(data), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()

function pngOfMask({ width, height, data }: Plane): Promise<Buffer> {
  return sharp(Buffer.from(Uint8Array.from(data, (value) => Math.round(255 * value))), { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
}

async function rowOf(pictures: readonly Buffer[]): Promise<Buffer> {
  const shown = await Promise.all(
    pictures.map((one) => sharp(one).resize(520, 640, { fit: 'contain', background: '#222' }).png().toBuffer()),
  )
  return sharp({ create: { width: 520 * shown.length, height: 640, channels: 3, background: '#222' } })
    .composite(shown.map((input, k) => ({ input, left: 520 * k, top: 0 })))
    .png()
    .toBuffer()
}

async function writeSheet(rows: readonly Buffer[], path: string): Promise<void> {
  if (rows.length === 0) return
  await sharp({ create: { width: 1560, height: 640 * Math.min(ROWS, rows.length), channels: 3, background: '#222' } })
    .composite(rows.slice(0, ROWS).map((input, k) => ({ input, left: 0, top: 640 * k })))
    .jpeg({ quality: 85 })
    .toFile(path)
}
