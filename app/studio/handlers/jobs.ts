import type { Handlers } from '../../contract/define.ts'
import type { jobsContract } from '../../contract/jobs.ts'
import { StudioError } from '../../domain/errors.ts'
import type { StudioContext } from './context.ts'

export function jobsHandlers({ queue, cloud }: StudioContext): Handlers<typeof jobsContract> {
  return {
    'jobs.list': ({ states, kinds, limit, cursor }) => {
      const page = queue.list({
        limit,
        ...(states === undefined ? {} : { states }),
        ...(kinds === undefined ? {} : { kinds }),
        ...(cursor === undefined ? {} : { cursor }),
      })
      return { jobs: [...page.jobs], nextCursor: page.nextCursor, paused: queue.isPaused() }
    },
    'jobs.get': ({ id }) => queue.get(id),
    'jobs.cancel': ({ id }) => queue.cancel(id),
    'jobs.retry': ({ id }) => queue.requeue(id),
    'jobs.decide': ({ id, decision }) => {
      const { state } = queue.get(id)
      if (state !== 'needs-attention') {
        throw new StudioError('job.illegal-move', 'Nothing is asked about this job', { details: { jobId: id, from: state } })
      }
      if (decision === 'discard') return queue.cancel(id)
      // Given up first: what is sent after this is a submission of its own, reserved and shown.
      if (decision === 'send-again') {
        const open = cloud.services.ledger.openOf(id)
        if (open !== undefined) cloud.services.ledger.abandon(open.id)
      }
      return queue.requeue(id)
    },
    'jobs.prioritise': ({ id, priority }) => queue.setPriority(id, priority),
    'jobs.reorder': ({ ids }) => {
      queue.reorder(ids)
      return { moved: ids.length }
    },
    'jobs.count': () => ({ counts: queue.counts() }),
    'jobs.history': ({ id }) => ({ events: queue.history(id) }),
    'jobs.forget': ({ ids }) => ({ ids: [...queue.forget(ids)] }),
    'jobs.recall': ({ ids }) => {
      queue.recall(ids)
      return { ids }
    },
    'jobs.pause': () => {
      queue.pause()
      return { paused: true }
    },
    'jobs.resume': () => {
      queue.resume()
      return { paused: false }
    },
  }
}
