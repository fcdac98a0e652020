/** Writes protocol buffer messages: varints, 32-bit floats and length-delimited fields. https://protobuf.dev/programming-guides/encoding/ */
export class ProtobufWriter {
  private bytes: Uint8Array<ArrayBuffer> = new Uint8Array(64)
  private length = 0

  integer(field: number, value: number | bigint): this {
    this.varint(field << 3)
    return this.varint(value)
  }

  float(field: number, value: number): this {
    this.varint((field << 3) | 5)
    return this.raw(new Uint8Array(new Float32Array([value]).buffer))
  }

  block(field: number, value: Uint8Array): this {
    this.varint((field << 3) | 2)
    this.varint(value.length)
    return this.raw(value)
  }

  text(field: number, value: string): this {
    return this.block(field, new TextEncoder().encode(value))
  }

  message(field: number, value: ProtobufWriter): this {
    return this.block(field, value.finish())
  }

  packedIntegers(field: number, values: readonly number[]): this {
    const packed = new ProtobufWriter()
    for (const value of values) packed.varint(value)
    return this.message(field, packed)
  }

  /** A view of what was written so far; valid until the next write. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length)
  }

  private varint(value: number | bigint): this {
    // Negative numbers are their 64-bit two's complement: ten bytes.
    let rest = BigInt.asUintN(64, BigInt(value))
    this.reserve(10)
    do {
      const low = Number(rest & 127n)
      rest >>= 7n
      this.bytes[this.length++] = rest === 0n ? low : low | 128
    } while (rest !== 0n)
    return this
  }

  private raw(value: Uint8Array): this {
    this.reserve(value.length)
    this.bytes.set(value, this.length)
    this.length += value.length
    return this
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + extra))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}
