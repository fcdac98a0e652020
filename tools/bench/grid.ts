import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../app/domain/errors.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { openTempStudio } from '../temp-studio.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { GARMENTS, type Outcome, PERSONS } from './grid-cases.ts'
import { type BenchReport, mean, median } from './report.ts'

interface Cell {
  readonly person: string
  readonly garment: string
  readonly outcome: Outcome | 'unflagged'
  readonly allowed: readonly Outcome[]
  readonly result: TryOnResult | undefined
  readonly code: string | undefined
  readonly file: string | undefined
}

/** Every person of the list in every garment of the list: what came of it, against what was expected before the first run. */
export async function benchGrid(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  await using studio = await openTempStudio()
  const garments = []
  for (const garment of GARMENTS) garments.push(await studio.import(testdata(garment.path)))
  const cells: Cell[] = []
  for (const person of PERSONS) {
    const personId = await studio.import(testdata(person.path))
    for (const [column, garment] of GARMENTS.entries()) {
      const garmentId = garments[column]
      if (garmentId === undefined) throw new Error('A garment was not imported')
      const allowed: readonly Outcome[] = person.allowed[column] ?? []
      const common = { person: person.path, garment: garment.path, allowed }
      try {
        const result = await studio.draft(personId, garmentId)
        const outcome = result.verdict === 'ok' ? 'draft' : result.defects.length > 0 ? 'flagged' : 'unflagged'
        cells.push({ ...common, outcome, result, code: undefined, file: await studio.pathOf(result.draft.hash) })
      } catch (thrown) {
        const { code } = StudioError.from(thrown)
        if (!code.startsWith('tryon.')) throw thrown
        cells.push({ ...common, outcome: 'refused', result: undefined, code, file: undefined })
      }
    }
  }
  await drawSheet(cells.map(toSheetCell), { columns: GARMENTS.length, file: join(folder, 'sheet.jpg') })
  await writeFile(join(folder, 'cells.json'), JSON.stringify(cells, null, 1))
  return summarise(cells)
}

const isExpected = (cell: Cell): boolean => (cell.allowed as readonly string[]).includes(cell.outcome)

function summarise(cells: readonly Cell[]): BenchReport {
  const drafts = cells.flatMap((cell) => (cell.result === undefined ? [] : [cell.result]))
  const folds = drafts.map((draft) => draft.garments[0]?.facts.folded ?? Number.NaN)
  return {
    metrics: {
      cells: cells.length,
      drafts: drafts.length,
      expectedShare: cells.filter(isExpected).length / cells.length,
      flippedVisibleAreaMean: mean(folds),
      flippedVisibleAreaMax: Math.max(...folds),
      stiffShare: drafts.filter((draft) => draft.garments[0]?.strategy === 'stiff').length / drafts.length,
      scoreMean: mean(drafts.map((draft) => draft.qualityScore)),
      totalMsP50: median(drafts.map((draft) => draft.totalMs)),
    },
    limits: { expectedShare: { min: 0.95 }, flippedVisibleAreaMax: { max: 0.001 }, stiffShare: { max: 0.2 } },
  }
}

function toSheetCell(cell: Cell): SheetCell {
  const name = (path: string): string =>
    path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? path
  const { result } = cell
  const facts =
    result === undefined
      ? (cell.code ?? '')
      : `${result.qualityScore.toFixed(2)} ${result.garments.map(({ strategy, type }) => `${strategy} ${type}`).join(', ')}`
  return {
    file: cell.file,
    lines: [
      `${isExpected(cell) ? '' : '!! '}${cell.outcome} (${cell.allowed.join('|')})`,
      facts,
      `${name(cell.person)}`,
      name(cell.garment),
      (result?.defects ?? []).map((defect) => defect.code).join(' '),
    ],
    isMarked: !isExpected(cell),
  }
}
