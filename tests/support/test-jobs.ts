import { z } from 'zod'
import { StudioError } from '../../app/domain/errors.ts'
import { defineJob, type JobDefinition } from '../../app/queue/define-job.ts'

/** What a test job is told to do. */
export const testPayload = z.object({
  /** `succeed`, `fail` for good, `retry` a passing failure, `wait` until aborted, `ignore` aborts for ever, `suspend` once. */
  does: z.enum(['succeed', 'fail', 'retry', 'wait', 'ignore', 'suspend']).default('succeed'),
  label: z.string().default('job'),
})

export const testResult = z.object({ label: z.string(), attempt: z.int() })

type TestJob = JobDefinition<'pose', typeof testPayload, typeof testResult, null>

/** A job kind for tests of the queue: its payload says what happens. */
export function testJob(
  options: Partial<Pick<TestJob, 'slotLimit' | 'maxAttempts' | 'timeoutMs' | 'payloadVersion' | 'earlier' | 'run'>> = {},
): TestJob {
  return defineJob<null>()({
    kind: 'pose',
    payload: testPayload,
    result: testResult,
    payloadVersion: 1,
    slot: 'test',
    slotLimit: 1,
    maxAttempts: 3,
    title: (payload) => payload.label,
    async run({ does, label }, { signal, attempt, operation, progress, suspend }) {
      progress(0.5, 'half')
      if (does === 'fail') throw new StudioError('tryon.pose-failed', 'There is nobody in the picture')
      if (does === 'retry') throw new StudioError('storage.failed', 'It may work later')
      if (does === 'suspend' && operation === null) suspend({ handle: label }, 0)
      if (does === 'wait')
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
      if (does === 'ignore') await new Promise(() => undefined)
      return { label, attempt }
    },
    ...options,
  })
}
