import type { Asset } from '../../app/domain/asset.ts'
import type { GenerateRequest } from '../../app/domain/cloud/generate-request.ts'
import type { GenerateResult } from '../../app/domain/cloud/generate-result.ts'
import type { JobSummary } from '../../app/domain/job.ts'

/** What a job asks a service for; null for a job of this machine. The core has checked it against the schema of its kind. */
export function requestOf(job: JobSummary): GenerateRequest | null {
  return job.kind === 'generate' && job.payload !== null ? (job.payload as unknown as GenerateRequest) : null
}

/** The studio's name of the model that a job asks for money, whatever it is for; null for work of this machine. */
export function cloudModelOf(job: JobSummary): string | null {
  if (job.payload === null || (job.kind !== 'generate' && job.kind !== 'final-try-on')) return null
  return (job.payload as unknown as Pick<GenerateRequest, 'choice'>).choice.model
}

/** What came of a job at a service, once it is done. */
export function resultOf(job: JobSummary): GenerateResult | null {
  return job.kind === 'generate' && job.state === 'succeeded' ? (job.result as unknown as GenerateResult) : null
}

/** By what a service made a picture or clip. */
export interface MadeBy {
  readonly provider: string
  readonly model: string
  readonly prompt: string
  readonly negativePrompt: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** Null for what was not made by a service. */
export function madeBy({ lineage }: Asset): MadeBy | null {
  const recipe = lineage?.recipe
  if (lineage?.kind !== 'generate' || recipe === null || typeof recipe !== 'object' || Array.isArray(recipe)) return null
  const { provider = '', model = '', prompt = '', negativePrompt = '', parameters = {} } = recipe as Partial<MadeBy>
  return { provider, model, prompt, negativePrompt, parameters }
}
