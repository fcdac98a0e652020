import { createVideoTools, type VideoTools } from '../media/video/capabilities.ts'

/** ffmpeg for those who may not know the layer it lies in: worker threads and the studio. */
export function openVideoTools(env: Readonly<Record<string, string | undefined>>): VideoTools {
  return createVideoTools(env)
}
