import type { ClipContainer } from './sniff.ts'

/** A ratio of whole numbers: frames a second, or the shape of a pixel (width to height). */
export interface Rational {
  readonly num: number
  readonly den: number
}

export interface PictureTrack {
  /** Index among all tracks, as in `-map 0:index`. */
  readonly index: number
  readonly codec: string
  readonly profile: string | null
  /** Stored size, before turning and before pixels are made square. */
  readonly codedWidth: number
  readonly codedHeight: number
  /** Size as it is looked at: turned upright, with square pixels; whole pixels. */
  readonly width: number
  readonly height: number
  /** Clockwise turn from stored to upright, in degrees. ffmpeg does it by itself when it decodes. */
  readonly rotation: 0 | 90 | 180 | 270
  /** Shape of a stored pixel. */
  readonly sampleAspect: Rational
  readonly pixelFormat: string | null
  readonly bitDepth: number
  readonly hasAlpha: boolean
  /** As tagged; null where the file says nothing. */
  readonly colour: {
    readonly primaries: string | null
    readonly transfer: string | null
    readonly matrix: string | null
    readonly range: string | null
  }
  readonly dynamicRange: 'sdr' | 'pq' | 'hlg'
  /** Rate of a clip of constant rate, else the average. */
  readonly frameRate: Rational
  /** True where some frame lies further than half a frame from its place at a constant rate. */
  readonly isVariableRate: boolean
  /** Counted, not declared. */
  readonly frames: number
  readonly keyFrames: number
}

export interface SoundTrack {
  readonly index: number
  readonly codec: string
  readonly channels: number
  readonly sampleRate: number
  readonly language: string | null
}

/** What is known of a clip without decoding it. */
export interface ClipFacts {
  readonly container: ClipContainer
  readonly sizeBytes: number
  /** From the first frame to the end of the last, in milliseconds, from the times of the frames. */
  readonly durationMs: number
  /** When the last frame comes, in milliseconds after the first. It may stay for long. */
  readonly lastFrameMs: number
  /** Where the first frame lies on the file's own clock, in milliseconds; may be negative. */
  readonly startMs: number
  readonly picture: PictureTrack
  readonly sound: readonly SoundTrack[]
}
