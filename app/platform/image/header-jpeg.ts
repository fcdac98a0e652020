import type { HeaderFacts } from './image-header.ts'

/** Size from the first start-of-frame segment. Segments are walked, so an Exif thumbnail's own frame is not mistaken for it. */
export function readJpegHeader(bytes: Uint8Array): HeaderFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    if (view.getUint8(at) !== 0xff) {
      // Stray bytes between segments: decoders skip to the next marker, so do we.
      at++
      continue
    }
    const marker = view.getUint8(at + 1)
    if (marker === 0xff || marker === 0x00) {
      at++
    } else if (isStandalone(marker)) {
      at += 2
    } else if (isFrame(marker)) {
      return at + 9 <= bytes.byteLength ? { height: view.getUint16(at + 5), width: view.getUint16(at + 7), frames: 1 } : undefined
    } else if (marker === 0xda || marker === 0xd9) {
      return undefined
    } else {
      at += 2 + view.getUint16(at + 2)
    }
  }
  return undefined
}

/** SOF0 to SOF15 without DHT (c4), JPG (c8) and DAC (cc). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isStandalone(marker: number): boolean {
  return marker === 0x01 || marker === 0xd8 || (marker >= 0xd0 && marker <= 0xd7)
}
