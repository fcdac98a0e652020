import { createVideoTools } from '../../app/media/video/capabilities.ts'

/** ffmpeg of this machine, or the one DRAPE_FFMPEG names. */
export const videoTools = createVideoTools(process.env)

/** True when ffmpeg and ffprobe are there; tests that need them are skipped otherwise. */
export const hasFfmpeg = await videoTools.programs().then(
  () => true,
  () => false,
)
