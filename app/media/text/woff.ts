import { inflateSync } from 'node:zlib'
import { StudioError } from '../../domain/errors.ts'

const SIGNATURE = 0x774f4646
const HEADER_BYTES = 44
const ENTRY_BYTES = 20
const SFNT_HEADER_BYTES = 12
const SFNT_ENTRY_BYTES = 16

interface Table {
  readonly tag: number
  readonly checksum: number
  readonly data: Uint8Array
}

/**
 * Unpacks a WOFF 1.0 font (W3C recommendation of 2012) into the OpenType file it was made from, as shapers read it.
 *
 * @throws StudioError `internal` for bytes that are no such font: only fonts of our own come here.
 */
export function unpackWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength)
  if (woff.byteLength < HEADER_BYTES || view.getUint32(0) !== SIGNATURE) throw new StudioError('internal', 'A font is no WOFF file')
  const tables = Array.from({ length: view.getUint16(12) }, (_, i) => tableAt(woff, view, HEADER_BYTES + i * ENTRY_BYTES))
  return joinTables(view.getUint32(4), tables)
}

function tableAt(woff: Uint8Array, view: DataView, entry: number): Table {
  const offset = view.getUint32(entry + 4)
  const packedBytes = view.getUint32(entry + 8)
  const bytes = view.getUint32(entry + 12)
  const packed = woff.subarray(offset, offset + packedBytes)
  const data = packedBytes < bytes ? inflateSync(packed) : packed
  if (data.length !== bytes) throw new StudioError('internal', 'A table of a font has not the length it names')
  return { tag: view.getUint32(entry), checksum: view.getUint32(entry + 16), data }
}

function joinTables(flavour: number, tables: readonly Table[]): Uint8Array {
  const start = SFNT_HEADER_BYTES + tables.length * SFNT_ENTRY_BYTES
  const out = new Uint8Array(tables.reduce((end, { data }) => end + padded(data.length), start))
  const view = new DataView(out.buffer)
  const power = Math.floor(Math.log2(Math.max(1, tables.length)))
  view.setUint32(0, flavour)
  view.setUint16(4, tables.length)
  view.setUint16(6, 16 * 2 ** power)
  view.setUint16(8, power)
  view.setUint16(10, 16 * tables.length - 16 * 2 ** power)
  let offset = start
  for (const [i, { tag, checksum, data }] of tables.entries()) {
    const entry = SFNT_HEADER_BYTES + i * SFNT_ENTRY_BYTES
    view.setUint32(entry, tag)
    view.setUint32(entry + 4, checksum)
    view.setUint32(entry + 8, offset)
    view.setUint32(entry + 12, data.length)
    out.set(data, offset)
    offset += padded(data.length)
  }
  return out
}

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4
