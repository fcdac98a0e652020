import { z } from 'zod'

/** Cloud services that the studio can be given a key of. `local` needs none and is always there. */
export const providerId = z.enum(['fal', 'google', 'replicate', 'runway', 'together', 'modelslab', 'xai', 'local'])
export type ProviderId = z.output<typeof providerId>

/** What a model can be asked for. */
export const cloudTask = z.enum([
  'text-to-image',
  'edit-image',
  'try-on',
  'image-to-video',
  'upscale',
  'face-detail',
  'remove-background',
  'analyse-garment',
  /** Gives no picture but weights, which models with own styles take by their address. */
  'train-style',
])
export type CloudTask = z.output<typeof cloudTask>

/** What a picture is to a request; an archive holds many, as a zip. */
export const inputRole = z.enum(['image', 'person', 'garment', 'draft', 'reference', 'mask', 'last-frame', 'archive'])
export type InputRole = z.output<typeof inputRole>
