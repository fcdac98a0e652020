import { z } from 'zod'
import { modelChoice } from '../cloud/generate-request.ts'
import { assetId } from '../ids.ts'
import { microUsd } from '../money/money.ts'
import { promptWish } from '../prompting/encode-request.ts'
import { outfit, tryOnOptions } from '../try-on.ts'
import { realismLevel } from './final-rules.ts'

/** How a final is to be, whatever it is made from. */
export const finalOptions = z.object({
  choice: modelChoice,
  realism: realismLevel.default(3),
  preserve: z.object({ face: z.boolean().default(true), background: z.boolean().default(true) }).prefault({}),
  /** Further paid tries where the first is not good enough. */
  maxRetries: z.int().min(0).max(3).default(2),
  qualityThreshold: z.number().min(0).max(1).default(0.7),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  /** What becomes of it where the draft that a model is given is below the threshold, or cannot be made: money is spent on neither unless told to. */
  onWeakDraft: z.enum(['stop', 'go-on']).default('stop'),
  /** Further words for models that take them; nothing of it is needed. */
  wish: promptWish.prefault({}),
  brand: z.string().min(1).max(200).nullable().default(null),
  /** The most that all tries may cost together; without it as much as was told before the start. */
  maxMicros: microUsd.nullable().default(null),
})
export type FinalOptions = z.output<typeof finalOptions>

/** What a final is made from: pictures, of which a draft is made first, or a draft that is there. */
export const finalSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pictures'), personId: assetId, garments: outfit, options: tryOnOptions.prefault({}) }),
  z.object({ kind: z.literal('draft'), draftId: assetId }),
])

export const finalRequest = finalOptions.extend({ from: finalSource })
export type FinalRequest = z.output<typeof finalRequest>

/** What the job works from: the pictures are known, and what they are called. */
export const finalWork = finalOptions.extend({
  personId: assetId,
  garments: outfit,
  /** Of the draft where one is made. */
  options: tryOnOptions,
  /** A draft that was there; null where one is made. */
  draftId: assetId.nullable(),
  /** The text that prompts are made of, as it was at the start. */
  template: z.string(),
  names: z.object({ person: z.string(), garments: z.array(z.string()) }),
})
export type FinalWork = z.output<typeof finalWork>
