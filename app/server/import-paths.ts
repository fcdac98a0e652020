import { resolve } from 'node:path'
import { StudioError } from '../domain/errors.ts'
import type { AssetId } from '../domain/ids.ts'
import type { ImportReport } from '../domain/import.ts'
import type { Output } from './output.ts'
import { finishJob } from './run-job.ts'
import type { Session } from './session.ts'

interface Waiting {
  readonly signal: AbortSignal
  readonly output: Output
}

/** Imports files and folders and gives the report. */
export async function importPaths(session: Session, paths: readonly string[], waiting: Waiting): Promise<ImportReport> {
  const { jobId } = await session.client['library.import-paths']({ paths: paths.map((path) => resolve(path)) })
  const job = await finishJob(session.client, jobId, waiting)
  // The core has checked it against the schema of the job kind.
  return job.result as unknown as ImportReport
}

/** Imports one picture that a command works on. @throws StudioError what its refusal says */
export async function importOne(session: Session, path: string, waiting: Waiting): Promise<AssetId> {
  const report = await importPaths(session, [path], waiting)
  const [refused] = report.refused
  if (refused !== undefined) throw new StudioError(refused.code, refused.message, { details: { path } })
  const known = report.imported[0] ?? report.duplicates[0]
  if (known === undefined) throw new StudioError('request.invalid', 'A folder was given where a picture is needed', { details: { path } })
  return known.id
}
