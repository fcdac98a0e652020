import type { HeaderFacts } from './image-header.ts'

const DESCRIPTOR = 0x2c
const EXTENSION = 0x21

/** Size of the screen, or of a frame that reaches beyond it; frames by walking the blocks without unpacking them. */
export function readGifHeader(bytes: Uint8Array, maxFrames: number): HeaderFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 13) return undefined
  let width = view.getUint16(6, true)
  let height = view.getUint16(8, true)
  let frames = 0
  let at = 13 + tableBytes(view.getUint8(10))
  while (at < bytes.byteLength && frames <= maxFrames) {
    const kind = view.getUint8(at)
    if (kind === EXTENSION) {
      at = skipBlocks(view, at + 2)
    } else if (kind === DESCRIPTOR && at + 10 <= bytes.byteLength) {
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true))
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true))
      frames++
      // After the local colour table comes the code size, then the data blocks.
      at = skipBlocks(view, at + 10 + tableBytes(view.getUint8(at + 9)) + 1)
    } else {
      break
    }
  }
  return frames === 0 ? undefined : { width, height, frames }
}

function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1)
}

/** Past a run of length-prefixed blocks and its terminator. */
function skipBlocks(view: DataView, start: number): number {
  let at = start
  while (at < view.byteLength) {
    const length = view.getUint8(at)
    at += 1 + length
    if (length === 0) break
  }
  return at
}
