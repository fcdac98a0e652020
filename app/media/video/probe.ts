import { open } from 'node:fs/promises'
import { StudioError } from '../../domain/errors.ts'
import { DEFAULT_VIDEO_LIMITS, type VideoLimits } from '../../platform/config.ts'
import { isMissing, storageError } from '../../platform/files.ts'
import type { ClipFacts } from './clip-facts.ts'
import { timingOf } from './frame-times.ts'
import { inputArguments } from './input-arguments.ts'
import { type PictureHeader, probedHeader, readHeader, tooLarge } from './read-header.ts'
import { runFfprobe } from './run-ffprobe.ts'
import { type ClipContainer, SNIFF_BYTES, sniffClip } from './sniff.ts'

export interface ProbeRequest {
  /** The program, from `VideoTools`. */
  readonly ffprobe: string
  readonly path: string
  readonly limits?: VideoLimits
  readonly signal: AbortSignal
}

const HEADER_TIMEOUT_MS = 30_000
/** Reading every packet of 8 GB from a slow disk. */
const PACKETS_TIMEOUT_MS = 10 * 60_000

/**
 * What a clip is, by its content: recognised by its first bytes, its header read, its packets counted. Nothing is decoded,
 * and no other file or address is touched, whatever the file says. Packets are what is in the file: one that breaks off, or that lacks
 * pieces its index names, is found out; pixels that are wrong inside of a packet are not.
 *
 * @throws StudioError `file.not-found`, `video.unsupported-type` (details `reason`), `video.damaged`, `video.encrypted`,
 * `video.no-picture`, `video.too-large`, `video.no-ffmpeg`, `job.timeout`; an abort passes through.
 */
export async function probeClip(request: ProbeRequest): Promise<ClipFacts> {
  const { limits = DEFAULT_VIDEO_LIMITS } = request
  const { container, sizeBytes } = await sniffFile(request.path)
  if (sizeBytes > limits.maxClipBytes) throw tooLarge({ sizeBytes, maxClipBytes: limits.maxClipBytes })
  const { picture, sound } = await probeHeader(request, container, limits)
  const packets = await countPackets(request, { container, picture, limits })
  const { timeBase, declaredRate, ...track } = picture
  const { startMs, durationMs, lastFrameMs, frameRate, isVariableRate } = timingOf(packets, { timeBase, declaredRate })
  if (durationMs > limits.maxDurationMs) throw tooLarge({ durationMs, maxDurationMs: limits.maxDurationMs })
  return {
    container,
    sizeBytes,
    durationMs,
    startMs,
    lastFrameMs,
    picture: { ...track, frameRate, isVariableRate, frames: packets.times.length, keyFrames: packets.keyFrames },
    sound,
  }
}

/** The container of a file by its first bytes, and its size. @throws StudioError `file.not-found`, `video.unsupported-type` */
export async function sniffFile(path: string): Promise<{ readonly container: ClipContainer; readonly sizeBytes: number }> {
  const { head, sizeBytes } = await readHead(path)
  const container = sniffClip(head)
  if (typeof container === 'object') return { container, sizeBytes }
  throw new StudioError('video.unsupported-type', 'The file is not a clip of a supported type', {
    details: { reason: container ?? 'no-video' },
  })
}

async function readHead(path: string): Promise<{ readonly head: Uint8Array; readonly sizeBytes: number }> {
  try {
    const file = await open(path, 'r')
    try {
      const head = new Uint8Array(SNIFF_BYTES)
      const { bytesRead } = await file.read(head, 0, SNIFF_BYTES, 0)
      return { head: head.subarray(0, bytesRead), sizeBytes: (await file.stat()).size }
    } finally {
      await file.close()
    }
  } catch (thrown) {
    if (isMissing(thrown)) throw new StudioError('file.not-found', 'The file is not there', { cause: thrown })
    throw storageError(thrown, path)
  }
}

async function probeHeader(request: ProbeRequest, container: ClipContainer, limits: VideoLimits): Promise<ReturnType<typeof readHeader>> {
  const lines: string[] = []
  const args = ['-of', 'json', '-show_streams', ...inputArguments({ path: request.path, demuxer: container.demuxer })]
  const { exitCode, complaints } = await runFfprobe(
    { program: request.ffprobe, args, signal: request.signal, timeoutMs: HEADER_TIMEOUT_MS },
    (line) => lines.push(line),
  )
  const header = probedHeader.safeParse(parseJson(lines.join('\n')))
  if (exitCode !== 0 || !header.success) throw damaged('header', complaints)
  return readHeader(header.data, limits)
}

interface CountedPackets {
  readonly times: readonly number[]
  readonly lastDuration: number
  readonly keyFrames: number
}

async function countPackets(
  request: ProbeRequest,
  clip: { readonly container: ClipContainer; readonly picture: PictureHeader; readonly limits: VideoLimits },
): Promise<CountedPackets> {
  const times: number[] = []
  let last = { time: Number.NEGATIVE_INFINITY, duration: 0 }
  let keyFrames = 0
  const index = String(clip.picture.index)
  const onLine = (line: string): void => {
    const [track, pts, dts, ticks, flags, sideData = ''] = line.split(',')
    // The demuxer names the codec within; only the packets tell that a key is needed.
    if (sideData.startsWith('Encryption')) throw new StudioError('video.encrypted', 'The clip is encrypted')
    // More side data of a packet follows as lines without fields; an edit list leaves packets with the second flag out.
    if (track !== index || flags === undefined || flags[1] === 'D') return
    const time = Number.isFinite(Number(pts)) ? Number(pts) : Number(dts)
    // A packet that says when neither to decode nor to show it is counted where the one before it was.
    times.push(Number.isFinite(time) ? time : (times.at(-1) ?? 0))
    if (times.length > clip.limits.maxFrames) throw tooLarge({ maxFrames: clip.limits.maxFrames })
    if (time > last.time) last = { time, duration: Number(ticks) || 0 }
    if (flags.startsWith('K')) keyFrames += 1
  }
  // Packets of all tracks, for sound that breaks off is damage too.
  const show = ['-show_entries', 'packet=stream_index,pts,dts,duration,flags:packet_side_data=side_data_type', '-of', 'csv=p=0']
  const args = [...show, ...inputArguments({ path: request.path, demuxer: clip.container.demuxer })]
  const run = { program: request.ffprobe, args, signal: request.signal, timeoutMs: PACKETS_TIMEOUT_MS }
  const { exitCode, complaints } = await runFfprobe(run, onLine)
  if (exitCode !== 0 || times.length === 0 || BROKEN_OFF.test(complaints)) throw damaged('packets', complaints)
  return { times, lastDuration: last.duration, keyFrames }
}

/** What demuxers say of a file that ends before its index does, or whose pieces do not lie where it says. */
const BROKEN_OFF = /partial file|File ended prematurely|Invalid NAL unit size|error reading|Truncat/i

function damaged(where: 'header' | 'packets', complaints: string): StudioError {
  return new StudioError('video.damaged', `The ${where} of the clip cannot be read`, { details: { where }, cause: new Error(complaints) })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
