import type { HeaderFacts } from './image-header.ts'

const SIGNATURE_BYTES = 8
const IHDR = 0x49484452
const ACTL = 0x6163544c
const IDAT = 0x49444154

/** Size from IHDR; frames from acTL of an animated PNG (it stands before IDAT). */
export function readPngHeader(bytes: Uint8Array): HeaderFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 33 || view.getUint32(12) !== IHDR || view.getUint32(8) !== 13) return undefined
  return { width: view.getUint32(16), height: view.getUint32(20), frames: countFrames(view) }
}

function countFrames(view: DataView): number {
  for (let at = SIGNATURE_BYTES; at + 12 <= view.byteLength; ) {
    const length = view.getUint32(at)
    const name = view.getUint32(at + 4)
    if (name === IDAT) return 1
    if (name === ACTL) return Math.max(1, view.getUint32(at + 8))
    at += 12 + length
  }
  return 1
}
