import { z } from 'zod'
import { draftOverlays, overlayMask } from '../domain/draft-overlays.ts'
import { MOST_GARMENTS } from '../domain/garment-region.ts'
import { artifactId, assetId, jobId } from '../domain/ids.ts'
import { outfit, requestedGarmentType, tryOnOptions } from '../domain/try-on.ts'
import { procedure } from './define.ts'

/** An outfit, or the one garment of a script with its type in the options. */
const startInput = z
  .object({
    personId: assetId,
    /** In wearing order, the innermost first. */
    garments: outfit.optional(),
    garmentId: assetId.optional(),
    options: tryOnOptions.extend({ garmentType: requestedGarmentType }).prefault({}),
  })
  .refine(({ garments, garmentId }) => (garments === undefined) !== (garmentId === undefined), {
    path: ['garments'],
    error: 'Give either garments or one garmentId',
  })
  .transform(({ personId, garments, garmentId, options: { garmentType, ...options } }) => ({
    personId,
    garments: garments ?? (garmentId === undefined ? [] : [{ garmentId, garmentType, front: 'closed' as const }]),
    options,
  }))

/** Which garment of a draft, by its place in the wearing order, from 0. */
const garmentIndex = z
  .int()
  .min(0)
  .max(MOST_GARMENTS - 1)
  .default(0)

/** What the eyes and the drape do, each as a job. */
export const tryOnContract = {
  'tryon.start': procedure({
    kind: 'mutation',
    summary: 'Starts a draft try-on of one to four garments on one person.',
    input: startInput,
    output: z.object({ jobId }),
    errors: ['request.invalid', 'asset.not-found', 'asset.not-a-picture', 'storage.full', 'storage.failed'],
  }),
  'tryon.stages': procedure({
    kind: 'query',
    summary: 'Lists the stages of a draft in the order they are shown, with their share of the time.',
    input: z.object({ garments: z.int().min(1).max(MOST_GARMENTS).default(1) }),
    output: z.object({ stages: z.array(z.object({ id: z.string(), share: z.number() })), usualMs: z.number().nullable() }),
    errors: [],
  }),
  'tryon.inspect': procedure({
    kind: 'query',
    summary: 'Tells what was found and made on the way to a finished draft: masks, pose, mesh, points of the garment.',
    input: z.object({ jobId, garment: garmentIndex }),
    output: draftOverlays,
    errors: ['job.not-found', 'asset.not-found', 'asset.blob-damaged', 'storage.failed'],
  }),
  'tryon.mask': procedure({
    kind: 'query',
    summary: 'Makes one mask of a finished draft a grey picture of the draft’s size, to be shown over it.',
    input: z.object({ jobId, garment: garmentIndex, mask: overlayMask }),
    output: z.object({ picture: artifactId }),
    errors: ['job.not-found', 'asset.not-found', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  }),
  'tryon.rewarp': procedure({
    kind: 'query',
    summary: 'Gathers what a page needs to lay the garment of a finished draft anew while points are dragged.',
    input: z.object({ jobId, garment: garmentIndex }),
    output: z.object({ kit: artifactId }),
    errors: [
      'job.not-found',
      'asset.not-found',
      'asset.not-a-picture',
      'asset.blob-missing',
      'asset.blob-damaged',
      'tryon.pose-failed',
      'tryon.segmentation-failed',
      'tryon.garment-failed',
      'tryon.warp-failed',
      'storage.full',
      'storage.failed',
    ],
  }),
  'cutout.start': procedure({
    kind: 'mutation',
    summary: 'Starts a cut-out of the person or the garment in a picture.',
    input: z.object({ assetId, kind: z.enum(['person', 'garment']) }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'asset.not-a-picture', 'storage.full', 'storage.failed'],
  }),
  'pose.start': procedure({
    kind: 'mutation',
    summary: 'Starts a search for people and their landmarks in a picture.',
    input: z.object({ assetId }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'asset.not-a-picture', 'storage.full', 'storage.failed'],
  }),
  'judge.start': procedure({
    kind: 'mutation',
    summary:
      'Starts a comparison of a result, a draft or any picture, with the photo of its garment: colours, print, stripes, sharpness, lengths.',
    input: z.object({
      resultId: assetId,
      garmentId: assetId,
      /** The photo that the result was made from, where there is one. */
      personId: assetId.optional(),
      garmentType: requestedGarmentType,
    }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'asset.not-a-picture', 'storage.full', 'storage.failed'],
  }),
} as const
