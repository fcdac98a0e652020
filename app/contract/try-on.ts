import { z } from 'zod'
import { assetId, jobId } from '../domain/ids.ts'
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
