import { z } from 'zod'
import { asset, assetOrigin } from '../domain/asset.ts'
import { assetId, jobId } from '../domain/ids.ts'
import { procedure } from './define.ts'

const cursor = z.string().max(200)

/** Pictures and results: bringing in, looking up, throwing away and taking back. */
export const libraryContract = {
  'library.import-paths': procedure({
    kind: 'mutation',
    summary: 'Imports files and folders of this machine. Needs the host capability `pathImport`.',
    input: z.object({ paths: z.array(z.string().min(1)).min(1).max(10_000) }),
    output: z.object({ jobId }),
    errors: ['request.forbidden', 'request.invalid', 'storage.full', 'storage.failed'],
  }),
  'library.import-uploads': procedure({
    kind: 'mutation',
    summary: 'Imports files that were sent with PUT /uploads before.',
    input: z.object({
      uploads: z
        .array(z.object({ id: z.string().regex(/^upl_[0-9a-z]{20}$/), name: z.string().min(1).max(255) }))
        .min(1)
        .max(1000),
    }),
    output: z.object({ jobId }),
    errors: ['request.invalid', 'file.not-found', 'storage.full', 'storage.failed'],
  }),
  'library.import-sample': procedure({
    kind: 'mutation',
    summary: 'Imports the sample person and garments that come with the studio.',
    input: z.object({}),
    output: z.object({ jobId }),
    errors: ['file.not-found', 'storage.full', 'storage.failed'],
  }),
  'library.list': procedure({
    kind: 'query',
    summary: 'Lists assets, newest first.',
    input: z.object({
      limit: z.int().min(1).max(500).default(100),
      cursor: cursor.optional(),
      origin: assetOrigin.optional(),
      trashed: z.boolean().default(false),
    }),
    output: z.object({ assets: z.array(asset), nextCursor: cursor.nullable() }),
    errors: ['request.invalid'],
  }),
  'library.get': procedure({
    kind: 'query',
    summary: 'Reads one asset.',
    input: z.object({ id: assetId }),
    output: asset,
    errors: ['asset.not-found'],
  }),
  'library.trash': procedure({
    kind: 'mutation',
    summary: 'Moves assets to the trash; nothing is deleted from disk.',
    input: z.object({ ids: z.array(assetId).min(1).max(1000) }),
    output: z.object({ moved: z.int() }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
  'library.restore': procedure({
    kind: 'mutation',
    summary: 'Takes assets back from the trash.',
    input: z.object({ ids: z.array(assetId).min(1).max(1000) }),
    output: z.object({ moved: z.int() }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
} as const
