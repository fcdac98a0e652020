import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { inputArguments } from '../../app/media/video/input-arguments.ts'
import { videoTools } from './video-tools.ts'

/** Decodes a clip and shows its frames one by one, as bytes of the pixel format. */
export async function decodeClip(
  clip: Uint8Array,
  frameBytes: number,
  { format, show }: { readonly format: 'gray' | 'yuv420p'; readonly show: (frame: Uint8Array, index: number) => void },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-decode-'))
  const path = join(folder, 'clip.mp4')
  let index = 0
  try {
    await writeFile(path, clip)
    await runFfmpeg({
      program: (await videoTools.programs()).ffmpeg,
      args: [...inputArguments({ path, demuxer: 'mov' }), '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'],
      signal: new AbortController().signal,
      readStdout: async (chunks) => {
        const frame = new Uint8Array(frameBytes)
        let filled = 0
        for await (const chunk of chunks) {
          for (let at = 0; at < chunk.length; ) {
            const part = chunk.subarray(at, at + frameBytes - filled)
            frame.set(part, filled)
            filled += part.length
            at += part.length
            if (filled < frameBytes) continue
            show(frame, index++)
            filled = 0
          }
        }
      },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return index
}

/** SHA-256 over all decoded frames. */
export async function hashFrames(clip: Uint8Array, frameBytes: number): Promise<string> {
  const hash = createHash('sha256')
  await decodeClip(clip, frameBytes, { format: 'yuv420p', show: (frame) => hash.update(frame) })
  return hash.digest('hex')
}
