import type { HeaderFacts } from './image-header.ts'

/** Size from the first chunk (lossy, lossless or extended); frames by counting ANMF chunks. */
export function readWebpHeader(bytes: Uint8Array, maxFrames: number): HeaderFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 30) return undefined
  const name = nameAt(view, 12)
  if (name === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, frames: 1 }
  if (name === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, frames: 1 }
  }
  if (name !== 'VP8X') return undefined
  return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1, frames: Math.max(1, countFrames(view, maxFrames)) }
}

function countFrames(view: DataView, maxFrames: number): number {
  let frames = 0
  for (let at = 12; at + 8 <= view.byteLength && frames <= maxFrames; ) {
    if (nameAt(view, at) === 'ANMF') frames++
    const length = view.getUint32(at + 4, true)
    // Chunks are padded to even lengths.
    at += 8 + length + (length & 1)
  }
  return frames
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
