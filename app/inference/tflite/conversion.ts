import type { OnnxGraph } from './onnx-graph.ts'
import type { TfliteModel, TfliteTensor, Weights } from './tflite-model.ts'

/**
 * What an operator's translation works with. TFLite keeps pictures as NHWC, ONNX as NCHW: every four-dimensional value is
 * NCHW inside the ONNX graph, and constants are turned to match.
 */
export class Conversion {
  readonly graph: OnnxGraph
  private readonly model: TfliteModel
  private readonly names = new Map<number, string>()
  private readonly weights = new Map<number, Weights>()

  constructor(model: TfliteModel, graph: OnnxGraph) {
    this.model = model
    this.graph = graph
    model.tensors.forEach((tensor, index) => {
      if (tensor.weights !== null) this.weights.set(index, tensor.weights)
    })
  }

  tensor(index: number): TfliteTensor {
    const tensor = this.model.tensors[index]
    if (tensor === undefined) throw new RangeError(`The model has no tensor ${index}`)
    return tensor
  }

  /** The shape of a tensor as TFLite has it. */
  shape(index: number): readonly number[] {
    return this.tensor(index).shape
  }

  integers(index: number): readonly number[] {
    const values = this.tensor(index).integers
    if (values === null) throw new RangeError(`Tensor ${index} is not a whole-number constant`)
    return values
  }

  /** Says which ONNX value holds a tensor from now on. */
  define(index: number, name: string): void {
    this.names.set(index, name)
  }

  /** Lets a tensor stand for the constants of another (what DEQUANTIZE and DENSIFY do to weights). */
  alias(index: number, source: number): void {
    this.weights.set(index, this.constants(source))
  }

  /** The ONNX value of a tensor; a constant becomes an initializer in NCHW order at its first use. */
  value(index: number): string {
    const known = this.names.get(index)
    if (known !== undefined) return known
    const name = this.constantOperand(index)
    this.names.set(index, name)
    return name
  }

  /** Four-dimensional weights with their axes in another order. */
  permutedWeights(index: number, order: readonly [number, number, number, number]): string {
    const shape = this.shape(index)
    return this.graph.floats(
      order.map((axis) => shape[axis]!),
      permute(this.constants(index), shape, order),
    )
  }

  biasVector(index: number): string {
    return this.graph.floats(this.shape(index), this.constants(index))
  }

  private constantOperand(index: number): string {
    const shape = this.shape(index)
    if (shape.length === 4) return this.permutedWeights(index, [0, 3, 1, 2])
    // A lone vector is one number per channel, and channels are the second axis here.
    const operandShape = shape.length === 1 ? [1, shape[0]!, 1, 1] : shape
    return this.graph.floats(operandShape, this.constants(index))
  }

  private constants(index: number): Weights {
    const values = this.weights.get(index)
    if (values === undefined) throw new RangeError(`Tensor ${index} (${this.tensor(index).name}) has no value`)
    return values
  }
}

function permute(values: Weights, shape: readonly number[], order: readonly [number, number, number, number]): Weights {
  // 1 x 1 kernels, most of the weights, stay in place: axes of size 1 may move freely.
  const moved = order.filter((axis) => shape[axis] !== 1)
  if (moved.every((axis, i) => i === 0 || axis > moved[i - 1]!)) return values
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))
  const [sizeA, sizeB, sizeC, sizeD] = order.map((axis) => shape[axis]!) as [number, number, number, number]
  const [stepA, stepB, stepC, stepD] = order.map((axis) => strides[axis]!) as [number, number, number, number]
  const permuted = values instanceof Float32Array ? new Float32Array(values.length) : new Uint16Array(values.length)
  let at = 0
  for (let a = 0; a < sizeA; a++) {
    for (let b = 0; b < sizeB; b++) {
      for (let c = 0; c < sizeC; c++) {
        const start = a * stepA + b * stepB + c * stepC
        for (let d = 0; d < sizeD; d++) permuted[at++] = values[start + d * stepD]!
      }
    }
  }
  return permuted
}
