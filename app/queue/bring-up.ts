import type { z } from 'zod'
import { jsonValue } from '../domain/json.ts'
import type { JobDefinition } from './define-job.ts'
import type { StoredJob } from './job-rows.ts'

type Versions = Pick<JobDefinition, 'payloadVersion' | 'earlier'>

/**
 * A stored job in the shape its kind has today, so that nothing but this knows of earlier ones. A row of an unknown version, or
 * one that does not fit, stays as it is: it can be told, and it fails when it is run.
 */
export function bringUp(definition: Versions | undefined, job: StoredJob): StoredJob {
  const earlier = definition?.earlier?.[job.payloadVersion]
  if (definition === undefined || earlier === undefined || job.payloadVersion === definition.payloadVersion) return job
  const payload = upgraded(earlier.payload, job.payload)
  if (payload === undefined) return job
  const result = job.result === null ? null : upgraded(earlier.result, job.result)
  return { ...job, payloadVersion: definition.payloadVersion, payload, result: result ?? job.result }
}

function upgraded(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value)
  return parsed.success ? jsonValue.parse(parsed.data) : undefined
}
