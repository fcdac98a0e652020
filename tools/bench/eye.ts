import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { StudioError } from '../../app/domain/errors.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { openTempStudio } from '../temp-studio.ts'
import { drawSheet, type SheetCell } from './contact-sheet.ts'
import { EYE_CASES } from './eye-cases.ts'
import { kendallTau } from './kendall.ts'
import type { BenchReport } from './report.ts'

/** Grades given by eye, in the order of the cases: 1 cannot be shown to anybody, 5 passes for a photograph; null for a refusal. */
const grades = z.object({
  graded: z.string(),
  commit: z.string(),
  grades: z.array(z.number().min(1).max(5).nullable()).length(EYE_CASES.length),
})
const GRADES = fileURLToPath(new URL('./data/eye-grades.json', import.meta.url))
const PAGE = 10

/**
 * How well the score agrees with the eye: Kendall's tau-b over forty drafts that were graded before they were scored. Writes the drafts
 * as numbered pages without a score on them, for whoever grades them anew; the grades hold for the drafts of the commit they name.
 */
export async function benchEye(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  await using studio = await openTempStudio()
  const scores: (number | null)[] = []
  const cells: SheetCell[] = []
  for (const [index, { person, garment }] of EYE_CASES.entries()) {
    try {
      const result = await studio.draft(await studio.import(testdata(person)), await studio.import(testdata(garment)))
      scores.push(result.qualityScore)
      cells.push({ file: await studio.pathOf(result.draft.hash), lines: [`${index + 1}`], isMarked: false })
    } catch (thrown) {
      const { code } = StudioError.from(thrown)
      if (!code.startsWith('tryon.')) throw thrown
      scores.push(null)
      cells.push({ file: undefined, lines: [`${index + 1}`, 'refused'], isMarked: false })
    }
  }
  for (let page = 0; page * PAGE < cells.length; page++) {
    await drawSheet(cells.slice(page * PAGE, (page + 1) * PAGE), { columns: 5, file: join(folder, `page-${page + 1}.jpg`) })
  }
  const given = grades.parse(JSON.parse(await readFile(GRADES, 'utf8'))).grades
  const both = scores.flatMap((score, i) => {
    const grade = given[i]
    return score === null || grade === null || grade === undefined ? [] : [{ score, grade }]
  })
  const refusedAgree = scores.filter((score, i) => (score === null) === (given[i] === null)).length
  return {
    metrics: {
      drafts: scores.filter((score) => score !== null).length,
      compared: both.length,
      kendallTau: kendallTau(
        both.map(({ score }) => score),
        both.map(({ grade }) => grade),
      ),
      refusalsAsGraded: refusedAgree / scores.length,
      ...Object.fromEntries(scores.map((score, i) => [`case.${String(i + 1).padStart(2, '0')}`, score ?? -1])),
    },
    limits: { kendallTau: { min: 0.5 } },
  }
}
