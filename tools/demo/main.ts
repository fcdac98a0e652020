import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { writeDebugFiles } from '../../app/server/debug-files.ts'
import { drawSheet, type SheetCell } from '../bench/contact-sheet.ts'
import { renderGarment, renderPerson, SAMPLE_PEOPLE, type SampleGarment } from '../samples/render.ts'
import { openTempStudio, type TempStudio } from '../temp-studio.ts'
import { makeDrop } from './make-drop.ts'

/**
 * `npm run demo`: the main job without a screen. Draws people and garments of its own, drafts each pair with the real studio,
 * turns the first draft into a clip and that into four marked shapes with covers, and writes inputs, drafts, overlays, debug files
 * and a contact sheet to out/demo/.
 */
const PAIRS = [
  { person: 'ada', garment: 'teePrint', ground: 'white' },
  { person: 'ben', garment: 'longStripe', ground: 'grey' },
  { person: 'chi', garment: 'hoodieGreen', ground: 'wood' },
  { person: 'ada', garment: 'dressDots', ground: 'white' },
  { person: 'ben', garment: 'shortsSand', ground: 'white' },
  { person: 'chi', garment: 'trousersDenim', ground: 'grey' },
  { person: 'dov', garment: 'jacketRust', ground: 'white' },
  { person: 'chi', garment: 'skirtCheck', ground: 'white' },
] as const satisfies readonly { person: keyof typeof SAMPLE_PEOPLE; garment: SampleGarment; ground: 'white' | 'grey' | 'wood' }[]

/** Small enough that drawing the people stays a matter of seconds, large enough that a face is a face. */
const PERSON_PX = { widthPx: 720, heightPx: 1080 } as const
const GARMENT_PX = 900

const folder = fileURLToPath(new URL('../../out/demo/', import.meta.url))
await rm(folder, { recursive: true, force: true })
for (const part of ['inputs', 'drafts', 'overlays', 'debug']) await mkdir(join(folder, part), { recursive: true })

const drawnMs = await timed(drawInputs)
console.log(
  `Drew ${new Set(PAIRS.map((pair) => pair.person)).size} people and ${PAIRS.length} garments in ${(drawnMs / 1000).toFixed(1)} s.`,
)
await using studio = await openTempStudio()
const cells: SheetCell[] = []
let failures = 0
let firstDraft: AssetId | undefined
for (const pair of PAIRS) cells.push(...(await draftPair(studio, pair)))
if (firstDraft !== undefined) cells.push(...(await dropOf(firstDraft)))
await drawSheet(cells, { columns: 4, file: join(folder, 'contact-sheet.jpg') })
console.log(`\n${PAIRS.length - failures} of ${PAIRS.length} drafts were made. Look at out/demo/contact-sheet.jpg`)
process.exitCode = failures === 0 ? 0 : 1

/** What is posted of a draft. Without an ffmpeg the demo says so, and ends with the drafts. */
async function dropOf(draft: AssetId): Promise<SheetCell[]> {
  try {
    const { lines, covers } = await makeDrop(studio, draft, join(folder, 'drop'))
    for (const line of lines) console.log(line)
    return covers.map(({ file, label }) => ({ file, lines: [label], isMarked: false }))
  } catch (thrown) {
    const error = StudioError.from(thrown)
    if (error.code !== 'video.no-ffmpeg') failures += 1
    console.error(`No clip was made: ${error.message}`)
    return []
  }
}

async function drawInputs(): Promise<void> {
  for (const name of new Set(PAIRS.map((pair) => pair.person))) {
    console.log(`Drawing ${name} …`)
    await renderPerson(SAMPLE_PEOPLE[name], { file: personFile(name), ...PERSON_PX })
  }
  for (const [seed, pair] of PAIRS.entries())
    await renderGarment(pair.garment, { file: garmentFile(pair.garment), ground: pair.ground, seed: seed + 1, sizePx: GARMENT_PX })
}

async function draftPair(studio: TempStudio, pair: (typeof PAIRS)[number]): Promise<SheetCell[]> {
  const name = `${pair.person}-${pair.garment}`
  const inputs: SheetCell[] = [
    { file: personFile(pair.person), lines: [pair.person], isMarked: false },
    { file: garmentFile(pair.garment), lines: [`${pair.garment} on ${pair.ground}`], isMarked: false },
  ]
  try {
    const [person, garment] = [await studio.import(personFile(pair.person)), await studio.import(garmentFile(pair.garment))]
    const result = await studio.draft(person, garment, { debug: true })
    firstDraft ??= result.draft.assetId
    const draft = join(folder, 'drafts', `${name}.png`)
    await copyFile(await studio.pathOf(result.draft.hash), draft)
    const overlay = join(folder, 'overlays', `${name}.jpg`)
    await drawOverlay(draft, { mask: await studio.pathOf(result.editMask), file: overlay })
    await writeDebugFiles(studio.libraryFolder, { result, folder: join(folder, 'debug', name) })
    const lines = linesOf(result)
    console.log(`${name.padEnd(22)} ${lines.join('  ')}`)
    return [...inputs, { file: draft, lines, isMarked: result.verdict !== 'ok' }, { file: overlay, lines: ['edit mask'], isMarked: false }]
  } catch (thrown) {
    failures += 1
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    console.error(`${name.padEnd(22)} FAILED: ${message}`)
    return [
      ...inputs,
      { file: undefined, lines: ['failed', message.slice(0, 40)], isMarked: true },
      { file: undefined, lines: [], isMarked: false },
    ]
  }
}

function linesOf(result: TryOnResult): string[] {
  const slowest = result.stages.toSorted((a, b) => b.ms - a.ms).slice(0, 3)
  return [
    `quality ${result.qualityScore.toFixed(2)} ${result.verdict}`,
    ...result.garments.map(({ type, kind, strategy }) => `${type} ${kind} ${strategy}`),
    `${(result.totalMs / 1000).toFixed(2)} s (${slowest.map((stage) => `${stage.id} ${Math.round(stage.ms)} ms`).join(', ')})`,
    result.defects.map((defect) => defect.code).join(' '),
  ]
}

/** The draft with everything that may differ from the photo tinted. */
async function drawOverlay(draft: string, { mask, file }: { readonly mask: string; readonly file: string }): Promise<void> {
  const { width, height } = await sharp(draft).metadata()
  const tint = await sharp({ create: { width, height, channels: 3, background: '#e8542f' } })
    .joinChannel(await sharp(mask).extractChannel(0).linear(0.5, 0).raw().toBuffer(), { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
  await sharp(draft)
    .composite([{ input: tint }])
    .jpeg({ quality: 88 })
    .toFile(file)
}

function personFile(name: string): string {
  return join(folder, 'inputs', `person-${name}.jpg`)
}
function garmentFile(name: string): string {
  return join(folder, 'inputs', `garment-${name}.jpg`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
