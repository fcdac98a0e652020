import type { ClipFacts, VideoType } from '../domain/asset.ts'
import type { VideoTools } from '../media/video/capabilities.ts'
import { lookThrough } from '../media/video/check-clip.ts'
import type { ClipFacts as ProbedFacts } from '../media/video/clip-facts.ts'
import { SNIFF_BYTES, sniffClip } from '../media/video/sniff.ts'
import type { VideoLimits } from '../platform/config.ts'

/** What the library wants to know of clips, told by ffmpeg: its `ClipReader`. */
export function createClipReader(tools: VideoTools, limits: VideoLimits) {
  return {
    maxBytes: limits.maxClipBytes,
    headBytes: SNIFF_BYTES,
    recognises: (head: Uint8Array): boolean => sniffClip(head) !== undefined,
    async check(
      path: string,
      signal: AbortSignal,
    ): Promise<{
      readonly type: VideoType
      readonly width: number
      readonly height: number
      readonly facts: ClipFacts
      readonly poster: Uint8Array
    }> {
      const { facts, poster } = await lookThrough(path, { tools, limits, signal })
      const { width, height } = facts.picture
      return { type: facts.container.type, width, height, facts: keptFacts(facts), poster }
    },
  }
}

/** What of a clip's facts the library keeps; the rest is read from the file when it is wanted. */
function keptFacts({ durationMs, picture, sound }: ProbedFacts): ClipFacts {
  const [track] = sound
  return {
    durationMs: Math.max(1, Math.round(durationMs)),
    frames: picture.frames,
    frameRate: { num: Math.round(picture.frameRate.num), den: Math.round(picture.frameRate.den) },
    isVariableRate: picture.isVariableRate,
    codec: picture.codec,
    sound: track === undefined ? null : { codec: track.codec, channels: track.channels, sampleRate: track.sampleRate },
    rotation: picture.rotation,
    hasAlpha: picture.hasAlpha,
    dynamicRange: picture.dynamicRange,
  }
}
