import type { ProviderStatus } from '../contract/cloud.ts'
import type { DocumentChange } from '../contract/documents.ts'
import type { LibraryChange, StudioEvent } from '../contract/events.ts'
import type { MicroUsd } from '../domain/money/money.ts'
import type { LedgerEntry } from '../domain/money/submission.ts'
import type { Preferences } from '../domain/preferences.ts'
import type { EventsReset, Sequenced } from '../queue/event-log.ts'
import type { QueueEvent } from '../queue/queue.ts'

/** What the core's event log holds: the queue's events, and that the library, a document or the preferences have changed. */
export type StoredEvent =
  | QueueEvent
  | { readonly type: 'library.changed'; readonly change: LibraryChange }
  | { readonly type: 'document.changed'; readonly change: DocumentChange }
  | { readonly type: 'preferences.changed'; readonly preferences: Preferences }
  | { readonly type: 'provider.changed'; readonly provider: ProviderStatus }
  | { readonly type: 'spend.changed'; readonly entry: LedgerEntry; readonly todayMicros: MicroUsd }

/** The log holds a thousand events; one that names more pictures than this says only what became of them. */
const MAX_NAMED = 500

/** A change of the library as the log holds it. */
export function libraryChanged(change: LibraryChange): StoredEvent {
  const named = change.kind === 'marked' ? (change.marks?.flatMap(({ ids }) => ids) ?? []) : (change.ids ?? [])
  if (named.length <= MAX_NAMED) return { type: 'library.changed', change }
  return { type: 'library.changed', change: change.kind === 'marked' ? { kind: 'marked', marks: null } : { kind: change.kind, ids: null } }
}

/** Characters of JSON that an event may take for commands: the log holds a thousand events. */
const MAX_COMMANDS = 16_000

/** A change of a document as the log holds it: commands that are too long are left out, and listeners open the document again. */
export function documentChanged(change: DocumentChange): StoredEvent {
  const isLong = change.kind === 'edited' && JSON.stringify(change.commands).length > MAX_COMMANDS
  return { type: 'document.changed', change: isLong ? { ...change, commands: null } : change }
}

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
      return { type: 'library.changed', seq, change: event.change }
    case 'document.changed':
      return { type: 'document.changed', seq, change: event.change }
    case 'preferences.changed':
      return { type: 'preferences.changed', seq, preferences: event.preferences }
    case 'provider.changed':
      return { type: 'provider.changed', seq, provider: event.provider }
    case 'spend.changed':
      return { type: 'spend.changed', seq, entry: event.entry, todayMicros: event.todayMicros }
    case 'events.reset':
      return { type: 'events.reset', seq }
  }
}
