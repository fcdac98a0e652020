import type { Handlers } from '../../contract/define.ts'
import type { jobsContract } from '../../contract/jobs.ts'
import type { StudioContext } from './context.ts'

export function jobsHandlers({ queue }: StudioContext): Handlers<typeof jobsContract> {
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
