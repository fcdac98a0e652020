import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { isAbort, StudioError } from '../domain/errors.ts'
import { type ImportReport, importReport } from '../domain/import.ts'
import { commitImport } from '../library/assets.ts'
import { walkImportPaths } from '../library/walk-folder.ts'
import { lastStep } from '../platform/safe-path.ts'
import { defineJob } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

/** Files under way at once: more gains nothing on the measured machines, and each may decode a large picture. */
const IN_FLIGHT = 2

interface FoundFile {
  readonly path: string
  /** What the user calls it. */
  readonly name: string
}

const payload = z.object({
  /** Files and folders; `name` is what to call a file whose path is only a temporary one. */
  sources: z.array(z.object({ path: z.string(), name: z.string().optional() })).min(1),
  origin: z.enum(['import', 'sample']),
  /** Whether the sources are copies of ours that go when the job is done. */
  areUploads: z.boolean(),
})

/** Brings files into the library one by one; a file that is refused does not stop the others. */
export const importMedia = defineJob<JobServices>()({
  kind: 'import',
  payload,
  payloadVersion: 1,
  result: importReport,
  slot: 'import',
  slotLimit: 1,
  maxAttempts: 3,
  title: ({ sources }) => {
    const first = sources[0]
    const name = first?.name ?? first?.path.split(/[\\/]/).at(-1) ?? ''
    return sources.length > 1 ? `${name} + ${sources.length - 1}` : name
  },
  async run({ sources, origin, areUploads }, { services, signal, progress }) {
    const report: { [Key in keyof ImportReport]: ImportReport[Key][number][] } = { imported: [], duplicates: [], refused: [] }
    const files = await listSources(sources, { refused: report.refused, signal })
    let done = 0
    const importNext = async (queue: FoundFile[]): Promise<void> => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        signal.throwIfAborted()
        await importOne(file, { origin, services, signal, report })
        done += 1
        progress(done / files.length)
      }
    }
    const queue = [...files]
    await Promise.all(Array.from({ length: IN_FLIGHT }, () => importNext(queue)))
    // One that was known already may have come out of the trash.
    const ids = [...report.imported, ...report.duplicates].map(({ id }) => id)
    if (ids.length > 0) services.announceLibrary({ kind: 'added', ids })
    if (areUploads) for (const source of sources) await rm(source.path, { force: true })
    return report
  },
})

async function listSources(
  sources: z.output<typeof payload>['sources'],
  { refused, signal }: { readonly refused: ImportReport['refused'][number][]; readonly signal: AbortSignal },
): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = []
  for (const source of sources) {
    try {
      if (source.name !== undefined) files.push({ path: source.path, name: source.name })
      else for (const path of await walkImportPaths([source.path], signal)) files.push({ path, name: lastStep(path) })
    } catch (thrown) {
      if (isAbort(thrown, signal)) throw thrown
      refused.push(refusal(source.name ?? source.path, thrown))
    }
  }
  return files
}

async function importOne(
  file: FoundFile,
  job: {
    readonly origin: 'import' | 'sample'
    readonly services: JobServices
    readonly signal: AbortSignal
    readonly report: {
      imported: ImportReport['imported'][number][]
      duplicates: ImportReport['duplicates'][number][]
      refused: ImportReport['refused'][number][]
    }
  },
): Promise<void> {
  const { services, signal, report } = job
  // An upload lies under a name of ours; what the user called it is what they know.
  const path = file.path.endsWith(file.name) ? file.path : file.name
  try {
    const prepared = await services.prepareImport(file, signal)
    const { asset, isDuplicate } = await commitImport(services.library, prepared, { origin: job.origin })
    if (isDuplicate) report.duplicates.push({ path, id: asset.id, type: asset.type })
    else report.imported.push({ path, id: asset.id, width: asset.width, height: asset.height, type: asset.type })
  } catch (thrown) {
    if (isAbort(thrown, signal)) throw thrown
    const error = StudioError.from(thrown)
    // A full disk or a lost worker is no property of the file: the job fails or is tried again, as the queue decides.
    if (error.code === 'storage.full' || (error.retryable && !isAboutClip(error))) throw error
    report.refused.push(refusal(path, error))
  }
}

/** A clip that ends ffmpeg, or takes it for ever, would do so at every try: the others need not wait for that. */
function isAboutClip({ code }: StudioError): boolean {
  return code.startsWith('video.') || code === 'job.timeout'
}

function refusal(path: string, thrown: unknown): ImportReport['refused'][number] {
  const { code, message } = StudioError.from(thrown)
  return { path, code, message }
}
