import { z } from 'zod'
import { providerId } from '../cloud/tasks.ts'
import { garmentType } from '../try-on.ts'

/** How far down a garment goes on a body. */
export const HEM_LENGTHS = ['cropped', 'waist', 'hip', 'thigh', 'knee', 'calf', 'ankle', 'unknown'] as const

/** A colour of cloth, largest share first. */
const namedColour = z.object({
  name: z.string().min(1).max(40),
  /** `#rrggbb`; null where only its name is told. */
  hex: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
  /** Of the cloth, 0..1; null where only named. */
  share: z.number().min(0).max(1).nullable(),
})
export type NamedColour = z.output<typeof namedColour>

/** What a garment is and what must not change of it. The same from a look on this machine and from a service. */
export const garmentAnalysis = z.object({
  source: providerId,
  category: garmentType,
  colours: z.array(namedColour).max(6),
  pattern: z.object({
    kind: z.enum(['plain', 'stripe', 'check', 'print', 'unknown']),
    /** In words: how stripes run, where a print lies. */
    detail: z.string().max(300).nullable(),
  }),
  sleeves: z.enum(['none', 'short', 'long', 'unknown']),
  hem: z.enum(HEM_LENGTHS),
  silhouette: z.string().max(200).nullable(),
  /** Null where a picture does not tell it to the one who looked. */
  texture: z.string().max(200).nullable(),
  fit: z.string().max(200).nullable(),
  details: z.array(z.string().max(200)).max(12),
  mustNotChange: z.array(z.string().max(200)).max(12),
  /** That the category and the outline are right, 0..1. */
  confidence: z.number().min(0).max(1),
})
export type GarmentAnalysis = z.output<typeof garmentAnalysis>

/** What a service that looks at pictures is asked to answer. */
export const analysisAnswer = garmentAnalysis.omit({ source: true })

/** The same as JSON Schema, as services take it. */
export const ANALYSIS_SCHEMA = z.toJSONSchema(analysisAnswer, { target: 'draft-2020-12' })

/** `a navy and white t-shirt with horizontal stripes, short sleeves, hip length`. */
export function wordGarment({ colours, category, pattern, sleeves, hem, silhouette, texture, fit, details }: GarmentAnalysis): string {
  const named = colours.map(({ name }) => name).join(' and ')
  const look = pattern.kind === 'unknown' || pattern.kind === 'plain' ? '' : ` with ${pattern.detail ?? PATTERN_WORDS[pattern.kind]}`
  const ends = [sleeves === 'unknown' ? '' : SLEEVE_WORDS[sleeves], hem === 'unknown' ? '' : HEM_WORDS[hem]]
  const head = [named, category].filter((word) => word !== '').join(' ') + look
  return [head, ...ends, silhouette ?? '', texture ?? '', fit ?? '', ...details].filter((part) => part !== '').join(', ')
}

const PATTERN_WORDS = { stripe: 'stripes', check: 'checks', print: 'a print' } as const
const SLEEVE_WORDS = { none: '', short: 'short sleeves', long: 'long sleeves' } as const
const HEM_WORDS = {
  cropped: 'cropped',
  waist: 'waist length',
  hip: 'hip length',
  thigh: 'thigh length',
  knee: 'knee length',
  calf: 'calf length',
  ankle: 'ankle length',
} as const
