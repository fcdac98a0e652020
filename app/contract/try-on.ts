import { z } from 'zod'
import { draftOverlays, overlayMask } from '../domain/draft-overlays.ts'
import { artifactId, assetId, jobId } from '../domain/ids.ts'
import { tryOnOptions } from '../domain/try-on.ts'
import { procedure } from './define.ts'

/** What the eyes and the drape do, each as a job. */
export const tryOnContract = {
  'tryon.start': procedure({
    kind: 'mutation',
    summary: 'Starts a draft try-on of one garment on one person.',
    input: z.object({ personId: assetId, garmentId: assetId, options: tryOnOptions.prefault({}) }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
  'tryon.stages': procedure({
    kind: 'query',
    summary: 'Lists the stages of a draft in the order they are shown, with their share of the time.',
    input: z.object({}),
    output: z.object({ stages: z.array(z.object({ id: z.string(), share: z.number() })), usualMs: z.number().nullable() }),
    errors: [],
  }),
  'tryon.inspect': procedure({
    kind: 'query',
    summary: 'Tells what was found and made on the way to a finished draft: masks, pose, mesh, points of the garment.',
    input: z.object({ jobId }),
    output: draftOverlays,
    errors: ['job.not-found', 'asset.blob-damaged', 'storage.failed'],
  }),
  'tryon.mask': procedure({
    kind: 'query',
    summary: 'Makes one mask of a finished draft a grey picture of the draft’s size, to be shown over it.',
    input: z.object({ jobId, mask: overlayMask }),
    output: z.object({ picture: artifactId }),
    errors: ['job.not-found', 'asset.not-found', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  }),
  'cutout.start': procedure({
    kind: 'mutation',
    summary: 'Starts a cut-out of the person or the garment in a picture.',
    input: z.object({ assetId, kind: z.enum(['person', 'garment']) }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
  'pose.start': procedure({
    kind: 'mutation',
    summary: 'Starts a search for people and their landmarks in a picture.',
    input: z.object({ assetId }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'storage.full', 'storage.failed'],
  }),
} as const
