import { ProtobufWriter } from './protobuf.ts'
import type { Weights } from './tflite-model.ts'

/** Field numbers below are those of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */

export type OnnxAttribute = number | string | readonly number[] | { readonly float: number }

const FLOAT = 1
const FLOAT16 = 10
const INT64 = 7
const OPSET = 17
const IR_VERSION = 8

/** Builds an ONNX model node by node; values are named by strings. */
export class OnnxGraph {
  private readonly nodes: ProtobufWriter[] = []
  private readonly initializers: ProtobufWriter[] = []
  private readonly inputs: ProtobufWriter[] = []
  private readonly outputs: ProtobufWriter[] = []
  private nameCount = 0

  /** Adds an operation with one output and returns that output's name. */
  node(operator: string, inputs: readonly string[], settings: OnnxNodeSettings = {}): string {
    const output = settings.output ?? this.freshName(operator)
    const node = new ProtobufWriter()
    for (const input of inputs) node.text(1, input)
    node.text(2, output).text(3, this.freshName(operator)).text(4, operator)
    for (const [name, value] of Object.entries(settings.attributes ?? {})) node.message(5, attribute(name, value))
    this.nodes.push(node)
    return output
  }

  /** A constant of 32-bit numbers. Half-precision ones stay as small as they are in the file; the runtime widens them once, when it loads. */
  floats(shape: readonly number[], values: Weights): string {
    const isHalf = values instanceof Uint16Array
    const name = this.initializer(isHalf ? FLOAT16 : FLOAT, shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return isHalf ? this.node('Cast', [name], { attributes: { to: FLOAT } }) : name
  }

  scalar(value: number): string {
    return this.floats([], new Float32Array([value]))
  }

  integers(values: readonly number[]): string {
    return this.initializer(INT64, [values.length], new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer))
  }

  input(name: string, shape: readonly number[]): string {
    this.inputs.push(valueInfo(name, shape))
    return name
  }

  output(name: string, shape: readonly number[]): void {
    this.outputs.push(valueInfo(name, shape))
  }

  /** The finished model file. */
  toBytes(): Uint8Array {
    const graph = new ProtobufWriter()
    for (const node of this.nodes) graph.message(1, node)
    graph.text(2, 'graph')
    for (const initializer of this.initializers) graph.message(5, initializer)
    for (const input of this.inputs) graph.message(11, input)
    for (const output of this.outputs) graph.message(12, output)
    const opset = new ProtobufWriter().text(1, '').integer(2, OPSET)
    return new ProtobufWriter().integer(1, IR_VERSION).text(2, 'drape').message(7, graph).message(8, opset).finish()
  }

  private initializer(type: number, shape: readonly number[], bytes: Uint8Array): string {
    const name = this.freshName('constant')
    this.initializers.push(new ProtobufWriter().packedIntegers(1, shape).integer(2, type).text(8, name).block(9, bytes))
    return name
  }

  private freshName(stem: string): string {
    return `${stem}_${this.nameCount++}`
  }
}

interface OnnxNodeSettings {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>
  /** Name for the output; a fresh one by default. */
  readonly output?: string
}

const ATTRIBUTE_FLOAT = 1
const ATTRIBUTE_INTEGER = 2
const ATTRIBUTE_STRING = 3
const ATTRIBUTE_INTEGERS = 7

function attribute(name: string, value: OnnxAttribute): ProtobufWriter {
  const message = new ProtobufWriter().text(1, name)
  if (typeof value === 'number') return message.integer(3, value).integer(20, ATTRIBUTE_INTEGER)
  if (typeof value === 'string') return message.text(4, value).integer(20, ATTRIBUTE_STRING)
  if ('float' in value) return message.float(2, value.float).integer(20, ATTRIBUTE_FLOAT)
  return message.packedIntegers(8, value).integer(20, ATTRIBUTE_INTEGERS)
}

function valueInfo(name: string, shape: readonly number[]): ProtobufWriter {
  const dimensions = new ProtobufWriter()
  for (const size of shape) dimensions.message(1, new ProtobufWriter().integer(1, size))
  const tensorType = new ProtobufWriter().integer(1, FLOAT).message(2, dimensions)
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensorType))
}
