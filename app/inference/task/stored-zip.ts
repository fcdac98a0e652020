import { crc32 } from 'node:zlib'

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** MediaPipe maps the files of a bundle where they lie, so they begin at a multiple of this. */
const ALIGNMENT = 64
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
/** 1980-01-01 in MS-DOS's count: the archive of the same files has the same bytes. */
const FIRST_DAY = 0x21

/** An archive that holds its files as they are, uncompressed (PKWARE APPNOTE 4.3; less than 4 GB, ASCII names). */
export function storedZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const placed = entries.map(({ name, bytes }) => ({ name: new TextEncoder().encode(name), bytes, crc: crc32(bytes), at: 0, extra: 0 }))
  let length = 0
  for (const entry of placed) {
    entry.at = length
    const start = length + LOCAL_BYTES + entry.name.length
    entry.extra = (ALIGNMENT - (start % ALIGNMENT)) % ALIGNMENT
    length = start + entry.extra + entry.bytes.length
  }
  const directory = length
  const directoryBytes = placed.reduce((sum, { name }) => sum + CENTRAL_BYTES + name.length, 0)
  const zip = new Uint8Array(directory + directoryBytes + END_BYTES)
  const view = new DataView(zip.buffer)
  let central = directory
  for (const { name, bytes, crc, at, extra } of placed) {
    view.setUint32(at, 0x04034b50, true)
    writeFacts(view, at + 4, { crc, sizeBytes: bytes.length, nameBytes: name.length })
    view.setUint16(at + 28, extra, true)
    zip.set(name, at + LOCAL_BYTES)
    zip.set(bytes, at + LOCAL_BYTES + name.length + extra)
    view.setUint32(central, 0x02014b50, true)
    view.setUint16(central + 4, 20, true)
    writeFacts(view, central + 6, { crc, sizeBytes: bytes.length, nameBytes: name.length })
    view.setUint32(central + 42, at, true)
    zip.set(name, central + CENTRAL_BYTES)
    central += CENTRAL_BYTES + name.length
  }
  view.setUint32(central, 0x06054b50, true)
  view.setUint16(central + 8, placed.length, true)
  view.setUint16(central + 10, placed.length, true)
  view.setUint32(central + 12, directoryBytes, true)
  view.setUint32(central + 16, directory, true)
  return zip
}

/** The fields that a file's own header and the directory have in common: method 0 (stored), time, checksum, sizes. */
function writeFacts(
  view: DataView,
  at: number,
  { crc, sizeBytes, nameBytes }: { readonly crc: number; readonly sizeBytes: number; readonly nameBytes: number },
): void {
  view.setUint16(at, 20, true)
  view.setUint16(at + 8, FIRST_DAY, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, sizeBytes, true)
  view.setUint32(at + 18, sizeBytes, true)
  view.setUint16(at + 22, nameBytes, true)
}
