import { z } from 'zod'
import { corrections } from './corrections.ts'
import { MOST_GARMENTS } from './garment-region.ts'
import { artifactId, assetId, contentHash } from './ids.ts'

/** What a garment is, as far as the fit cares. */
export const garmentType = z.enum(['t-shirt', 'shirt', 'sweater', 'hoodie', 'jacket', 'coat', 'dress', 'skirt', 'trousers', 'shorts'])
export type GarmentType = z.output<typeof garmentType>

/** What a person may ask for: a type, its alias, or `auto`. Gives `auto` or a type. */
export const requestedGarmentType = z
  .enum(['auto', 'tshirt', ...garmentType.options])
  .default('auto')
  .transform((asked): GarmentType | 'auto' => (asked === 'tshirt' ? 't-shirt' : asked))

/** How a garment was photographed: lying or hanging, on an invisible body, or worn by a model. */
export const garmentKind = z.enum(['flat', 'ghost', 'worn'])
export type GarmentKind = z.output<typeof garmentKind>

export const DEFECT_CODES = [
  'anchors-uncertain',
  'stiff-fit',
  'mesh-folded',
  'old-garment-shows',
  'low-coverage',
  'arms-reconstructed',
  'skin-uncertain',
  'face-covered',
  'cut-out-uncertain',
  'low-resolution',
  'pose-uncertain',
  'rear-view',
  'carried-over',
  'colour-shift',
  'out-of-frame',
] as const

/** A named weakness of a draft. Severity 0 is cosmetic, 1 makes the draft useless. */
export const defect = z.object({ code: z.enum(DEFECT_CODES), severity: z.number().min(0).max(1) })
export type Defect = z.output<typeof defect>

/** How the garment was fitted; a retry takes the next one that makes sense. */
export const fitStrategy = z.enum(['lofted-strips', 'body-to-body', 'stiff'])
export type FitStrategy = z.output<typeof fitStrategy>

/** Where the innermost top ends: over what is worn on the legs, or under its waistband; `auto` goes by what the garments are. */
export const tuck = z.enum(['auto', 'in', 'out'])
export type Tuck = z.output<typeof tuck>

/** How a top is worn over another one: as it was photographed, or open down the middle. */
export const garmentFront = z.enum(['closed', 'open'])
export type GarmentFront = z.output<typeof garmentFront>

/** A garment to wear, what it is where a person says so, and how it is worn. */
export const wornGarment = z.object({ garmentId: assetId, garmentType: requestedGarmentType, front: garmentFront.default('closed') })
export type WornGarment = z.output<typeof wornGarment>

/** What one person wears, in wearing order: the innermost first. */
export const outfit = z.array(wornGarment).min(1).max(MOST_GARMENTS)

export const tryOnOptions = z.object({
  tuck: tuck.default('auto'),
  /** Long side of the working picture in pixels. */
  workingLongSide: z.int().min(512).max(3072).default(1536),
  /** A draft always leaves face and background as they are; these two are for finals. */
  preserveFace: z.boolean().default(true),
  preserveBackground: z.boolean().default(true),
  maxRetries: z.int().min(0).max(3).default(2),
  qualityThreshold: z.number().min(0).max(1).default(0.7),
  /** Part of the recipe. Drafts have no randomness yet: the same inputs give the same bytes whatever it is. */
  seed: z.int().min(0).max(0xffffffff).default(1),
  debug: z.boolean().default(false),
  corrections: corrections.prefault({}),
})
export type TryOnOptions = z.output<typeof tryOnOptions>

/** One stage of a finished run: wall time from its call to its parsed output, and whether it was remembered. */
export const stageRun = z.object({ id: z.string(), ms: z.number().nonnegative(), cached: z.boolean() })

/** What became of one garment of a draft. */
const draftedGarment = z.object({
  type: garmentType,
  kind: garmentKind,
  /** That it is of this type. */
  confidence: z.number().min(0).max(1),
  strategy: fitStrategy,
  /** Further strategies that were tried after the first. */
  retries: z.int().min(0),
  /** Share of it that no other garment covers. Its score and defects are those of what is seen. */
  visible: z.number().min(0).max(1),
  qualityScore: z.number().min(0).max(1),
  defects: z.array(defect),
  /** Measured facts behind the score, by name. */
  facts: z.record(z.string(), z.number()),
  /** Debug artifacts by name, where they were asked for. */
  debug: z.record(z.string(), artifactId),
})
export type DraftedGarment = z.output<typeof draftedGarment>

/** What a finished try-on job says. */
export const tryOnResult = z.object({
  /** The draft in the library, a PNG of the working size. */
  draft: z.object({ assetId, hash: contentHash }),
  /** The working picture the draft was made on, as a JPEG to show beside it. */
  before: artifactId,
  /** PNG, one channel, working size: 0 where the working picture is unchanged to the byte. */
  editMask: contentHash,
  width: z.int(),
  height: z.int(),
  verdict: z.enum(['ok', 'below-threshold']),
  /** Of the weakest garment. */
  qualityScore: z.number().min(0).max(1),
  /** Of all garments, each once with its worst severity. */
  defects: z.array(defect),
  /** In wearing order. */
  garments: z.array(draftedGarment).min(1),
  stages: z.array(stageRun),
  totalMs: z.number(),
})
export type TryOnResult = z.output<typeof tryOnResult>
