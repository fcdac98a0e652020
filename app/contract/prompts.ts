import { z } from 'zod'
import { modelName } from '../domain/cloud/generate-request.ts'
import { assetId, jobId } from '../domain/ids.ts'
import { microUsd } from '../domain/money/money.ts'
import { ENCODE_NOTES } from '../domain/prompting/encode.ts'
import { encodeRequest } from '../domain/prompting/encode-request.ts'
import { garmentAnalysis } from '../domain/prompting/garment-analysis.ts'
import { promptPreset } from '../domain/prompting/prompt-preset.ts'
import { templateId, templateText, versionNumber } from '../domain/prompting/prompt-texts.ts'
import { styleId } from '../domain/prompting/styles.ts'
import { garmentType, requestedGarmentType } from '../domain/try-on.ts'
import { procedure } from './define.ts'

const encoded = z.object({
  prompt: z.string(),
  negativePrompt: z.string(),
  /** What became of the words on the way, nothing lost without one. */
  notes: z.array(z.object({ code: z.enum(ENCODE_NOTES), text: z.string() })),
  /** The text that the prompt was made of; its number is null for the studio's own. */
  template: z.object({ id: templateId, number: versionNumber }),
})

const version = z.object({
  /** Null is the studio's own text. */
  number: versionNumber,
  /** Milliseconds since 1970; null for the studio's own. */
  savedAt: z.int().nullable(),
  note: z.string(),
  text: z.string(),
  isCurrent: z.boolean(),
})
const versions = z.object({ versions: z.array(version) })
const WRITING = ['storage.full', 'storage.failed'] as const

/** Words for models: made of wishes by texts that can be seen, edited and brought back; and what garments are. */
export const promptsContract = {
  'prompts.encode': procedure({
    kind: 'query',
    summary: 'Makes a prompt of a text, a style, choices of a shoot, a brand’s defaults and a garment, within the limits of a model.',
    input: encodeRequest,
    output: encoded,
    errors: ['request.invalid', 'provider.model-retired'],
  }),
  'prompts.styles': procedure({
    kind: 'query',
    summary: 'Lists styles, the choices of a shoot with their words, and ideas by garment.',
    input: z.object({}),
    output: z.object({
      styles: z.array(z.object({ id: styleId, wording: z.string(), negatives: z.array(z.string()) })),
      choices: z.array(z.object({ name: z.string(), options: z.array(z.object({ id: z.string(), wording: z.string() })) })),
      suggestions: z.record(garmentType, z.array(z.string())),
    }),
    errors: [],
  }),
  'prompts.versions': procedure({
    kind: 'query',
    summary: 'Lists the versions of a text that prompts are made of, the studio’s own first.',
    input: z.object({ template: templateId }),
    output: versions,
    errors: [],
  }),
  'prompts.save': procedure({
    kind: 'mutation',
    summary: 'Saves a changed text as a new version, which counts from then on.',
    input: z.object({ template: templateId, text: templateText, note: z.string().trim().max(200).default('') }),
    output: versions,
    errors: ['request.invalid', 'prompt.full', ...WRITING],
  }),
  'prompts.restore': procedure({
    kind: 'mutation',
    summary: 'Lets an earlier version of a text count again, or the studio’s own. None is lost.',
    input: z.object({ template: templateId, number: versionNumber }),
    output: versions,
    errors: ['prompt.version-not-found', ...WRITING],
  }),
  'prompts.diff': procedure({
    kind: 'query',
    summary: 'Compares two versions of a text word by word.',
    input: z.object({ template: templateId, from: versionNumber, to: versionNumber }),
    output: z.object({ parts: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })) }),
    errors: ['prompt.version-not-found'],
  }),
  'prompts.presets': procedure({
    kind: 'query',
    summary: 'Lists looks that were saved: style, choices of a shoot and words.',
    input: z.object({}),
    output: z.object({ presets: z.array(promptPreset) }),
    errors: [],
  }),
  'prompts.save-preset': procedure({
    kind: 'mutation',
    summary: 'Saves a look under a name, for all or for one brand; one of the same name and brand is replaced.',
    input: z.object({ preset: promptPreset }),
    output: z.object({ presets: z.array(promptPreset) }),
    errors: ['prompt.preset-full', ...WRITING],
  }),
  'prompts.forget-preset': procedure({
    kind: 'mutation',
    summary: 'Takes a saved look away and gives it back, so that it can be saved again.',
    input: z.object({ name: promptPreset.shape.name, brand: promptPreset.shape.brand }),
    output: z.object({ forgotten: promptPreset }),
    errors: ['prompt.preset-not-found', ...WRITING],
  }),
  'garment.analyse': procedure({
    kind: 'mutation',
    summary: 'Looks at a garment on this machine, or has a model of a service look at it for money.',
    input: z.object({
      garmentId: assetId,
      garmentType: requestedGarmentType,
      /** Null looks on this machine, without a key. */
      model: modelName.nullable().default(null),
      brand: z.string().min(1).max(200).nullable().default(null),
      maxMicros: microUsd.nullable().default(null),
    }),
    output: z.object({ jobId, worstCaseMicros: microUsd }),
    errors: [
      'request.invalid',
      'asset.not-found',
      'asset.not-a-picture',
      'provider.off',
      'provider.no-key',
      'provider.bad-request',
      'provider.model-retired',
      'money.price-unknown',
      'money.cap-reached',
      'secrets.locked',
      'secrets.failed',
    ],
  }),
  'garment.analysis': procedure({
    kind: 'query',
    summary: 'Tells what a finished look at a garment has found, whoever looked.',
    input: z.object({ jobId }),
    output: z.object({ analysis: garmentAnalysis }),
    errors: ['job.not-found', 'provider.bad-response'],
  }),
} as const
