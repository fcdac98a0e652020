import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { StudioError } from '../../domain/errors.ts'

/** The programs that clips need, as absolute paths. */
export interface FfmpegPrograms {
  readonly ffmpeg: string
  readonly ffprobe: string
  /** Where ffmpeg was found: DRAPE_FFMPEG, the package ffmpeg-static, or the search path. */
  readonly source: 'setting' | 'package' | 'system'
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Finds ffmpeg: DRAPE_FFMPEG, then the package ffmpeg-static (where its download succeeded), then the search path; ffprobe:
 * DRAPE_FFPROBE, then beside ffmpeg, then the search path. A setting that names no program is an error, not skipped: whoever set it
 * wants that one.
 *
 * @throws StudioError `video.no-ffmpeg` with details `program` and, for a wrong setting, `setting`.
 */
export async function findFfmpeg(env: Environment): Promise<FfmpegPrograms> {
  const { path: ffmpeg, source } = await findProgram(env)
  const named = await fromSetting(env, 'DRAPE_FFPROBE')
  const beside = join(dirname(ffmpeg), executable('ffprobe'))
  const ffprobe = named ?? ((await canRun(beside)) ? beside : await onSearchPath(env, 'ffprobe'))
  if (ffprobe === undefined) throw missing('ffprobe')
  return { ffmpeg, ffprobe, source }
}

async function findProgram(env: Environment): Promise<{ readonly path: string; readonly source: FfmpegPrograms['source'] }> {
  const named = await fromSetting(env, 'DRAPE_FFMPEG')
  if (named !== undefined) return { path: named, source: 'setting' }
  const packed = await fromPackage()
  if (packed !== undefined) return { path: packed, source: 'package' }
  const installed = await onSearchPath(env, 'ffmpeg')
  if (installed !== undefined) return { path: installed, source: 'system' }
  throw missing('ffmpeg')
}

async function fromSetting(env: Environment, setting: 'DRAPE_FFMPEG' | 'DRAPE_FFPROBE'): Promise<string | undefined> {
  const value = env[setting]?.trim()
  if (value === undefined || value === '') return undefined
  const path = resolve(value)
  if (await canRun(path)) return path
  throw new StudioError('video.no-ffmpeg', `${setting} names no program`, { details: { program: basenameOf(setting), setting } })
}

/** The package is optional, and its program is downloaded when it is installed: either may be missing. */
async function fromPackage(): Promise<string | undefined> {
  const loaded = (await import('ffmpeg-static').catch(() => undefined)) as { readonly default?: unknown } | undefined
  const path = loaded?.default
  if (typeof path !== 'string') return undefined
  // Programs cannot be started from inside an archive; electron-builder lays them beside it.
  const outside = path.replace(/\bapp\.asar\b/, 'app.asar.unpacked')
  return (await canRun(outside)) ? outside : undefined
}

async function onSearchPath(env: Environment, name: string): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    // A relative entry would let the current folder choose the program.
    if (!isAbsolute(folder)) continue
    const path = join(folder, executable(name))
    if (await canRun(path)) return path
  }
  return undefined
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

function basenameOf(setting: 'DRAPE_FFMPEG' | 'DRAPE_FFPROBE'): string {
  return setting === 'DRAPE_FFMPEG' ? 'ffmpeg' : 'ffprobe'
}

function missing(program: string): StudioError {
  return new StudioError('video.no-ffmpeg', `${program} was not found`, { details: { program } })
}
