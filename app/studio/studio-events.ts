import type { StudioEvent } from '../contract/events.ts'
import type { Preferences } from '../domain/preferences.ts'
import type { EventsReset, Sequenced } from '../queue/event-log.ts'
import type { QueueEvent } from '../queue/queue.ts'

/** What the core's event log holds: the queue's events, and that the library or the preferences have changed. */
export type StoredEvent =
  | QueueEvent
  | { readonly type: 'library.changed' }
  | { readonly type: 'preferences.changed'; readonly preferences: Preferences }

/** An entry of the log in the words of the contract. */
export function toStudioEvent({ seq, event }: Sequenced<StoredEvent | EventsReset>): StudioEvent {
  switch (event.type) {
    case 'job.changed':
      return { type: 'job.changed', seq, job: event.job }
    case 'job.progress':
      return { type: 'job.progressed', seq, id: event.jobId, progress: event.progress }
    case 'queue.changed':
      return { type: 'queue.changed', seq, paused: event.isPaused }
    case 'library.changed':
      return { type: 'library.changed', seq }
    case 'preferences.changed':
      return { type: 'preferences.changed', seq, preferences: event.preferences }
    case 'events.reset':
      return { type: 'events.reset', seq }
  }
}
