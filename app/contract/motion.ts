import { z } from 'zod'
import { DIALECT_IDS } from '../domain/director/dialects.ts'
import { direction } from '../domain/director/direction.ts'
import { TEMPLATE_NAMES, userTemplate } from '../domain/director/templates.ts'
import { CONTROLS } from '../domain/director/wording.ts'
import { artifactId, assetId, jobId } from '../domain/ids.ts'
import { procedure } from './define.ts'

const evenSide = z.int().min(16).max(4096).multipleOf(2)

/** Clips of stills: rendered here, looked at beforehand, and told to providers in their own terms. */
export const motionContract = {
  'motion.render': procedure({
    kind: 'mutation',
    summary: 'Makes a clip of a picture on this machine and keeps it in the library.',
    input: z.object({
      stillId: assetId,
      /** A picture of the cloth that moves, white on black or by its alpha; found when left out. */
      clothMaskId: assetId.exactOptional(),
      direction,
      size: z.strictObject({ width: evenSide, height: evenSide }).exactOptional(),
      template: z.string().min(1).max(80).exactOptional(),
    }),
    output: z.object({ jobId }),
    errors: ['asset.not-found', 'asset.not-a-picture'],
  }),
  'motion.preview': procedure({
    kind: 'query',
    summary: 'Gives the bytes from which a page paints the same frames at a reduced size: the still and what is known of it.',
    input: z.object({ stillId: assetId, clothMaskId: assetId.exactOptional(), longSide: z.int().min(256).max(1280).default(720) }),
    output: z.object({ kit: artifactId }),
    errors: [
      'asset.not-found',
      'asset.not-a-picture',
      'asset.blob-missing',
      'asset.blob-damaged',
      'file.not-found',
      'image.unsupported-type',
      'image.damaged',
      'image.too-large',
      'model.damaged',
      'worker.lost',
      'storage.full',
      'storage.failed',
    ],
  }),
  'motion.templates': procedure({
    kind: 'query',
    summary: 'Lists the templates of motion: those of the studio and those that were saved.',
    input: z.object({}),
    output: z.object({ builtIn: z.array(z.object({ name: z.enum(TEMPLATE_NAMES), direction })), saved: z.array(userTemplate) }),
    errors: [],
  }),
  'motion.save-template': procedure({
    kind: 'mutation',
    summary: 'Saves a direction under a name, for all or for one brand; one of the same name and brand is replaced.',
    input: z.object({ template: userTemplate }),
    output: z.object({ saved: z.array(userTemplate) }),
    errors: ['motion.template-full', 'storage.full', 'storage.failed'],
  }),
  'motion.forget-template': procedure({
    kind: 'mutation',
    summary: 'Takes a saved template away and gives it back, so that it can be saved again.',
    input: z.object({ name: userTemplate.shape.name, brand: userTemplate.shape.brand }),
    output: z.object({ forgotten: userTemplate }),
    errors: ['motion.template-not-found', 'storage.full', 'storage.failed'],
  }),
  'motion.translate': procedure({
    kind: 'query',
    summary: 'Says a direction in the terms of a provider: parameters, prompts, and how each control is told, or that it is not.',
    input: z.object({
      direction,
      provider: z.enum(DIALECT_IDS),
      prompt: z.string().max(4000).exactOptional(),
      negativePrompt: z.string().max(4000).exactOptional(),
    }),
    output: z.object({
      parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      prompt: z.string(),
      negativePrompt: z.string(),
      told: z.array(z.object({ control: z.enum(CONTROLS), how: z.enum(['parameter', 'words', 'nearest', 'unsupported']) })),
    }),
    errors: [],
  }),
} as const
