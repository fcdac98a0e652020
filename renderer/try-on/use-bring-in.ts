import { type QueryClient, QueryObserver, type QueryObserverResult, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { ImportReport } from '../../app/domain/import.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { jobKey } from '../studio/query-keys.ts'
import type { Studio } from '../studio/studio.ts'
import { useStudio } from '../studio/studio-context.tsx'

/** The sample that fills the slots: a person, then a garment. */
const SAMPLE_ORDER = ['person-ada.jpg', 'garment-teePrint.jpg']

/**
 * Imports files from where they lie, or sends them in where the host does not tell that, and tells which pictures they are. A picture that was known already counts.
 *
 * @param wanted `pictures`: clips come into the library too, but are not among the answer.
 */
export function useBringIn(wanted: 'pictures' | 'everything' = 'pictures'): (files: readonly File[]) => Promise<readonly AssetId[]> {
  const studio = useStudio()
  const queries = useQueryClient()
  return useCallback(
    async (files) => {
      const paths = files.map((file) => studio.pathOf(file))
      if (paths.every((path) => path !== '')) {
        const { jobId } = await studio.client['library.import-paths']({ paths })
        return picturesOf(chosenOf(await finishedImport(queries, studio, jobId), wanted), (path) => paths.indexOf(path))
      }
      const uploads = []
      for (const file of files) uploads.push({ id: await studio.upload(file), name: file.name === '' ? 'pasted' : file.name })
      const { jobId } = await studio.client['library.import-uploads']({ uploads })
      const names = uploads.map((upload) => upload.name)
      return picturesOf(chosenOf(await finishedImport(queries, studio, jobId), wanted), (path) => names.indexOf(path))
    },
    [studio, queries, wanted],
  )
}

/** Imports the pictures that come with the studio: a person, then garments. */
export function useBringSample(): () => Promise<readonly AssetId[]> {
  const studio = useStudio()
  const queries = useQueryClient()
  return useCallback(async () => {
    const { jobId } = await studio.client['library.import-sample']({})
    return picturesOf(await finishedImport(queries, studio, jobId), (path) => SAMPLE_ORDER.findIndex((name) => path.endsWith(name)))
  }, [studio, queries])
}

async function finishedImport(queries: QueryClient, studio: Studio, id: JobId): Promise<ImportReport> {
  const job = await finishedJob(queries, studio, id)
  if (job.error !== null) throw StudioError.fromShape(job.error)
  // The core checked it against the schema of the job kind; a second check here would bring zod into the page.
  return job.result as unknown as ImportReport
}

/** Waits for the end of a job, whatever happens to the line meanwhile: events bring it, or asking again once the studio is back. */
function finishedJob(queries: QueryClient, studio: Studio, id: JobId): Promise<JobSummary> {
  const observer = new QueryObserver(queries, { queryKey: jobKey(id), queryFn: () => studio.client['jobs.get']({ id }) })
  return new Promise((resolve, reject) => {
    const settle = ({ data, error }: QueryObserverResult<JobSummary>): void => {
      if (data !== undefined && data.finishedAt !== null) resolve(data)
      else if (error instanceof StudioError) reject(error)
      else return
      observer.destroy()
    }
    observer.subscribe(settle)
    settle(observer.getCurrentResult())
  })
}

/** The report without what does not fit; a clip where a picture is needed is told as a refusal. */
function chosenOf(report: ImportReport, wanted: 'pictures' | 'everything'): ImportReport {
  if (wanted === 'everything') return report
  const isPicture = ({ type }: { readonly type?: string | undefined }): boolean => type?.startsWith('video/') !== true
  const clips = [...report.imported, ...report.duplicates].filter((one) => !isPicture(one))
  const refused = clips.map(({ path }) => ({ path, code: 'asset.not-a-picture' as const, message: 'A picture is needed' }))
  return {
    imported: report.imported.filter(isPicture),
    duplicates: report.duplicates.filter(isPicture),
    refused: [...report.refused, ...refused],
  }
}

/** The pictures in the asked order. A refusal is thrown only where nothing came in. */
function picturesOf(report: ImportReport, rank: (path: string) => number): readonly AssetId[] {
  const known = [...report.imported, ...report.duplicates]
  // What was not asked for by name comes last.
  const order = (path: string): number => (rank(path) < 0 ? Number.MAX_SAFE_INTEGER : rank(path))
  const [refused] = report.refused
  if (known.length === 0 && refused !== undefined) throw new StudioError(refused.code, refused.message, { details: { file: refused.path } })
  return known.toSorted((a, b) => order(a.path) - order(b.path)).map((picture) => picture.id)
}
