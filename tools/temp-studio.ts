import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { StudioError } from '../app/domain/errors.ts'
import type { AssetId, JobId } from '../app/domain/ids.ts'
import type { ImportReport } from '../app/domain/import.ts'
import { isFinished, type JobSummary } from '../app/domain/job.ts'
import type { TryOnOptions, TryOnResult } from '../app/domain/try-on.ts'
import { readConfig } from '../app/platform/config.ts'
import { findInstallation } from '../app/server/installation.ts'
import type { cloudTimingSetting } from '../app/studio/cloud-timing.ts'
import { type Core, openCore } from '../app/studio/open-core.ts'

/** A whole studio over a library of its own, as the hosts run it, for demos and benchmarks. */
export interface TempStudio extends AsyncDisposable {
  readonly core: Core
  readonly libraryFolder: string
  /** Imports one picture. @throws StudioError what its refusal says */
  import(path: string): Promise<AssetId>
  /** Makes a draft. @throws StudioError the job's error */
  draft(personId: AssetId, garmentId: AssetId, options?: Partial<TryOnOptions>): Promise<TryOnResult>
  /** The end of a job, well or badly. */
  finished(id: JobId): Promise<JobSummary>
  /** Absolute path of a file of the library by its hash. */
  pathOf(hash: string): Promise<string>
}

/** `cloudTiming`: waits of paid work, shorter than for people. The keyring of the machine is left alone. */
export async function openTempStudio(
  options: {
    readonly libraryFolder?: string
    readonly cloudTiming?: z.input<typeof cloudTimingSetting>
    /** Where services may call from outside. */
    readonly publicUrl?: string
  } = {},
): Promise<TempStudio> {
  process.env['DRAPE_KEYRING'] ??= 'off'
  const libraryFolder = options.libraryFolder ?? (await mkdtemp(join(tmpdir(), 'drape-')))
  const { version, buildId, samplesFolder } = await findInstallation()
  const config = readConfig({ libraryFolder, env: process.env, platform: process.platform, homeFolder: tmpdir(), cpuCount: cpus().length })
  const capabilities = {
    nativeDialogs: false,
    revealInFolder: false,
    dragOut: false,
    nativeMenu: false,
    guardsCamera: false,
    pathImport: true,
    secureSecrets: false,
  }
  const host = { version, buildId, capabilities }
  const { cloudTiming = {}, publicUrl = null } = options
  const core = await openCore({ config, mode: 'work', samplesFolder, modelFolder: null, host, cloudTiming, publicUrl })
  const finished = createWaiter(core)
  return {
    core,
    libraryFolder,
    finished,
    async import(path) {
      const { jobId } = await core.client['library.import-paths']({ paths: [path] })
      const report = (await succeeded(finished, jobId)).result as unknown as ImportReport
      const [refused] = report.refused
      if (refused !== undefined) throw new StudioError(refused.code, refused.message)
      const known = report.imported[0] ?? report.duplicates[0]
      if (known === undefined) throw new Error(`Nothing was imported from ${path}`)
      return known.id
    },
    async draft(personId, garmentId, wanted = {}) {
      const { jobId } = await core.client['tryon.start']({ personId, garmentId, options: wanted })
      return (await succeeded(finished, jobId)).result as unknown as TryOnResult
    },
    pathOf: async (hash) => (await core.host['media.locate']({ hash, variant: 'original' })).path,
    async [Symbol.asyncDispose]() {
      await core.stop()
      if (options.libraryFolder === undefined) await rm(libraryFolder, { recursive: true, force: true })
    },
  }
}

async function succeeded(finished: (id: JobId) => Promise<JobSummary>, id: JobId): Promise<JobSummary> {
  const job = await finished(id)
  if (job.error !== null) throw StudioError.fromShape(job.error)
  if (job.state !== 'succeeded') throw new Error(`The job ended ${job.state}`)
  return job
}

/** Waits by events; a job that ended before anybody listened is asked for once. */
function createWaiter(core: Core): (id: JobId) => Promise<JobSummary> {
  const waiting = new Map<JobId, (job: JobSummary) => void>()
  const settle = (job: JobSummary): void => {
    if (!isFinished(job.state) && job.state !== 'needs-attention') return
    waiting.get(job.id)?.(job)
    waiting.delete(job.id)
  }
  core.listen((event) => {
    if (event.type === 'job.changed') settle(event.job)
  })
  return (id) =>
    new Promise((resolve, reject) => {
      waiting.set(id, resolve)
      core.client['jobs.get']({ id }).then(settle, reject)
    })
}
