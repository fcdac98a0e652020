/**
 * Reads tables of a FlatBuffer by field number, enough for a TFLite model.
 * Format: https://flatbuffers.dev/internals/ (all numbers little-endian, vectors hold a 32-bit length before their elements).
 */

/** Where a vector's elements begin in the buffer, and how many there are. */
interface VectorPlace {
  readonly start: number
  readonly length: number
}

export class FlatTable {
  private readonly view: DataView
  /** Where the table begins in the buffer. */
  readonly position: number

  constructor(view: DataView, position: number) {
    this.view = view
    this.position = position
  }

  /** The root table of a buffer. */
  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true))
  }

  int8(field: number, fallback = 0): number {
    const at = this.place(field)
    return at === null ? fallback : this.view.getInt8(at)
  }

  uint8(field: number, fallback = 0): number {
    const at = this.place(field)
    return at === null ? fallback : this.view.getUint8(at)
  }

  int32(field: number, fallback = 0): number {
    const at = this.place(field)
    return at === null ? fallback : this.view.getInt32(at, true)
  }

  uint32(field: number, fallback = 0): number {
    const at = this.place(field)
    return at === null ? fallback : this.view.getUint32(at, true)
  }

  bool(field: number): boolean {
    return this.uint8(field) !== 0
  }

  table(field: number): FlatTable | null {
    const at = this.place(field)
    return at === null ? null : new FlatTable(this.view, at + this.view.getUint32(at, true))
  }

  tables(field: number): FlatTable[] {
    return this.elements(field, 4, (at) => new FlatTable(this.view, at + this.view.getUint32(at, true)))
  }

  string(field: number): string {
    return new TextDecoder().decode(this.bytes(field))
  }

  /** A view, not a copy; empty when the field is absent. */
  bytes(field: number): Uint8Array {
    const vector = this.vector(field)
    if (vector === null) return new Uint8Array(0)
    return new Uint8Array(this.view.buffer, this.view.byteOffset + vector.start, vector.length)
  }

  /** Where a vector begins (at its length), or null when the field is absent. */
  vectorPosition(field: number): number | null {
    const vector = this.vector(field)
    return vector === null ? null : vector.start - 4
  }

  uint16s(field: number): number[] {
    return this.elements(field, 2, (at) => this.view.getUint16(at, true))
  }

  int32s(field: number): number[] {
    return this.elements(field, 4, (at) => this.view.getInt32(at, true))
  }

  private elements<T>(field: number, sizeBytes: number, read: (at: number) => T): T[] {
    const vector = this.vector(field)
    if (vector === null) return []
    return Array.from({ length: vector.length }, (_, i) => read(vector.start + i * sizeBytes))
  }

  private vector(field: number): VectorPlace | null {
    const at = this.place(field)
    if (at === null) return null
    const start = at + this.view.getUint32(at, true)
    return { start: start + 4, length: this.view.getUint32(start, true) }
  }

  /** Position of a field's value, or null when the table leaves it at its default. */
  private place(field: number): number | null {
    const vtable = this.position - this.view.getInt32(this.position, true)
    const vtableSizeBytes = this.view.getUint16(vtable, true)
    const entry = 4 + field * 2
    if (entry >= vtableSizeBytes) return null
    const offset = this.view.getUint16(vtable + entry, true)
    return offset === 0 ? null : this.position + offset
  }
}
