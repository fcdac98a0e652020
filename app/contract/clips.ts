import { z } from 'zod'
import { artifactId, assetId, jobId } from '../domain/ids.ts'
import { clipRecipe } from '../domain/video/clip-recipe.ts'
import { planPreview } from '../domain/video/export-plan.ts'
import { savedClipRecipe } from '../domain/video/saved-clip-recipe.ts'
import { procedure } from './define.ts'

const CLIP_ERRORS = [
  'asset.not-found',
  'asset.not-a-clip',
  'asset.blob-missing',
  'asset.blob-damaged',
  'file.not-found',
  'video.no-ffmpeg',
  'video.unsupported-type',
  'video.damaged',
  'video.encrypted',
  'video.no-picture',
  'video.too-large',
  'video.ffmpeg-failed',
  'video.ffmpeg-killed',
  'job.timeout',
  'storage.full',
  'storage.failed',
] as const

const LOGO_ERRORS = ['asset.not-a-picture', 'image.damaged', 'image.unsupported-type', 'image.too-large'] as const

/** What a page shows of clips beside their frames; made when it is first asked for, and remembered. */
export const clipsContract = {
  'clips.strip': procedure({
    kind: 'query',
    summary: 'Makes one picture of frames of a clip side by side, at equal distances in time.',
    input: z.object({ assetId, count: z.int().min(1).max(60).default(20), heightPx: z.int().min(16).max(360).default(96) }),
    output: z.object({ strip: artifactId, frames: z.int(), frameWidth: z.int(), frameHeight: z.int() }),
    errors: CLIP_ERRORS,
  }),
  'clips.wave': procedure({
    kind: 'query',
    summary: 'Tells the loudest sample of each part of a clip’s sound, 0 to 255; nothing for a silent clip.',
    input: z.object({ assetId, points: z.int().min(1).max(10_000).default(1000) }),
    output: z.object({ peaks: z.array(z.int().min(0).max(255)).nullable() }),
    errors: CLIP_ERRORS,
  }),
  'clips.plan-export': procedure({
    kind: 'query',
    summary: 'Tells what an export would make: crops over time, where the mark lies, what a person should know, about how many bytes.',
    input: z.object({ assetId, recipe: clipRecipe }),
    output: planPreview,
    errors: [...CLIP_ERRORS, ...LOGO_ERRORS, 'model.damaged'],
  }),
  'clips.export': procedure({
    kind: 'mutation',
    summary: 'Starts an export of a clip: all outputs of one decode, kept as results. The job tells its progress.',
    input: z.object({
      assetId,
      recipe: clipRecipe,
      /** Told in names by `{name}`; the clip’s own without. */
      name: z.string().trim().min(1).max(200).optional(),
      /**
       * Makes a folder, ready to be posted, for each network that an output names: in this folder of the machine, which only hosts that
       * take paths accept, or in the library's `posts`; null makes none.
       */
      posts: z
        .strictObject({ folder: z.string().max(4096).nullable().default(null) })
        .nullable()
        .default(null),
    }),
    output: z.object({ jobId }),
    errors: ['request.invalid', 'request.forbidden', 'asset.not-found', 'asset.not-a-clip', 'asset.not-a-picture'],
  }),
  'clips.recipes': procedure({
    kind: 'query',
    summary: 'Lists what clips go out as, as it was saved under names.',
    input: z.object({}),
    output: z.object({ recipes: z.array(savedClipRecipe) }),
    errors: [],
  }),
  'clips.save-recipe': procedure({
    kind: 'mutation',
    summary: 'Saves a recipe of exports under a name, for all or for one brand; one of the same name and brand is replaced.',
    input: z.object({ recipe: savedClipRecipe }),
    output: z.object({ recipes: z.array(savedClipRecipe) }),
    errors: ['clips.recipe-full', 'storage.full', 'storage.failed'],
  }),
  'clips.forget-recipe': procedure({
    kind: 'mutation',
    summary: 'Takes a saved recipe away and gives it back, so that it can be saved again.',
    input: z.object({ name: savedClipRecipe.shape.name, brand: savedClipRecipe.shape.brand }),
    output: z.object({ forgotten: savedClipRecipe }),
    errors: ['clips.recipe-not-found', 'storage.full', 'storage.failed'],
  }),
} as const
