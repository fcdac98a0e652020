import { z } from 'zod'
import { assetId, jobId } from '../domain/ids.ts'
import { jobProgress, jobSummary } from '../domain/job.ts'
import { microUsd } from '../domain/money/money.ts'
import { ledgerEntry } from '../domain/money/submission.ts'
import { preferences } from '../domain/preferences.ts'
import { providerStatus } from './cloud.ts'
import { documentChange } from './documents.ts'
import { assetMark } from './library.ts'

/**
 * What became of pictures. A change that names them costs its listeners little: they bring up to date what they show of
 * them. Null where they are too many to be named.
 */
export const libraryChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['added', 'trashed', 'restored']), ids: z.array(assetId).nullable() }),
  z.object({ kind: z.literal('marked'), marks: z.array(assetMark).nullable() }),
])
export type LibraryChange = z.output<typeof libraryChange>

/** What the studio tells its listeners. `seq` grows by one per event; send the last one seen to hear what was missed. */
export const studioEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job.changed'), seq: z.int(), job: jobSummary }),
  z.object({ type: z.literal('job.progressed'), seq: z.int(), id: jobId, progress: jobProgress }),
  z.object({ type: z.literal('library.changed'), seq: z.int(), change: libraryChange }),
  z.object({ type: z.literal('document.changed'), seq: z.int(), change: documentChange }),
  z.object({ type: z.literal('queue.changed'), seq: z.int(), paused: z.boolean() }),
  z.object({ type: z.literal('preferences.changed'), seq: z.int(), preferences }),
  z.object({ type: z.literal('provider.changed'), seq: z.int(), provider: providerStatus }),
  // An entry of the ledger, and what counts against the day's limits after it.
  z.object({ type: z.literal('spend.changed'), seq: z.int(), entry: ledgerEntry, todayMicros: microUsd }),
  // More was missed than the log still holds: forget everything and ask again.
  z.object({ type: z.literal('events.reset'), seq: z.int() }),
])
export type StudioEvent = z.output<typeof studioEvent>
