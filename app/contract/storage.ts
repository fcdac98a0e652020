import { z } from 'zod'
import { jobId } from '../domain/ids.ts'
import { storageKind } from '../domain/storage.ts'
import { procedure } from './define.ts'

/** What the library takes on the disk, and making room. */
export const storageContract = {
  'storage.measure': procedure({
    kind: 'query',
    summary: 'Adds up the files of the library by kind; it walks the folder, so it takes longer the larger that is.',
    input: z.object({}),
    output: z.object({
      kinds: z.array(z.object({ kind: storageKind, files: z.int(), sizeBytes: z.int() })),
      freeBytes: z.int(),
    }),
    errors: ['storage.failed'],
  }),
  'storage.clean': procedure({
    kind: 'mutation',
    summary: 'Starts to remove derived files that nothing shows; all of them can be made again.',
    input: z.object({}),
    output: z.object({ jobId }),
    errors: ['storage.full', 'storage.failed'],
  }),
} as const
