import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FlatTable } from '../../../../app/inference/tflite/flatbuffer.ts'
import { ProtobufWriter } from '../../../../app/inference/tflite/protobuf.ts'
import { densify } from '../../../../app/inference/tflite/sparse.ts'

/** Reads one varint, as the specification describes it. */
function readVarint(bytes: Uint8Array, at: number): { value: bigint; next: number } {
  let value = 0n
  let shift = 0n
  for (let i = at; ; i++) {
    value |= BigInt(bytes[i]! & 127) << shift
    shift += 7n
    if (bytes[i]! < 128) return { value, next: i + 1 }
  }
}

it('writes varints that read back as the same 64-bit number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
      const bytes = new ProtobufWriter().integer(3, number).finish()
      expect(bytes[0]).toBe(3 << 3)
      const { value, next } = readVarint(bytes, 1)
      expect(BigInt.asIntN(64, value)).toBe(number)
      expect(next).toBe(bytes.length)
    }),
  )
})

it('nests messages with their exact length', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (blocks) => {
      const inner = new ProtobufWriter()
      for (const block of blocks) inner.block(1, block)
      const bytes = new ProtobufWriter().message(2, inner).finish()
      const { value, next } = readVarint(bytes, 1)
      expect(Number(value)).toBe(bytes.length - next)
      expect(bytes.subarray(next)).toEqual(inner.finish())
    }),
  )
})

/** A FlatBuffer table with 32-bit fields and vectors, written back to front by hand: enough to feed the readers. */
function flatTable(fields: readonly (number | readonly number[] | readonly Uint8Array[])[]): Uint8Array {
  const bytes = new Uint8Array(4096)
  const view = new DataView(bytes.buffer)
  const tableAt = 8 + 4 + fields.length * 2 + ((4 + fields.length * 2) % 4)
  view.setUint32(0, tableAt, true)
  view.setInt32(tableAt, tableAt - 8, true)
  view.setUint16(8, 4 + fields.length * 2, true)
  let end = tableAt + 4 + fields.length * 4
  fields.forEach((field, i) => {
    const at = tableAt + 4 + i * 4
    view.setUint16(12 + i * 2, at - tableAt, true)
    if (typeof field === 'number') {
      view.setInt32(at, field, true)
      return
    }
    view.setUint32(at, end - at, true)
    view.setUint32(end, field.length, true)
    end += 4
    for (const value of field as readonly number[]) {
      view.setInt32(end, value, true)
      end += 4
    }
  })
  return bytes
}

it('reads scalars and vectors of a flatbuffer table, and defaults for what is absent', () => {
  const table = FlatTable.root(new DataView(flatTable([7, [1, -2, 3], -5]).buffer))
  expect(table.int32(0)).toBe(7)
  expect(table.int32s(1)).toEqual([1, -2, 3])
  expect(table.int32(2)).toBe(-5)
  expect(table.int32(9, 42)).toBe(42)
  expect(table.int32s(9)).toEqual([])
  expect(table.string(9)).toBe('')
})

it('spreads sparse weights over their dense shape', () => {
  // 2 x 3 with the values at (0, 2) and (1, 0): rows dense, columns compressed (segments 0 1 2, indices 2 0).
  const rows = { int8: () => 0, int32: () => 2, uint8: () => 0, table: () => null }
  const columns = {
    int8: () => 1,
    uint8: () => 1,
    int32: () => 0,
    table: (field: number) => ({ int32s: () => (field === 3 ? [0, 1, 2] : [2, 0]) }),
  }
  const sparsity = { int32s: (field: number) => (field === 0 ? [0, 1] : []), tables: () => [rows, columns] }
  expect([...densify(sparsity as never, [2, 3], new Uint16Array([11, 22]))]).toEqual([0, 0, 11, 22, 0, 0])
})
