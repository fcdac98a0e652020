import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../domain/errors.ts'

/** What a picture may ask of this machine before anything is decoded. */
export const imageLimits = z.object({
  /** Width times height of one frame. 100 megapixels decode to 0.4 GB of RGBA. */
  maxPixels: z.int().positive().default(100e6),
  maxSidePx: z.int().positive().default(32_767),
  maxImageBytes: z
    .int()
    .positive()
    .default(200 * 1024 * 1024),
  /** Frames or pages a file may declare. Only the first is used; the limit stops files built to be counted for ever. */
  maxFrames: z.int().positive().default(2_000),
})
export type ImageLimits = z.output<typeof imageLimits>

export const DEFAULT_IMAGE_LIMITS: ImageLimits = imageLimits.parse({})

/** What a clip may ask of this machine before a frame of it is decoded. */
export const videoLimits = z.object({
  maxClipBytes: z
    .int()
    .positive()
    .default(8 * 1024 ** 3),
  /** Width times height of a frame. 8K is 33.2 megapixels. */
  maxPixels: z.int().positive().default(36e6),
  maxDurationMs: z
    .int()
    .positive()
    .default(4 * 60 * 60 * 1000),
  /** Picture, sound, subtitle and data tracks together. */
  maxStreams: z.int().positive().default(32),
  /** Frames that are counted; a day at 12 a second. */
  maxFrames: z.int().positive().default(1_000_000),
})
export type VideoLimits = z.output<typeof videoLimits>

export const DEFAULT_VIDEO_LIMITS: VideoLimits = videoLimits.parse({})

export const config = z.object({
  libraryFolder: z.string().min(1),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  imageLimits: imageLimits.prefault({}),
  videoLimits: videoLimits.prefault({}),
  /** Long side of the working picture of a try-on, in pixels. */
  workingLongSidePx: z.int().min(512).max(3072).default(1536),
  /** Threads for pixel work. */
  pixelWorkers: z.int().min(1).max(6),
  /** Memory for artifacts read lately, per thread. */
  artifactCacheBytes: z
    .int()
    .nonnegative()
    .default(16 * 1024 * 1024),
  /** How long stopping waits for running jobs. */
  shutdownGraceMs: z.int().nonnegative().default(5_000),
})
export type Config = z.output<typeof config>

/** What a host knows that the environment does not say. */
export interface ConfigSources {
  /** `--library` of the command line; wins over the environment. */
  readonly libraryFolder?: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly homeFolder: string
  readonly cpuCount: number
}

/**
 * The studio's settings: command line, then environment (DRAPE_LIBRARY, DRAPE_LOG_LEVEL, DRAPE_MAX_PIXELS,
 * DRAPE_MAX_IMAGE_BYTES, DRAPE_WORKING_LONG_SIDE, DRAPE_PIXEL_WORKERS), then defaults. Pure.
 *
 * @throws StudioError `request.invalid` naming the variable.
 */
export function readConfig(sources: ConfigSources): Config {
  const { env } = sources
  const parsed = config.safeParse({
    libraryFolder: resolve(sources.libraryFolder ?? nonEmpty(env['DRAPE_LIBRARY']) ?? defaultLibraryFolder(sources)),
    logLevel: nonEmpty(env['DRAPE_LOG_LEVEL']),
    imageLimits: { maxPixels: numberOf(env['DRAPE_MAX_PIXELS']), maxImageBytes: numberOf(env['DRAPE_MAX_IMAGE_BYTES']) },
    workingLongSidePx: numberOf(env['DRAPE_WORKING_LONG_SIDE']),
    pixelWorkers: numberOf(env['DRAPE_PIXEL_WORKERS']) ?? Math.min(6, Math.max(1, sources.cpuCount - 1)),
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new StudioError('request.invalid', `A setting is wrong: ${issue?.path.join('.')}: ${issue?.message}`, {
    details: { at: issue?.path.join('.') ?? '', problem: issue?.message ?? '' },
  })
}

/** Where a library lies when nobody says otherwise: the place each system keeps the data of its programs. */
function defaultLibraryFolder(sources: Pick<ConfigSources, 'env' | 'platform' | 'homeFolder'>): string {
  const home = sources.homeFolder === '' ? homedir() : sources.homeFolder
  if (sources.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Drape', 'library')
  if (sources.platform === 'win32') return join(nonEmpty(sources.env['LOCALAPPDATA']) ?? join(home, 'AppData', 'Local'), 'Drape', 'library')
  return join(nonEmpty(sources.env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'drape', 'library')
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
}

/** NaN for text that is no number, so that the schema refuses it. */
function numberOf(text: string | undefined): number | undefined {
  return nonEmpty(text) === undefined ? undefined : Number(text)
}
