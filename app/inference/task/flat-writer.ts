/**
 * Writes small FlatBuffers: a tree of values becomes bytes, parents before their children.
 * Format: https://flatbuffers.dev/internals/ (little-endian; every offset points forward, but for the one to a vtable).
 */

/** A value of a field. `behind` names a place in the bytes that will be put behind what is written here. */
export type FlatValue =
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'uint32'; readonly value: number }
  | { readonly kind: 'floats'; readonly values: readonly number[] }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'behind'; readonly position: number }
  | FlatTableValue
  | { readonly kind: 'tables'; readonly tables: readonly (FlatTableValue | { readonly kind: 'behind'; readonly position: number })[] }

export interface FlatTableValue {
  readonly kind: 'table'
  /** By field number; a field that is not named is absent. */
  readonly fields: Readonly<Record<number, FlatValue>>
}

/** Bytes that begin at a multiple of this lie as well aligned behind the written part as they did by themselves. */
const BLOCK = 64
/** Readers want the bytes of a buffer at a multiple of this. */
const BYTES_ALIGNMENT = 16

/**
 * @param identifier four characters
 * @param behind     the buffer that `behind` values point into; it follows the written part, unchanged
 */
export function writeFlatBuffer(root: FlatTableValue, identifier: string, behind: Uint8Array = new Uint8Array(0)): Uint8Array {
  const writer = new FlatWriter()
  writer.skip(4)
  writer.ascii(identifier)
  writer.offset(0, writer.table(root))
  return writer.finish(behind)
}

class FlatWriter {
  private readonly bytes: number[] = []
  /** Places of offsets into what comes behind, which are known when the written part has ended. */
  private readonly later: { readonly at: number; readonly position: number }[] = []

  skip(count: number): number {
    const at = this.bytes.length
    for (let i = 0; i < count; i++) this.bytes.push(0)
    return at
  }

  ascii(text: string): void {
    for (const character of text) this.bytes.push(character.charCodeAt(0))
  }

  /** An offset counts from the place it stands at. */
  offset(at: number, target: number): void {
    this.uint32(at, target - at)
  }

  table({ fields }: FlatTableValue): number {
    const entries = Object.entries(fields).map(([field, value]) => ({ field: Number(field), value }))
    const fieldCount = Math.max(-1, ...entries.map(({ field }) => field)) + 1
    this.align(4)
    const vtable = this.skip(4 + 2 * fieldCount)
    this.align(4)
    // Each field takes four bytes, also one that needs a single byte: the tables are few.
    const table = this.skip(4 + 4 * entries.length)
    this.uint16(vtable, 4 + 2 * fieldCount)
    this.uint16(vtable + 2, 4 + 4 * entries.length)
    this.uint32(table, table - vtable)
    for (const [index, { field, value }] of entries.entries()) {
      const at = table + 4 + 4 * index
      this.uint16(vtable + 4 + 2 * field, at - table)
      this.put(at, value)
    }
    return table
  }

  finish(behind: Uint8Array): Uint8Array {
    this.align(behind.length === 0 ? 4 : BLOCK)
    const base = this.bytes.length
    for (const { at, position } of this.later) this.offset(at, base + position)
    const whole = new Uint8Array(base + behind.length)
    whole.set(this.bytes)
    whole.set(behind, base)
    return whole
  }

  /** Writes a number in its place, or an offset there and what it points to at the end. */
  private put(at: number, value: FlatValue): void {
    if (value.kind === 'byte') this.bytes[at] = value.value
    else if (value.kind === 'uint32') this.uint32(at, value.value)
    else if (value.kind === 'behind') this.later.push({ at, position: value.position })
    else if (value.kind === 'table') this.offset(at, this.table(value))
    else this.offset(at, this.vector(value))
  }

  private vector(value: Extract<FlatValue, { readonly kind: 'floats' | 'bytes' | 'text' | 'tables' }>): number {
    if (value.kind === 'text') return this.byteVector([...new TextEncoder().encode(value.text), 0], 1)
    if (value.kind === 'bytes') return this.byteVector(value.bytes, 0)
    const count = value.kind === 'floats' ? value.values.length : value.tables.length
    this.align(4)
    const start = this.skip(4 + 4 * count)
    this.uint32(start, count)
    if (value.kind === 'floats') for (const [i, one] of value.values.entries()) this.float32(start + 4 + 4 * i, one)
    else for (const [i, one] of value.tables.entries()) this.put(start + 4 + 4 * i, one)
    return start
  }

  /** @param uncounted bytes at the end that the length leaves out: the zero after a text */
  private byteVector(bytes: ArrayLike<number>, uncounted: number): number {
    while ((this.bytes.length + 4) % BYTES_ALIGNMENT !== 0) this.bytes.push(0)
    const start = this.skip(4)
    this.uint32(start, bytes.length - uncounted)
    for (let i = 0; i < bytes.length; i++) this.bytes.push(bytes[i] ?? 0)
    return start
  }

  private align(to: number): void {
    while (this.bytes.length % to !== 0) this.bytes.push(0)
  }

  private uint16(at: number, value: number): void {
    this.bytes[at] = value & 255
    this.bytes[at + 1] = value >>> 8
  }

  private uint32(at: number, value: number): void {
    for (let i = 0; i < 4; i++) this.bytes[at + i] = (value >>> (8 * i)) & 255
  }

  private float32(at: number, value: number): void {
    const view = new DataView(new ArrayBuffer(4))
    view.setFloat32(0, value, true)
    this.uint32(at, view.getUint32(0, true))
  }
}
