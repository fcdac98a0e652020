import type { JobId } from '../../domain/ids.ts'
import { isOpen } from '../../domain/money/submission.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import type { CloudServices } from './cloud-services.ts'
import { heldOperationOf } from './stored-outputs.ts'

/**
 * Gives up what a cancelled job has at a service, and tells the service where it can be told. Its reserve goes on to count: a service that
 * agrees to stop may bill what it has done by then.
 */
export async function stopWork(cloud: CloudServices, jobId: JobId): Promise<{ readonly mayContinue: boolean }> {
  const open = cloud.ledger.openOf(jobId)
  if (open === undefined) return { mayContinue: cloud.ledger.ofJob(jobId).at(-1)?.state === 'abandoned' }
  // On the wire at this moment: the run itself takes the answer, and stops what it was given.
  if (cloud.sending.has(jobId)) return { mayContinue: true }
  const hasStopped = open.state === 'accepted' && (await wasStopped(cloud, open))
  const now = cloud.ledger.openOf(jobId)
  if (now?.id === open.id && isOpen(now.state)) cloud.ledger.abandon(open.id)
  return { mayContinue: !hasStopped }
}

async function wasStopped(cloud: CloudServices, submission: Submission): Promise<boolean> {
  const adapter = cloud.adapter(submission.provider)
  const held = heldOperationOf(submission)
  if (!('handle' in held)) return true
  if (adapter.cancel === undefined || !cloud.states.get(submission.provider).isOn) return false
  const { idempotencyKey } = submission
  const call = await cloud.call(submission.provider, { idempotencyKey, signal: AbortSignal.timeout(15_000) }).catch(() => undefined)
  // Without a key, or with a service that is away, nobody can be told. The job is cancelled all the same.
  if (call === undefined) return false
  return (await adapter.cancel(held.handle, call).catch(() => 'too-late' as const)) === 'canceled'
}
