import { z } from 'zod'

/**
 * Texts that prompts are made of, each editable: of a picture from words, of an edit, of a final by a model that edits, and what a model is
 * asked that looks at a garment.
 */
export const templateId = z.enum(['make', 'edit', 'final', 'analyse'])
export type TemplateId = z.output<typeof templateId>

/** As long as any model takes at all. */
export const templateText = z.string().trim().min(1).max(8_000)

/** The studio's own texts: `models/prompts.json`. */
export const promptTexts = z.strictObject({
  version: z.literal(1),
  asOf: z.iso.date(),
  templates: z.array(z.strictObject({ id: templateId, number: z.int().positive(), asOf: z.iso.date(), text: templateText })),
})
export type PromptTexts = z.output<typeof promptTexts>

/** A text as it was saved by a person; numbers count from 1 for each template and are never used twice. */
export const savedVersion = z.strictObject({
  template: templateId,
  number: z.int().positive(),
  savedAt: z.int(),
  note: z.string().max(200),
  text: templateText,
})
export type SavedVersion = z.output<typeof savedVersion>

/** A version by its number; null is the studio's own text. */
export const versionNumber = z.int().positive().nullable()
