import type { HeaderFacts } from './image-header.ts'

const WIDTH = 256
const HEIGHT = 257
const STRIP_OFFSETS = 273
const TILE_OFFSETS = 324

/** Size of the first page; pages by following the chain of directories. BigTIFF is refused: no camera writes it. */
export function readTiffHeader(bytes: Uint8Array, maxFrames: number): HeaderFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 8) return undefined
  const little = view.getUint16(0) === 0x4949
  if (view.getUint16(2, little) !== 42) return undefined
  const first = readDirectory(view, view.getUint32(4, little), little)
  if (first === undefined) return undefined
  let frames = 1
  const seen = new Set<number>()
  // A chain that bites its own tail ends at the page it has been to.
  for (let next = first.next; next !== 0 && !seen.has(next) && frames <= maxFrames; frames++) {
    seen.add(next)
    next = readDirectory(view, next, little)?.next ?? 0
  }
  return { width: first.width, height: first.height, frames }
}

function readDirectory(view: DataView, at: number, little: boolean): { width: number; height: number; next: number } | undefined {
  if (at + 2 > view.byteLength) return undefined
  const count = view.getUint16(at, little)
  const end = at + 2 + count * 12
  // A directory that runs past the end of the file is a torn or hostile one: there is no picture behind it.
  if (end > view.byteLength) return undefined
  let width = 0
  let height = 0
  let hasPixels = false
  for (let entry = at + 2; entry < end; entry += 12) {
    const tag = view.getUint16(entry, little)
    if (tag === WIDTH) width = valueAt(view, entry, little)
    if (tag === HEIGHT) height = valueAt(view, entry, little)
    if (tag === STRIP_OFFSETS || tag === TILE_OFFSETS) hasPixels = true
  }
  if (!hasPixels) return undefined
  return { width, height, next: end + 4 <= view.byteLength ? view.getUint32(end, little) : 0 }
}

/** A single SHORT (3) or LONG (4), which lies in the entry itself. */
function valueAt(view: DataView, entry: number, little: boolean): number {
  return view.getUint16(entry + 2, little) === 3 ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little)
}
