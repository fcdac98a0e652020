import { hasTestdata, NO_TESTDATA } from '../../tests/support/testdata.ts'
import type { BenchReport } from './report.ts'
import { truthCutOut } from './truth-cut-out.ts'
import { truthPerson } from './truth-person.ts'
import { truthRecolour } from './truth-recolour.ts'

/** What can be compared with a truth: cut-outs, person masks, and garments that are known in two colours. */
export async function benchTruth(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const parts = [await truthCutOut(folder), await truthPerson(folder), await truthRecolour(folder)]
  return {
    metrics: Object.assign({}, ...parts.map((part) => part.metrics)) as BenchReport['metrics'],
    limits: Object.assign({}, ...parts.map((part) => part.limits)) as BenchReport['limits'],
  }
}
