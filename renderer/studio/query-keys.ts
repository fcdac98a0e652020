import type { DocumentId, JobId } from '../../app/domain/ids.ts'

/** Keys of the queries that events bring up to date. */
export const jobsKey = ['jobs.list'] as const
/** Jobs that have ended come in pages, so they are no list that progress is written into. */
export const endedJobsKey = ['jobs.ended'] as const
export const jobHistoryKey = (id: JobId) => ['jobs.history', id] as const
export const libraryKey = ['library'] as const
/** Answers of `library.list`, and single pictures: what they say of pictures is brought up to date where it stands. */
export const assetListKey = [...libraryKey, 'list'] as const
export const assetKey = [...libraryKey, 'get'] as const
export const jobKey = (id: JobId) => ['jobs.get', id] as const
export const usualKey = ['tryon.stages'] as const
export const hostKey = ['host.describe'] as const
export const documentListKey = ['documents.list'] as const
export const documentVersionsKey = (id: DocumentId) => ['documents.list-versions', id] as const
export const documentHistoryKey = (id: DocumentId) => ['documents.history', id] as const
export const providersKey = ['providers.list'] as const
export const modelsKey = ['models.list'] as const
/** Sums and entries of the ledger; every entry changes some of them. */
export const spendKey = ['ledger'] as const
export const capsKey = ['caps.get'] as const
