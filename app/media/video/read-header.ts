import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import type { VideoLimits } from '../../platform/config.ts'
import type { PictureTrack, Rational, SoundTrack } from './clip-facts.ts'

/** What ffprobe says of a file: few fields, all of them optional, for versions and containers differ in what they say. */
const stream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  profile: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  pix_fmt: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
  color_primaries: z.string().optional(),
  color_transfer: z.string().optional(),
  color_space: z.string().optional(),
  color_range: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  time_base: z.string().optional(),
  channels: z.int().optional(),
  sample_rate: z.string().optional(),
  disposition: z.object({ attached_pic: z.int().optional() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.object({ side_data_type: z.string().optional(), rotation: z.number().optional() })).optional(),
})
type Stream = z.output<typeof stream>
export const probedHeader = z.object({ streams: z.array(stream).default([]) })

/** What the header says of the picture; rate and frames are counted afterwards. */
export type PictureHeader = Omit<PictureTrack, 'frameRate' | 'isVariableRate' | 'frames' | 'keyFrames'> & {
  readonly declaredRate: Rational | null
  /** Seconds in a tick of the track's clock. */
  readonly timeBase: Rational
}

/** Four-character codes of tracks that only a key opens: common encryption, and two older ways. */
const ENCRYPTED = new Set(['encv', 'enca', 'drmi', 'drms', 'drmt'])

/**
 * The tracks of a clip from what ffprobe said, held against the limits.
 *
 * @throws StudioError `video.no-picture`, `video.encrypted`, `video.unsupported-type` (unknown codec), `video.too-large`, `video.damaged`.
 */
export function readHeader(
  header: z.output<typeof probedHeader>,
  limits: VideoLimits,
): { readonly picture: PictureHeader; readonly sound: readonly SoundTrack[] } {
  const { streams } = header
  if (streams.length > limits.maxStreams) throw tooLarge({ streams: streams.length, maxStreams: limits.maxStreams })
  if (streams.some((each) => ENCRYPTED.has(each.codec_tag_string ?? ''))) {
    throw new StudioError('video.encrypted', 'The clip is encrypted')
  }
  const picture = streams.find((each) => each.codec_type === 'video' && each.disposition?.attached_pic !== 1)
  if (picture === undefined)
    throw new StudioError('video.no-picture', 'The file has no moving picture', { details: { streams: streams.length } })
  return { picture: pictureOf(picture, limits), sound: streams.filter((each) => each.codec_type === 'audio').map(soundOf) }
}

function pictureOf(track: Stream, limits: VideoLimits): PictureHeader {
  const codec = track.codec_name ?? 'unknown'
  if (codec === 'unknown') {
    throw new StudioError('video.unsupported-type', 'The codec of the clip is not known', {
      details: { tag: track.codec_tag_string ?? '' },
    })
  }
  const codedWidth = track.width ?? 0
  const codedHeight = track.height ?? 0
  if (codedWidth < 1 || codedHeight < 1)
    throw new StudioError('video.damaged', 'The clip does not say how large it is', { details: { codec } })
  if (codedWidth * codedHeight > limits.maxPixels) {
    throw tooLarge({ width: codedWidth, height: codedHeight, maxPixels: limits.maxPixels })
  }
  const rotation = rotationOf(track)
  const sampleAspect = ratioOf(track.sample_aspect_ratio, ':') ?? { num: 1, den: 1 }
  const squareWidth = Math.max(1, Math.round((codedWidth * sampleAspect.num) / sampleAspect.den))
  if (squareWidth * codedHeight > limits.maxPixels) throw tooLarge({ width: squareWidth, height: codedHeight, maxPixels: limits.maxPixels })
  const isOnItsSide = rotation === 90 || rotation === 270
  const pixelFormat = track.pix_fmt ?? null
  return {
    index: track.index,
    codec,
    profile: track.profile ?? null,
    codedWidth,
    codedHeight,
    width: isOnItsSide ? codedHeight : squareWidth,
    height: isOnItsSide ? squareWidth : codedHeight,
    rotation,
    sampleAspect,
    pixelFormat,
    bitDepth: bitDepthOf(pixelFormat),
    // VP8 and VP9 keep alpha in a second bitstream that only this tag tells of.
    hasAlpha: track.tags?.['alpha_mode'] === '1' || /^(yuva|rgba|bgra|argb|abgr|gbrap|ya\d)/.test(pixelFormat ?? ''),
    colour: {
      primaries: said(track.color_primaries),
      transfer: said(track.color_transfer),
      matrix: said(track.color_space),
      range: said(track.color_range),
    },
    dynamicRange: track.color_transfer === 'smpte2084' ? 'pq' : track.color_transfer === 'arib-std-b67' ? 'hlg' : 'sdr',
    declaredRate: ratioOf(track.r_frame_rate, '/') ?? ratioOf(track.avg_frame_rate, '/'),
    timeBase: ratioOf(track.time_base, '/') ?? { num: 1, den: 1000 },
  }
}

function soundOf(track: Stream): SoundTrack {
  return {
    index: track.index,
    codec: track.codec_name ?? 'unknown',
    channels: track.channels ?? 0,
    sampleRate: Number(track.sample_rate ?? 0) || 0,
    language: said(track.tags?.['language'] === 'und' ? undefined : track.tags?.['language']),
  }
}

/** ffprobe gives the turn counter-clockwise; older files carry a tag that is clockwise. Odd angles are taken as the nearest quarter. */
function rotationOf(track: Stream): PictureTrack['rotation'] {
  const matrix = track.side_data_list?.find((data) => data.rotation !== undefined)?.rotation
  const clockwise = matrix === undefined ? Number(track.tags?.['rotate'] ?? 0) : -matrix
  const quarters = (((Math.round(clockwise / 90) % 4) + 4) % 4) * 90
  return quarters === 90 || quarters === 180 || quarters === 270 ? quarters : 0
}

function bitDepthOf(pixelFormat: string | null): number {
  const planar = /p(9|10|12|14|16)(le|be)?$/.exec(pixelFormat ?? '')?.[1]
  const packed = /^(?:gray|p0|p2|p4|x2rgb|x2bgr)(10|12|16)/.exec(pixelFormat ?? '')?.[1]
  return Number(planar ?? packed ?? 8)
}

function ratioOf(text: string | undefined, mark: ':' | '/'): Rational | null {
  const [num, den] = (text ?? '').split(mark).map(Number)
  if (num === undefined || den === undefined || !(num > 0) || !(den > 0)) return null
  return { num, den }
}

function said(text: string | undefined): string | null {
  return text === undefined || text === '' || text === 'unknown' || text === 'reserved' ? null : text
}

export function tooLarge(details: Readonly<Record<string, number>>): StudioError {
  return new StudioError('video.too-large', 'The clip is larger than this program takes', { details })
}
