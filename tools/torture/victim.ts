import { writeSync } from 'node:fs'
import type { ImportReport } from '../../app/domain/import.ts'
import { isFinished } from '../../app/domain/job.ts'
import { openTempStudio } from '../temp-studio.ts'

/**
 * The process that is killed. Takes work and says on stdout, a line each, what has been acknowledged: from then on it must
 * never be lost. Arguments: library folder, then `work RUN PERSON GARMENT PICTURE...` or `drain`.
 */
const [libraryFolder = '', mode = 'drain', ...paths] = process.argv.slice(2)

/** Synchronous: what was said before a SIGKILL has been said. */
const acknowledge = (fact: object): void => void writeSync(1, `${JSON.stringify(fact)}\n`)

const studio = await openTempStudio({ libraryFolder })
studio.core.listen((event) => {
  if (event.type !== 'job.changed' || event.job.state !== 'succeeded') return
  if (event.job.kind === 'import') {
    const report = event.job.result as unknown as ImportReport
    for (const asset of [...report.imported, ...report.duplicates]) acknowledge({ asset: asset.id })
  } else acknowledge({ succeeded: event.job.id })
})
acknowledge({ ready: true })

if (mode === 'work') {
  const [run = '0', person = '', garment = '', ...pictures] = paths
  const { jobId } = await studio.core.client['library.import-paths']({ paths: pictures })
  acknowledge({ job: jobId })
  const [personId, garmentId] = [await studio.import(person), await studio.import(garment)]
  // A size of its own for each run: nothing of an earlier run is remembered, so there is work to be cut short.
  for (let i = 0; i < 2; i++) {
    const draft = await studio.core.client['tryon.start']({ personId, garmentId, options: { workingLongSide: 600 + 2 * Number(run) + i } })
    acknowledge({ job: draft.jobId })
  }
}
await drained()
acknowledge({ drained: true })
await studio.core.stop()

/** Resolves when nothing waits or runs. Jobs that were cut off twice are sent in again, as a person would. */
async function drained(): Promise<void> {
  for (;;) {
    const { jobs } = await studio.core.client['jobs.list']({ limit: 500 })
    for (const job of jobs) if (job.state === 'needs-attention') await studio.core.client['jobs.retry']({ id: job.id })
    if (jobs.every((job) => isFinished(job.state))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
