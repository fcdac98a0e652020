import { z } from 'zod'
import { procedure } from '../contract/define.ts'
import { studioEvent } from '../contract/events.ts'

/**
 * What the core does for the host it runs in, and for nobody else: these answers hold paths of this machine. It travels over
 * the same port as the public contract.
 */
export const coreContract = {
  'media.locate': procedure({
    kind: 'query',
    summary: 'Finds the file behind a picture that may be shown.',
    input: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), variant: z.enum(['original', 'small', 'large', 'artifact']) }),
    output: z.object({ path: z.string(), type: z.string(), sizeBytes: z.int() }),
    errors: ['asset.not-found', 'asset.blob-missing'],
  }),
  'models.live-pose': procedure({
    kind: 'query',
    summary: 'Makes the bundle of networks that sees poses in a page. Nothing of it is kept.',
    input: z.object({}),
    output: z.object({ bytes: z.instanceof(Uint8Array<ArrayBuffer>), mark: z.string() }),
    errors: ['model.damaged'],
  }),
  'models.live-pose-mark': procedure({
    kind: 'query',
    summary: 'Names the bytes of that bundle without making it.',
    input: z.object({}),
    output: z.object({ mark: z.string() }),
    errors: [],
  }),
  'uploads.open': procedure({
    kind: 'mutation',
    summary: 'Names a file in the temporary folder that an upload may be written to.',
    input: z.object({}),
    output: z.object({ id: z.string(), path: z.string(), maxBytes: z.int() }),
    errors: ['storage.full', 'storage.failed'],
  }),
  'webhooks.receive': procedure({
    kind: 'mutation',
    summary:
      'Takes a call of fal that some work has ended: a job that waits for it is looked at now. What the call says of the result is not read.',
    input: z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(Uint8Array<ArrayBuffer>) }),
    output: z.object({ outcome: z.enum(['woken', 'ignored']) }),
    errors: [
      'request.unauthorized',
      'request.forbidden',
      'provider.off',
      'provider.unavailable',
      'provider.timeout',
      'provider.bad-response',
    ],
  }),
  'events.since': procedure({
    kind: 'query',
    summary: 'Replays what happened after `seq`, or tells that too much was missed.',
    input: z.object({ seq: z.int().min(0) }),
    output: z.object({ events: z.array(studioEvent), lastSeq: z.int() }),
    errors: [],
  }),
  'core.delay': procedure({
    kind: 'query',
    summary: 'Tells how late the core thread was at its event loop since the last time this was asked; the first call begins to measure.',
    input: z.object({}),
    output: z.object({ p99Ms: z.number(), maxMs: z.number() }),
    errors: [],
  }),
  'core.stop': procedure({
    kind: 'mutation',
    summary: 'Stops claiming, returns running jobs to the queue, closes the library.',
    input: z.object({}),
    output: z.object({}),
    errors: [],
  }),
} as const
export type CoreContract = typeof coreContract
