import sharp from 'sharp'
import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { makeFilmStrip } from '../../media/video/film-strip.ts'
import { CLIP_ERRORS, openClip } from '../open-clip.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Frames of a clip side by side, as one WebP. */
export const clipStrip = defineStage<Services>()({
  id: 'clip-strip',
  version: 1,
  lane: 'ffmpeg',
  models: [],
  input: z.object({ source: artifactId, count: z.int().min(1).max(60), heightPx: z.int().min(16).max(360) }),
  output: z.object({ strip: artifactId, frames: z.int().positive(), frameWidth: z.int().positive(), frameHeight: z.int().positive() }),
  errors: CLIP_ERRORS,
  async run({ source, ...wanted }, { services, signal }) {
    const clip = await openClip(source, { services, signal })
    const { png, ...facts } = await makeFilmStrip(clip, wanted, { tools: services.video, signal })
    return { strip: await services.artifacts.writeBytes(await sharp(png).webp({ quality: 75, effort: 2 }).toBuffer()), ...facts }
  },
})
