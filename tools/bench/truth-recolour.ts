import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { canonicalJson } from '../../app/domain/json.ts'
import { type Plane, plane, type Rgb8, type Size } from '../../app/domain/raster.ts'
import { type OpenEyes, openEyes } from '../../app/inference/open-eyes.ts'
import { readMask, readRgb } from '../../app/pipeline/read-raster.ts'
import { createStep, type Step } from '../../app/pipeline/step.ts'
import { type TryOnDraft, tryOn } from '../../app/pipeline/try-on.ts'
import { type ArtifactStore, openArtifacts } from '../../app/platform/artifacts.ts'
import { blur } from '../../app/raster/blur.ts'
import { ciede2000, labOfSrgb, lumaOfRgb } from '../../app/raster/colour.ts'
import { mapPlane } from '../../app/raster/morphology.ts'
import { resizePlane } from '../../app/raster/resample.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { type BenchReport, mean } from './report.ts'

const LONG_SIDE_PX = 1024
const SOURCE = 'truth/luma-recolour'
/** Trousers and shorts of the set: one photo each. */
const LOWER = /^(mp|wp|msh|wsh)/

/**
 * Garments that are known in two colours, worn in the same shot. Person A is dressed in the garment of photo B; the draft
 * must then look like B. B is flipped, scaled and cropped by a seed first, so that pasting B over A cannot win. The true masks
 * only score, the product never sees them. Trousers and shorts exist once: there each person wears the garment of the next
 * one, and only coverage, leak and the order of top and waistband can be measured.
 */
export async function truthRecolour(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const scratch = await mkdtemp(join(tmpdir(), 'drape-recolour-'))
  await mkdir(join(scratch, 'tmp'), { recursive: true })
  const eyes = await openEyes({ warm: 'at-once' })
  const bench: Bench = { artifacts: openArtifacts(scratch), eyes, folder }
  try {
    const styles = await listStyles()
    const tops = await scoreTops(bench, styles)
    const lower = await scoreLower(bench, styles)
    return reportOf(tops, lower)
  } finally {
    await eyes.close()
    await rm(scratch, { recursive: true })
  }
}

interface Bench {
  readonly artifacts: ArtifactStore
  readonly eyes: OpenEyes
  readonly folder: string
}

interface Style {
  readonly id: string
  readonly photos: readonly string[]
}

/** One scored draft; NaN where a number makes no sense. */
interface Score {
  readonly name: string
  readonly deltaE: number
  readonly ssim: number
  readonly coverage: number
  readonly leak: number
  readonly changedOutside: number
  /** Share of the wearer's own top that was painted over by a lower garment. */
  readonly topHidden: number
}

async function listStyles(): Promise<Style[]> {
  const files = (await readdir(testdata(SOURCE))).sort()
  return files
    .filter((file) => file.endsWith('.mask.png'))
    .map((file) => file.slice(0, -'.mask.png'.length))
    .map((id) => ({ id, photos: files.filter((file) => file.startsWith(`${id}-`)) }))
}

async function scoreTops(bench: Bench, styles: readonly Style[]): Promise<(Score | null)[]> {
  const scores: (Score | null)[] = []
  const cells: SheetCell[] = []
  for (const [index, { id, photos }] of styles.filter((style) => style.photos.length >= 2).entries()) {
    const [a, b] = photos
    if (!a || !b) continue
    const garment = await disguise(testdata(`${SOURCE}/${b}`), index)
    const result = await dress(bench, { person: testdata(`${SOURCE}/${a}`), garment, name: `recolour-${id}` })
    if (!result) {
      scores.push(null)
      cells.push({ file: undefined, lines: [id, 'no draft'], isMarked: true })
      continue
    }
    const truth = await readTruthMask(id, result.picture)
    const reference = await readPicture(testdata(`${SOURCE}/${b}`), result.picture)
    const score = { name: id, ...compareLook(result.picture, reference, truth), ...result.score(truth), topHidden: Number.NaN }
    scores.push(score)
    const lines = [
      id,
      `dE ${score.deltaE.toFixed(1)} ssim ${score.ssim.toFixed(2)}`,
      `cover ${score.coverage.toFixed(3)} leak ${score.leak.toFixed(3)}`,
    ]
    cells.push({ file: result.file, lines, isMarked: score.deltaE > 6 || score.coverage < 0.93 || score.leak > 0.1 })
  }
  await drawSheet(cells, { columns: 7, file: join(bench.folder, 'recolour.jpg') })
  return scores
}

async function scoreLower(bench: Bench, styles: readonly Style[]): Promise<(Score | null)[]> {
  const scores: (Score | null)[] = []
  const cells: SheetCell[] = []
  const lower = styles.filter(({ id }) => LOWER.test(id))
  const classOf = (id: string): string => (/^(msh|wsh)/.test(id) ? 'shorts' : 'trousers')
  for (const style of lower) {
    const same = lower.filter(({ id }) => classOf(id) === classOf(style.id))
    const next = same[(same.indexOf(style) + 1) % same.length]
    const [own] = style.photos
    const [other] = next?.photos ?? []
    if (!own || !other || other === own) continue
    const garment = await readFile(testdata(`${SOURCE}/${other}`))
    const result = await dress(bench, { person: testdata(`${SOURCE}/${own}`), garment, name: `lower-${style.id}` })
    if (!result) {
      scores.push(null)
      cells.push({ file: undefined, lines: [style.id, 'no draft'], isMarked: true })
      continue
    }
    const truth = await readTruthMask(style.id, result.picture)
    const score = {
      name: style.id,
      deltaE: Number.NaN,
      ssim: Number.NaN,
      ...result.score(truth),
      topHidden: hiddenAbove(result.shown, truth),
    }
    scores.push(score)
    const lines = [
      `${style.id} in ${next?.id ?? ''}`,
      `cover ${score.coverage.toFixed(3)} leak ${score.leak.toFixed(3)}`,
      `over top ${score.topHidden.toFixed(3)}`,
    ]
    cells.push({ file: result.file, lines, isMarked: score.coverage < 0.7 })
  }
  if (cells.length > 0) await drawSheet(cells, { columns: 7, file: join(bench.folder, 'recolour-lower.jpg') })
  return scores
}

interface Dressed {
  readonly picture: Rgb8
  readonly shown: Plane
  readonly file: string
  score(truth: Plane): Pick<Score, 'coverage' | 'leak' | 'changedOutside'>
}

/** Runs the whole pipeline in this thread; null when it refuses. */
async function dress(
  { artifacts, eyes, folder }: Bench,
  input: { readonly person: string; readonly garment: Uint8Array; readonly name: string },
): Promise<Dressed | null> {
  let draft: TryOnDraft
  try {
    draft = await tryOn(directStep(artifacts, eyes), {
      person: await artifacts.writeBytes(await readFile(input.person)),
      garment: await artifacts.writeBytes(input.garment),
      garmentType: 'auto',
      workingLongSide: LONG_SIDE_PX,
      maxRetries: 0,
      qualityThreshold: 0.7,
      debug: true,
    })
  } catch (thrown) {
    process.stderr.write(`${input.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    return null
  }
  const picture = await readRgb(artifacts, draft.draft)
  const before = await readRgb(artifacts, draft.before)
  const editMask = await readMask(artifacts, draft.editMask)
  const shownId = draft.debug['garment']
  if (!shownId) throw new Error('A draft made for debugging holds the mask of the garment')
  const shown = await readMask(artifacts, shownId)
  const file = join(folder, `${input.name}.png`)
  await sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toFile(file)
  return {
    picture,
    shown,
    file,
    score: (truth) => ({ ...coverOf(shown, truth), changedOutside: changedOutside(before, picture, editMask) }),
  }
}

function directStep(artifacts: ArtifactStore, eyes: OpenEyes): Step {
  const memo = new Map<string, unknown>()
  return createStep({
    execute: async (stage, input, context) => stage.run(input as never, { services: { artifacts, eyes } as never, ...context }),
    memo: {
      read: async (key) => memo.get(key),
      write: async (key, output) => {
        memo.set(key, output)
      },
    },
    keyOf: (stage, input) => `${stage.id}:${canonicalJson(input)}`,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onFinished: () => undefined,
    nowMs: () => performance.now(),
  })
}

/** Photo B as another photo: mirrored, 0.8 to 1.25 times as large, a little cut off at every side but the lower one. */
async function disguise(file: string, seed: number): Promise<Uint8Array> {
  const random = createRandom(seed + 1)
  const { width, height } = await sharp(file).metadata()
  const scale = 0.8 + 0.45 * random()
  const left = Math.round(width * 0.05 * random())
  const right = Math.round(width * 0.05 * random())
  const top = Math.round(height * 0.02 * random())
  return await sharp(file)
    .extract({ left, top, width: width - left - right, height: height - top })
    .flop()
    .resize(Math.round((width - left - right) * scale))
    .png({ compressionLevel: 2 })
    .toBuffer()
}

/** Deterministic numbers in 0..1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

async function readPicture(file: string, size: Size): Promise<Rgb8> {
  const { width, height } = size
  const data = await sharp(file).resize(width, height, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer()
  return { channels: 3, width, height, data: new Uint8Array(data) }
}

async function readTruthMask(id: string, size: Size): Promise<Plane> {
  const { width, height } = size
  const data = await sharp(testdata(`${SOURCE}/${id}.mask.png`))
    .resize(width, height, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return plane(
    width,
    height,
    Float32Array.from(data, (value) => value / 255),
  )
}

/** Mean CIEDE2000 inside the true mask, and SSIM (Gaussian, sigma 1.5) over its box. */
function compareLook(picture: Rgb8, reference: Rgb8, truth: Plane): { readonly deltaE: number; readonly ssim: number } {
  const differences: number[] = []
  for (let i = 0; i < truth.data.length; i += 3) {
    if ((truth.data[i] ?? 0) <= 0.5) continue
    const colour = (image: Rgb8) => labOfSrgb(image.data[3 * i] ?? 0, image.data[3 * i + 1] ?? 0, image.data[3 * i + 2] ?? 0)
    differences.push(ciede2000(colour(picture), colour(reference)))
  }
  return { deltaE: mean(differences), ssim: meanSsim(lumaOfRgb(picture), lumaOfRgb(reference), truth) }
}

function meanSsim(x: Plane, y: Plane, truth: Plane): number {
  const product = (a: Plane, b: Plane): Plane =>
    blur(
      mapPlane(a, (value, i) => value * (b.data[i] ?? 0)),
      1.5,
    )
  const [meanX, meanY, xx, yy, xy] = [blur(x, 1.5), blur(y, 1.5), product(x, x), product(y, y), product(x, y)]
  const near = resizePlane(resizePlane(truth, { width: 8, height: 8 }), truth)
  let sum = 0
  let count = 0
  for (let i = 0; i < truth.data.length; i++) {
    if ((near.data[i] ?? 0) < 0.2) continue
    const at = (source: Plane): number => source.data[i] ?? 0
    const [mx, my] = [at(meanX), at(meanY)]
    const top = (2 * mx * my + 6.5) * (2 * (at(xy) - mx * my) + 58.5)
    sum += top / ((mx * mx + my * my + 6.5) * (at(xx) - mx * mx + at(yy) - my * my + 58.5))
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

function coverOf(shown: Plane, truth: Plane): { readonly coverage: number; readonly leak: number } {
  let area = 0
  let covered = 0
  let outside = 0
  for (let i = 0; i < truth.data.length; i++) {
    const isTrue = (truth.data[i] ?? 0) > 0.5
    const isShown = (shown.data[i] ?? 0) > 0.5
    if (isTrue) area++
    if (isTrue && isShown) covered++
    if (!isTrue && isShown) outside++
  }
  return { coverage: covered / area, leak: outside / area }
}

function changedOutside(before: Rgb8, after: Rgb8, editMask: Plane): number {
  let count = 0
  for (let i = 0; i < editMask.data.length; i++) {
    if ((editMask.data[i] ?? 0) > 0) continue
    for (let c = 3 * i; c < 3 * i + 3; c++) if (before.data[c] !== after.data[c]) count++
  }
  return count
}

/** Share of the shown garment that lies above the first row of the true one: cloth over the top. */
function hiddenAbove(shown: Plane, truth: Plane): number {
  const firstRow = truth.data.findIndex((value) => value > 0.5)
  const limit = Math.floor(firstRow / truth.width) - Math.round(0.01 * truth.height)
  let above = 0
  let area = 0
  for (let i = 0; i < shown.data.length; i++) {
    if ((shown.data[i] ?? 0) <= 0.5) continue
    area++
    if (Math.floor(i / shown.width) < limit) above++
  }
  return area === 0 ? Number.NaN : above / area
}

function reportOf(tops: readonly (Score | null)[], lower: readonly (Score | null)[]): BenchReport {
  const topScores = tops.filter((score) => score !== null)
  const lowerScores = lower.filter((score) => score !== null)
  const of = (scores: readonly Score[], key: 'deltaE' | 'ssim' | 'coverage' | 'leak' | 'topHidden'): number =>
    mean(scores.map((score) => score[key]))
  return {
    metrics: {
      'recolour.count': tops.length,
      'recolour.refused': tops.length - topScores.length,
      'recolour.deltaE2000Mean': of(topScores, 'deltaE'),
      'recolour.deltaE2000Max': Math.max(...topScores.map((score) => score.deltaE)),
      'recolour.ssimMean': of(topScores, 'ssim'),
      'recolour.coverageMean': of(topScores, 'coverage'),
      'recolour.coverageMin': Math.min(...topScores.map((score) => score.coverage)),
      'recolour.leakMean': of(topScores, 'leak'),
      'recolour.bytesChangedOutside': Math.max(...[...topScores, ...lowerScores].map((score) => score.changedOutside)),
      'lower.count': lower.length,
      'lower.refused': lower.length - lowerScores.length,
      'lower.coverageMean': of(lowerScores, 'coverage'),
      'lower.leakMean': of(lowerScores, 'leak'),
      'lower.overTopMean': of(lowerScores, 'topHidden'),
    },
    limits: {
      'recolour.refused': { max: 0 },
      'recolour.deltaE2000Mean': { max: 6 },
      'recolour.coverageMean': { min: 0.93 },
      'recolour.leakMean': { max: 0.1 },
      'recolour.bytesChangedOutside': { max: 0 },
    },
  }
}
