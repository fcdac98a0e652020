import type { QueryClient } from '@tanstack/react-query'
import type { ProviderStatus } from '../../app/contract/cloud.ts'
import type { StudioEvent } from '../../app/contract/events.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { forgetProgress, forgetRemote, noteProgress, noteRemote } from '../jobs/time-left.ts'
import { preferenceStore } from '../preferences/preference-store.ts'
import { tellDocument } from './document-events.ts'
import { applyLibraryChange } from './library-cache.ts'
import {
  capsKey,
  documentListKey,
  documentVersionsKey,
  endedJobsKey,
  jobHistoryKey,
  jobKey,
  jobsKey,
  providersKey,
  spendKey,
  usualKey,
} from './query-keys.ts'

/** Brings what is known up to date with one event; asks again only where the event does not hold the answer. */
export function applyEvent(queries: QueryClient, event: StudioEvent): void {
  switch (event.type) {
    case 'job.changed':
      queries.setQueryData(jobKey(event.job.id), event.job)
      void queries.invalidateQueries({ queryKey: jobsKey })
      void queries.invalidateQueries({ queryKey: endedJobsKey })
      void queries.invalidateQueries({ queryKey: jobHistoryKey(event.job.id) })
      if (event.job.state !== 'running') forgetProgress(event.job.id)
      if (event.job.state !== 'running' && event.job.state !== 'waiting') forgetRemote(event.job.id)
      // What a draft usually takes is known better now.
      if (event.job.kind === 'try-on' && event.job.state === 'succeeded') void queries.invalidateQueries({ queryKey: usualKey })
      return
    case 'job.progressed':
      queries.setQueryData<JobSummary>(jobKey(event.id), (job) => (job === undefined ? undefined : { ...job, progress: event.progress }))
      queries.setQueriesData<{ jobs: JobSummary[]; paused: boolean }>({ queryKey: jobsKey }, (list) =>
        list === undefined
          ? undefined
          : { ...list, jobs: list.jobs.map((job) => (job.id === event.id ? { ...job, progress: event.progress } : job)) },
      )
      noteProgress(event.id, event.progress.fraction)
      // Only what a service said of its own work is worth remembering while it is waited for.
      if (event.progress.stage === 'generate') noteRemote(event.id, event.progress.fraction)
      return
    case 'library.changed':
      applyLibraryChange(queries, event.change)
      return
    case 'queue.changed':
      void queries.invalidateQueries({ queryKey: jobsKey })
      void queries.invalidateQueries({ queryKey: endedJobsKey })
      return
    case 'document.changed':
      // The open document itself hears its changes where it is shown.
      void queries.invalidateQueries({ queryKey: documentListKey })
      if (event.change.kind === 'versions') void queries.invalidateQueries({ queryKey: documentVersionsKey(event.change.id) })
      tellDocument(event.change)
      return
    case 'preferences.changed':
      preferenceStore.setState(event.preferences, true)
      return
    case 'provider.changed':
      queries.setQueryData<{ providers: ProviderStatus[] }>(providersKey, (list) =>
        list === undefined
          ? undefined
          : { ...list, providers: list.providers.map((one) => (one.id === event.provider.id ? event.provider : one)) },
      )
      return
    case 'spend.changed':
      void queries.invalidateQueries({ queryKey: spendKey })
      // The limits name the day that counts, and a new one may have begun.
      void queries.invalidateQueries({ queryKey: capsKey })
      return
    case 'events.reset':
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'documents.open' })
      tellDocument(null)
  }
}
