import { resolve } from 'node:path'
import type { ClipContainer } from './sniff.ts'

/**
 * The arguments by which a file of the user's becomes an input of ffmpeg or ffprobe, up to and with `-i`: a forced demuxer, no
 * protocol but files and pipes, and an absolute path with its scheme, so that no name can be taken for an option, a pattern or an
 * address. The demuxer for MP4 follows no references to other files unless told to (`-enable_drefs`).
 *
 * @param options further input options, such as `-ss`.
 */
export function inputArguments(
  input: { readonly path: string; readonly demuxer: ClipContainer['demuxer'] },
  ...options: readonly string[]
): readonly string[] {
  return ['-protocol_whitelist', 'file,pipe', '-f', input.demuxer, ...options, '-i', `file:${resolve(input.path)}`]
}
