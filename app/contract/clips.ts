import { z } from 'zod'
import { artifactId, assetId } from '../domain/ids.ts'
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
} as const
