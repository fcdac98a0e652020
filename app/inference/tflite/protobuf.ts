/**
 * Writes protocol buffer messages: varints, 32-bit floats and length-delimited fields.
 * https://protobuf.dev/programming-guides/encoding/
 *
 * Long blocks (weights) are kept by reference and copied once, by `finish`: copying them at every level of nesting made the
 * conversion of the 55 MB model twice as slow.
 */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = []
  private tail: number[] = []
  private sizeBytes = 0

  integer(field: number, value: number | bigint): this {
    this.varint(field << 3)
    return this.varint(value)
  }

  float(field: number, value: number): this {
    this.varint((field << 3) | 5)
    return this.append(new Uint8Array(new Float32Array([value]).buffer))
  }

  /** The block is kept, not copied: it must not change before `finish`. */
  block(field: number, value: Uint8Array): this {
    this.varint((field << 3) | 2)
    this.varint(value.length)
    return this.append(value)
  }

  text(field: number, value: string): this {
    return this.block(field, new TextEncoder().encode(value))
  }

  message(field: number, value: ProtobufWriter): this {
    this.varint((field << 3) | 2)
    this.varint(value.sizeBytes)
    value.flush()
    for (const part of value.parts) this.append(part)
    return this
  }

  packedIntegers(field: number, values: readonly number[]): this {
    const packed = new ProtobufWriter()
    for (const value of values) packed.varint(value)
    return this.message(field, packed)
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.flush()
    const bytes = new Uint8Array(this.sizeBytes)
    let at = 0
    for (const part of this.parts) {
      bytes.set(part, at)
      at += part.length
    }
    return bytes
  }

  private varint(value: number | bigint): this {
    // Negative numbers are their 64-bit two's complement: ten bytes.
    let rest = BigInt.asUintN(64, BigInt(value))
    do {
      const low = Number(rest & 127n)
      rest >>= 7n
      this.tail.push(rest === 0n ? low : low | 128)
      this.sizeBytes++
    } while (rest !== 0n)
    return this
  }

  private append(value: Uint8Array): this {
    this.flush()
    this.parts.push(value)
    this.sizeBytes += value.length
    return this
  }

  private flush(): void {
    if (this.tail.length === 0) return
    this.parts.push(Uint8Array.from(this.tail))
    this.tail = []
  }
}
