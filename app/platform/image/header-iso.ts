import type { HeaderFacts } from './image-header.ts'

/**
 * HEIC and AVIF are ISO base media files: boxes in boxes. The properties of all items lie in meta/iprp/ipco, each with
 * its size (ispe). The largest is taken, whichever item it belongs to, since a decoder might be asked for it.
 */
export function readIsoHeader(bytes: Uint8Array): HeaderFacts | undefined {
  const top = boxes(bytes, { start: 0, end: bytes.byteLength })
  // libheif shows a torn file with grey tiles and reports nothing: a box that runs past the end is the only sign.
  if (top.some((box) => box.isCut)) return undefined
  const sizes = imageProperties(bytes)
    .filter((box) => box.name === 'ispe')
    .map((box) => readSize(bytes, box))
  const largest = sizes.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best), { width: 0, height: 0 })
  if (largest.width === 0) return undefined
  // A sequence also has a movie box; how long it is does not matter, only its cover picture is used.
  const isSequence = top.some((box) => box.name === 'moov')
  return { ...largest, frames: isSequence ? 2 : 1 }
}

/** The embedded ICC profile (`colr` of type prof or rICC), where there is one. All tiles of a phone picture share it. */
export function readIsoProfile(bytes: Uint8Array): Uint8Array | undefined {
  for (const box of imageProperties(bytes)) {
    if (box.name !== 'colr' || box.end - box.start < 8) continue
    const kind = nameAt(bytes, box.start)
    if (kind === 'prof' || kind === 'rICC') return bytes.slice(box.start + 4, box.end)
  }
  return undefined
}

interface Span {
  readonly start: number
  readonly end: number
}

interface Box extends Span {
  readonly name: string
  /** It declares more bytes than its container has. */
  readonly isCut: boolean
}

/** More boxes than this in one container are there to be counted, not to be shown. */
const MAX_BOXES = 20_000

function imageProperties(bytes: Uint8Array): Box[] {
  const meta = boxes(bytes, { start: 0, end: bytes.byteLength }).find((box) => box.name === 'meta')
  if (meta === undefined) return []
  // `meta` is a full box: four bytes of version and flags stand before its children.
  const iprp = boxes(bytes, { start: meta.start + 4, end: meta.end }).find((box) => box.name === 'iprp')
  const ipco = iprp === undefined ? undefined : boxes(bytes, iprp).find((box) => box.name === 'ipco')
  return ipco === undefined ? [] : boxes(bytes, ipco)
}

/** The boxes of a span; `start` of each is after its own header. Stops at the first that does not fit. */
function boxes(bytes: Uint8Array, span: Span): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Box[] = []
  for (let at = span.start; at + 8 <= span.end && found.length < MAX_BOXES; ) {
    const short = view.getUint32(at)
    const isLong = short === 1
    if (isLong && at + 16 > span.end) break
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? span.end - at : short
    const header = isLong ? 16 : 8
    if (size < header) break
    found.push({ name: nameAt(bytes, at + 4), start: at + header, end: Math.min(at + size, span.end), isCut: at + size > span.end })
    at += size
  }
  return found
}

function readSize(bytes: Uint8Array, box: Box): { width: number; height: number } {
  if (box.end - box.start < 12) return { width: 0, height: 0 }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { width: view.getUint32(box.start + 4), height: view.getUint32(box.start + 8) }
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
