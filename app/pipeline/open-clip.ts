import { StudioError } from '../domain/errors.ts'
import type { ArtifactId } from '../domain/ids.ts'
import type { ClipFacts } from '../media/video/clip-facts.ts'
import { probeClip } from '../media/video/probe.ts'
import type { Services } from './services.ts'

/**
 * Where a clip lies and what it is, by the id of its bytes. ffmpeg reads files by path and seeks in them, so a clip is the one input of
 * stages that is not read into memory.
 *
 * @throws StudioError `asset.blob-missing`, `video.*`; an abort passes through.
 */
export async function openClip(
  source: ArtifactId,
  { services, signal }: { readonly services: Pick<Services, 'artifacts' | 'video'>; readonly signal: AbortSignal },
): Promise<{ readonly path: string; readonly facts: ClipFacts }> {
  const place = await services.artifacts.locate(source)
  if (place === undefined) throw new StudioError('asset.blob-missing', 'The file of the clip is missing', { details: { artifact: source } })
  const { ffprobe } = await services.video.programs()
  return { path: place.path, facts: await probeClip({ ffprobe, path: place.path, signal }) }
}

/** What may be wrong with a clip, or with the machine that is to read it. */
export const CLIP_ERRORS = [
  'asset.blob-missing',
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
