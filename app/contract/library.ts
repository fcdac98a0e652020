import { z } from 'zod'
import { asset, assetFlag, assetKind, assetOrigin, assetRating } from '../domain/asset.ts'
import { assetId, contentHash, jobId } from '../domain/ids.ts'
import { procedure } from './define.ts'

const cursor = z.string().max(4000)
const ids = z.array(assetId).min(1).max(10_000)

/** Which pictures are meant. What is left out does not narrow. */
export const assetFilter = z.object({
  trashed: z.boolean().default(false),
  /** Words that the name holds, in any order, whatever their case and accents. */
  text: z.string().max(200).optional(),
  origin: assetOrigin.optional(),
  /** Pictures or clips; both where it is left out. */
  kind: assetKind.optional(),
  /** Brought in at this time or later, in milliseconds since 1970. */
  from: z.int().optional(),
  /** Brought in before this time, in milliseconds since 1970. */
  until: z.int().optional(),
  minRating: assetRating.optional(),
  flag: z.union([assetFlag, z.literal('none')]).optional(),
})
const sort = z.enum(['newest', 'oldest', 'name', 'rating']).default('newest')
const offset = z.int().min(0).default(0)

/** Stars and flag for some pictures. What is left out stays as it is; a flag of null takes it away. */
export const assetMark = z.object({ ids, rating: assetRating.optional(), flag: assetFlag.nullable().optional() })

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
    summary:
      'Lists assets by page, newest first unless told otherwise; the trash by when they were thrown away. Pages follow by `cursor`; `offset` jumps.',
    input: z.object({ ...assetFilter.shape, sort, limit: z.int().min(1).max(500).default(100), cursor: cursor.optional(), offset }),
    output: z.object({ assets: z.array(asset), nextCursor: cursor.nullable() }),
    errors: ['request.invalid'],
  }),
  'library.count': procedure({
    kind: 'query',
    summary: 'Counts the assets that a filter means, all that are not in the trash, and those that are.',
    input: assetFilter,
    output: z.object({ matching: z.int(), kept: z.int(), trashed: z.int() }),
    errors: [],
  }),
  'library.ids': procedure({
    kind: 'query',
    summary: 'Gives the ids of all that a filter means, in the order of the list, at most 10,000 from `offset` on.',
    input: z.object({ ...assetFilter.shape, sort, offset, limit: z.int().min(1).max(10_000).default(10_000) }),
    output: z.object({ ids: z.array(assetId) }),
    errors: [],
  }),
  'library.mark': procedure({
    kind: 'mutation',
    summary: 'Gives assets stars and flags, all or none of them, and tells what they had before in the same form.',
    input: z.object({ marks: z.array(assetMark).min(1).max(20) }),
    output: z.object({ before: z.array(assetMark) }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
  'library.get': procedure({
    kind: 'query',
    summary: 'Reads one asset.',
    input: z.object({ id: assetId }),
    output: asset,
    errors: ['asset.not-found'],
  }),
  'library.thumbnails': procedure({
    kind: 'query',
    summary: 'Gives small thumbnails as data URLs, by the hashes of their assets. Those that are not there are left out.',
    input: z.object({ hashes: z.array(contentHash).min(1).max(200) }),
    output: z.object({ thumbnails: z.array(z.object({ hash: contentHash, url: z.string() })) }),
    errors: ['storage.failed'],
  }),
  'library.trash': procedure({
    kind: 'mutation',
    summary: 'Moves assets to the trash; nothing is deleted from disk.',
    input: z.object({ ids }),
    output: z.object({ moved: z.int() }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
  'library.restore': procedure({
    kind: 'mutation',
    summary: 'Takes assets back from the trash.',
    input: z.object({ ids }),
    output: z.object({ moved: z.int() }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
} as const
