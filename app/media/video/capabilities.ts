import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { StudioError } from '../../domain/errors.ts'
import { type FfmpegPrograms, findFfmpeg } from './find-ffmpeg.ts'

/** What one build of ffmpeg says of itself. A hardware encoder in the list need not work here: prove it with one frame. */
export interface FfmpegCapabilities {
  /** For example `5.1.9-0+deb12u1` or `n7.0`. */
  readonly version: string
  readonly encoders: ReadonlySet<string>
  readonly filters: ReadonlySet<string>
  /** Names of demuxers; `mov`, `mp4` and their kin are names of one. */
  readonly demuxers: ReadonlySet<string>
}

/** ffmpeg on this machine, looked for and asked when it is first needed. */
export interface VideoTools {
  /** @throws StudioError `video.no-ffmpeg` */
  programs(): Promise<FfmpegPrograms>
  /** @throws StudioError `video.no-ffmpeg` */
  capabilities(): Promise<FfmpegCapabilities>
}

const PATIENCE_MS = 20_000
const run = promisify(execFile)

/** What was found is kept; a failure is not, so that a program installed meanwhile is found at the next try. */
export function createVideoTools(env: Readonly<Record<string, string | undefined>>): VideoTools {
  let programs: Promise<FfmpegPrograms> | undefined
  let capabilities: Promise<FfmpegCapabilities> | undefined
  const tools: VideoTools = {
    programs() {
      programs ??= findFfmpeg(env).catch((thrown: unknown) => {
        programs = undefined
        throw thrown
      })
      return programs
    },
    capabilities() {
      capabilities ??= tools
        .programs()
        .then(({ ffmpeg }) => askCapabilities(ffmpeg))
        .catch((thrown: unknown) => {
          capabilities = undefined
          throw thrown
        })
      return capabilities
    },
  }
  return tools
}

async function askCapabilities(ffmpeg: string): Promise<FfmpegCapabilities> {
  const ask = async (flag: string): Promise<string> => {
    const { stdout } = await run(ffmpeg, ['-hide_banner', flag], { timeout: PATIENCE_MS, windowsHide: true, maxBuffer: 4 << 20 })
    return stdout
  }
  try {
    const [version, encoders, filters, demuxers] = await Promise.all([ask('-version'), ask('-encoders'), ask('-filters'), ask('-demuxers')])
    return {
      version: /^ffmpeg version (\S+)/.exec(version)?.[1] ?? 'unknown',
      encoders: namesIn(encoders, /^ [VAS][A-Z.]{5} (\S+) /),
      filters: namesIn(filters, /^ [A-Z.]{2,3} +(\S+) +\S+->\S+/),
      demuxers: namesIn(demuxers, /^ D[ d]{1,3}(\S+) /),
    }
  } catch (thrown) {
    throw new StudioError('video.no-ffmpeg', 'ffmpeg does not answer', { details: { program: 'ffmpeg' }, cause: thrown })
  }
}

/** The names in the first group of the lines that match; a line may hold several, joined by commas. */
function namesIn(text: string, line: RegExp): ReadonlySet<string> {
  return new Set(text.split('\n').flatMap((entry) => line.exec(entry)?.[1]?.split(',') ?? []))
}
