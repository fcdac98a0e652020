import { FlatTable } from './flatbuffer.ts'
import { densify } from './sparse.ts'

/** Reads a TFLite file (FlatBuffer schema v3) into plain values: what the converter needs and nothing else. */

/** Numbers of 32 bits, or the bits of half-precision ones. The heavy model has 13 million halves: widened here they took 55 MB more. */
export type Weights = Float32Array | Uint16Array

export interface TfliteTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** Dense weights; null for values that exist only at run time. */
  readonly weights: Weights | null
  /** Whole-number constants: paddings, axes. */
  readonly integers: readonly number[] | null
}

export interface TfliteOperator {
  /** Name in the TFLite schema, or the custom code of a custom operator. */
  readonly name: string
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly options: FlatTable | null
  readonly customOptions: Uint8Array
}

export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[]
  readonly operators: readonly TfliteOperator[]
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/** @throws RangeError when the bytes are not a TFLite model of one graph. */
export function readTfliteModel(file: Uint8Array): TfliteModel {
  // Weights are read as 16 and 32-bit arrays, which must start at aligned addresses; a Buffer's slice does not promise that.
  const aligned = file.byteOffset === 0 ? file : file.slice()
  const root = FlatTable.root(new DataView(aligned.buffer))
  const codes = root.tables(1).map(readOperatorName)
  const buffers = root.tables(4)
  const graph = root.tables(2)[0]
  if (graph === undefined || root.tables(2).length !== 1) throw new RangeError('A TFLite model must have exactly one graph')
  return {
    tensors: graph.tables(0).map((table) => readTensor(table, buffers)),
    operators: graph.tables(3).map((table) => ({
      name: codes[table.uint32(0)]!,
      inputs: table.int32s(1),
      outputs: table.int32s(2),
      options: table.table(4),
      customOptions: table.bytes(5),
    })),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
  }
}

const FLOAT32 = 0
const FLOAT16 = 1
const INT32 = 2

function readTensor(table: FlatTable, buffers: readonly FlatTable[]): TfliteTensor {
  const bytes = buffers[table.uint32(2)]?.bytes(0) ?? new Uint8Array(0)
  const shape = table.int32s(0)
  const type = table.int8(1)
  const tensor = { name: table.string(3), shape, weights: null, integers: null }
  if (bytes.length === 0) return tensor
  if (type === FLOAT32) return { ...tensor, weights: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) }
  if (type === INT32) return { ...tensor, integers: Array.from(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)) }
  if (type !== FLOAT16) throw new RangeError(`Tensor ${tensor.name} has the unsupported type ${type}`)
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  const sparsity = table.table(6)
  return { ...tensor, weights: sparsity === null ? halves : densify(sparsity, shape, halves) }
}

const CUSTOM = 32

function readOperatorName(table: FlatTable): string {
  // Codes above 127 do not fit the old byte field; the larger of the two fields is the real one.
  const code = Math.max(table.int8(0), table.int32(3))
  if (code === CUSTOM) return table.string(1)
  const name = OPERATOR_NAMES[code]
  if (name === undefined) throw new RangeError(`TFLite operator ${code} is not known`)
  return name
}

const OPERATOR_NAMES: Readonly<Record<number, string>> = {
  0: 'ADD',
  1: 'AVERAGE_POOL_2D',
  2: 'CONCATENATION',
  3: 'CONV_2D',
  4: 'DEPTHWISE_CONV_2D',
  5: 'DEPTH_TO_SPACE',
  6: 'DEQUANTIZE',
  14: 'LOGISTIC',
  17: 'MAX_POOL_2D',
  18: 'MUL',
  19: 'RELU',
  21: 'RELU6',
  22: 'RESHAPE',
  23: 'RESIZE_BILINEAR',
  34: 'PAD',
  40: 'MEAN',
  41: 'SUB',
  117: 'HARD_SWISH',
  124: 'DENSIFY',
}
