import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Rgb8 } from '../../app/domain/raster.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { pngOf } from './procedural-dress.ts'
import { pictureOf } from './procedural-measure.ts'
import { KINDS } from './procedural-pairs.ts'
import type { Judged, PairScore } from './procedural-score.ts'

const WORST = 24

/** Writes what a sheet shows of a pair: the true picture, the draft, and their difference. */
export async function writePictures(folder: string, { pair, truth, dressed }: Judged): Promise<void> {
  const real = pictureOf(truth)
  await writeFile(fileOf(folder, pair.name, 'true'), await pngOf(real))
  await writeFile(fileOf(folder, pair.name, 'draft'), await pngOf(dressed.picture))
  await writeFile(fileOf(folder, pair.name, 'difference'), await pngOf(differenceOf(real, dressed.picture)))
}

/** Sheets of true picture, draft and difference: the worst pairs of all, and every type; worst first. */
export async function drawSheets(folder: string, scores: readonly PairScore[]): Promise<void> {
  const sorted = scores.toSorted((a, b) => badness(b) - badness(a))
  const draw = (name: string, list: readonly PairScore[]): Promise<void> =>
    drawSheet(
      list.flatMap((score) => cellsOf(folder, score)),
      { columns: 6, file: join(folder, `sheet-${name}.jpg`) },
    )
  await draw('worst', sorted.slice(0, WORST))
  for (const kind of KINDS) {
    const list = sorted.filter((score) => score.kind === kind)
    if (list.length > 0) await draw(kind, list)
  }
}

function badness({ overlap, garment, ends, collar }: PairScore): number {
  return 1 - overlap + 0.5 * (1 - garment) + 2 * Math.max(0, ...ends.map(({ error }) => Math.abs(error))) + (collar.isCase ? 0.3 : 0)
}

function cellsOf(folder: string, score: PairScore): SheetCell[] {
  const percent = (value: number): string => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`
  const { order, collar, removal } = score
  const lines: Record<'true' | 'draft' | 'difference', string[]> = {
    true: [score.name, `${score.type} ${score.strategy} ${score.score.toFixed(2)}`, `paste ${score.paste.garment.toFixed(2)}`],
    draft: [
      `ssim ${score.full.toFixed(3)} ${score.garment.toFixed(3)} iou ${score.overlap.toFixed(3)}`,
      `order ${order.inFront - order.kept}/${order.inFront} collar ${collar.pixels}`,
      `dE ${score.deltaE.toFixed(1)} old left ${removal?.left.toFixed(2) ?? '-'}`,
    ],
    difference: score.ends.map(({ end, error }) => `${end} ${percent(error)} %`),
  }
  const isMarked = score.overlap < 0.9 || score.ends.some(({ error }) => Math.abs(error) > 0.03) || collar.isCase
  return (['true', 'draft', 'difference'] as const).map((what) => ({
    file: fileOf(folder, score.name, what),
    lines: lines[what],
    isMarked: isMarked && what === 'draft',
  }))
}

function fileOf(folder: string, name: string, what: string): string {
  return join(folder, `${name}-${what}.png`)
}

/** Twice the difference about grey. */
function differenceOf(real: Rgb8, draft: Rgb8): Rgb8 {
  return { ...real, data: real.data.map((value, i) => Math.max(0, Math.min(255, 128 + 2 * ((draft.data[i] ?? 0) - value)))) }
}
