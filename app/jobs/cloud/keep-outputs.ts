import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Asset, Lineage } from '../../domain/asset.ts'
import { StudioError } from '../../domain/errors.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import { getPicture } from '../../library/assets.ts'
import { tempFolder } from '../../library/layout.ts'
import { keepPreparedResult, resultsOf } from '../../library/results.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import { storageError } from '../../platform/files.ts'
import { endBadly, type Finished, holdLooks, lookAgain } from './follow-work.ts'
import { type ArrivedOutput, arrivedPath } from './stored-outputs.ts'
import { callFor, isLockedOut, modelNamed, type Wait, type Work } from './work.ts'

/** A clip of a minute in 4K is a third of it. */
const MAX_RESULT_BYTES = 2 * 1024 * 1024 * 1024

interface Keeping {
  readonly submission: Submission
  readonly wait: Wait
  readonly costMicros: Finished['costMicros']
}

/**
 * Brings the files that a service made into the library: downloaded, known by their content, decoded to the last row, kept with the recipe.
 * What an earlier run has kept already is not fetched again. A file that does not come ends the run, to be fetched later.
 *
 * @throws StudioError `provider.result-gone` where the service has it no more; the submission is closed then, and stays paid
 */
export async function keepOutputs(work: Work, finished: Finished, { submission, wait }: Omit<Keeping, 'costMicros'>): Promise<Asset[]> {
  const files = finished.outputs.filter((output) => output.kind !== 'json')
  const kept: Asset[] = []
  for (const [index, output] of files.entries()) {
    const before = keptOutput(work, submission, index)
    work.context.progress(0.9 + (0.08 * index) / files.length, 'download')
    kept.push(
      before ?? (await keepOne(work, { output, index, count: files.length }, { submission, wait, costMicros: finished.costMicros })),
    )
  }
  return kept
}

const recipeOfResult = z.looseObject({ submissionId: z.string(), output: z.int() })

/** The result of this output that an earlier run of the job has kept. */
export function keptOutput({ context }: Pick<Work, 'context'>, submission: Submission, index: number): Asset | undefined {
  return resultsOf(context.services.library, context.jobId).find(({ lineage }) => {
    const recipe = recipeOfResult.safeParse(lineage?.recipe)
    return recipe.success && recipe.data.submissionId === submission.id && recipe.data.output === index
  })
}

interface Output {
  readonly output: Exclude<ArrivedOutput, { kind: 'json' }>
  readonly index: number
  readonly count: number
}

async function keepOne(work: Work, { output, index, count }: Output, keeping: Keeping): Promise<Asset> {
  const { context } = work
  const { services, jobId, signal } = context
  const path = join(tempFolder(services.library.folder), `${jobId}-${index}`)
  try {
    await fetchFile(work, output, { path, keeping })
    const name = nameOf(work, count > 1 ? index + 1 : null)
    const prepared = await services.prepareImport({ path, name, take: 'move' }, signal)
    return await keepPreparedResult(services.library, prepared, {
      name: prepared.name,
      lineage: lineageOf(work, keeping.submission, index),
    })
  } catch (thrown) {
    await rm(path, { force: true })
    if (signal.aborted || !(thrown instanceof StudioError)) throw thrown
    // Half a file, a page of HTML, a full disk: what is there is not a result. It is fetched again, and never paid again.
    return onBadFile(work, thrown, keeping)
  }
}

async function fetchFile(
  work: Work,
  output: Output['output'],
  { path, keeping }: { readonly path: string; readonly keeping: Keeping },
): Promise<void> {
  const { cloud, context } = work
  if (output.kind === 'file') {
    await copyFile(arrivedPath(context.services.library.folder, output.file), path).catch((thrown: unknown) => {
      throw storageError(thrown, output.file)
    })
    return
  }
  const call = await callFor(work, keeping.submission)
  const { http } = call
  const headers = cloud.adapter(keeping.submission.provider).downloadHeaders?.(output.url, call)
  const limits = { maxBytes: MAX_RESULT_BYTES, timeoutMs: cloud.timing.downloadMs }
  const arriving = http.download(output.url, path, headers === undefined ? limits : { ...limits, headers })
  hitPoint('mid-download')
  await arriving
}

function onBadFile(work: Work, error: StudioError, { submission, wait, costMicros }: Keeping): never {
  if (isLockedOut(error)) return holdLooks(work, { submission, wait, error })
  if (error.code !== 'provider.result-gone') return lookAgain(work, submission, { wait, error: asResultError(error) })
  // Addresses run out before results do: asked again, the service may give a fresh one.
  if (!wait.wasFetchedAgain) return work.context.suspend({ ...wait, wasFetchedAgain: true }, 0, error)
  const details = { ...error.details, costMicros: costMicros ?? submission.estimate }
  return endBadly(work, submission, new StudioError('provider.result-gone', error.message, { details, cause: error }))
}

/** A file that is no picture is the service's fault, not the person's. */
function asResultError(error: StudioError): StudioError {
  if (!error.code.startsWith('image.') && !error.code.startsWith('video.')) return error
  return new StudioError('provider.bad-response', `What the service gave is not usable: ${error.message}`, {
    details: { ...error.details, found: error.code },
    cause: error,
  })
}

/** The name of a result; the library gives it the extension of its content. */
function nameOf({ job, context }: Work, number: number | null): string {
  const [first] = job.inputs
  const given =
    job.name ?? (first === undefined ? undefined : getPicture(context.services.library, first.assetId).name.replace(/\.[^.]+$/, ''))
  const stem = given ?? (job.prompt.trim().slice(0, 60) || job.task)
  return number === null ? stem : `${stem} ${number}`
}

/** Enough to make it again, and to know what it cost. */
function lineageOf(work: Work, submission: Submission, output: number): Lineage {
  const { job, context, cloud } = work
  const { library } = context.services
  const used = [job.choice, ...job.alternatives].find(({ model }) => model === submission.model)
  return {
    jobId: context.jobId,
    kind: 'generate',
    parents: job.inputs.map(({ role, assetId }) => ({ role, assetId, hash: getPicture(library, assetId).hash })),
    recipe: {
      task: job.task,
      provider: submission.provider,
      model: submission.model,
      serviceModel: modelNamed(cloud, submission.model).model,
      prompt: job.prompt,
      negativePrompt: job.negativePrompt,
      parameters: used?.parameters ?? {},
      brand: job.brand,
      submissionId: submission.id,
      output,
    },
  }
}
