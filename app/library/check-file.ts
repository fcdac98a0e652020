import { open, readFile } from 'node:fs/promises'
import type { AssetType, ClipFacts, VideoType } from '../domain/asset.ts'
import type { ImageLimits } from '../platform/config.ts'
import { storageError } from '../platform/files.ts'
import { validateImage } from '../platform/image/decode-image.ts'

/** What a clip turned out to be. */
export interface CheckedClip {
  readonly type: VideoType
  /** As it is looked at: upright, square pixels. */
  readonly width: number
  readonly height: number
  readonly facts: ClipFacts
  /** A frame that stands for the clip, upright, as an image file that this program reads. */
  readonly poster: Uint8Array
}

/** What the library asks of the layer beside it that knows video. */
export interface ClipReader {
  readonly maxBytes: number
  /** How many bytes `recognises` wants to see. */
  readonly headBytes: number
  /** Whether a file that begins so is a video, or poses as one, and not a picture. */
  recognises(head: Uint8Array): boolean
  /** @throws StudioError `video.*`; an abort passes through. */
  check(path: string, signal: AbortSignal): Promise<CheckedClip>
}

/** A file that was found whole. */
export interface CheckedFile {
  readonly type: AssetType
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly clip: ClipFacts | null
  /** WebP, see `validateImage`. */
  readonly small: Uint8Array
  readonly large: Uint8Array
}

export interface CheckOptions {
  readonly limits: ImageLimits
  /** Without one, clips are refused as pictures of an unknown type. */
  readonly clips?: ClipReader | undefined
  readonly signal?: AbortSignal | undefined
}

const NEVER = new AbortController().signal

/** Whether a file is a clip, by its content. @throws StudioError `storage.failed` */
export async function isClipFile(path: string, clips: ClipReader | undefined): Promise<boolean> {
  return clips?.recognises(await readHead(path, clips.headBytes)) === true
}

/**
 * Decides by content what a file is, and whether it is whole: a picture is decoded to its last row, a clip as its reader does it.
 *
 * @throws StudioError `image.*`, `video.*`, `storage.failed`; an abort passes through.
 */
export async function checkFile(path: string, { limits, clips, signal = NEVER }: CheckOptions): Promise<CheckedFile> {
  if (clips === undefined || !(await isClipFile(path, clips))) {
    const { fullSize, header, small, large } = await validateImage(await readFile(path), limits)
    return { type: header.type, ...fullSize, frames: header.frames, clip: null, small, large }
  }
  const { type, width, height, facts, poster } = await clips.check(path, signal)
  const { small, large } = await validateImage(poster, limits)
  return { type, width, height, frames: facts.frames, clip: facts, small, large }
}

async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw storageError(thrown, path)
  }
}
