import type { Conversion } from './conversion.ts'
import type { FlatTable } from './flatbuffer.ts'
import type { OnnxAttribute } from './onnx-graph.ts'
import type { TfliteOperator } from './tflite-model.ts'

/** Adds the ONNX nodes of one TFLite operator to the graph and returns the name of its result; null when the result is a constant. */
type Translate = (operator: TfliteOperator, conversion: Conversion) => string | null

/** The operators that the pose, detector and selfie models use. Option field numbers are those of the TFLite schema. */
export const OPERATORS: Readonly<Record<string, Translate>> = {
  DEQUANTIZE: aliasWeights,
  DENSIFY: aliasWeights,
  CONV_2D: (operator, conversion) => convolve(operator, conversion, CONVOLUTION_FIELDS),
  DEPTHWISE_CONV_2D: (operator, conversion) => convolve(operator, conversion, DEPTHWISE_FIELDS),
  Convolution2DTransposeBias: convolveTransposed,
  ADD: (operator, conversion) => combine('Add', operator, conversion),
  MUL: (operator, conversion) => combine('Mul', operator, conversion),
  SUB: (operator, conversion) => combine('Sub', operator, conversion),
  RELU: (operator, conversion) => activate(RELU, conversion.value(operator.inputs[0]!), conversion),
  RELU6: (operator, conversion) => activate(RELU6, conversion.value(operator.inputs[0]!), conversion),
  LOGISTIC: (operator, conversion) => conversion.graph.node('Sigmoid', [conversion.value(operator.inputs[0]!)]),
  HARD_SWISH: hardSwish,
  AVERAGE_POOL_2D: (operator, conversion) => pool('AveragePool', operator, conversion),
  MAX_POOL_2D: (operator, conversion) => pool('MaxPool', operator, conversion),
  MEAN: averageOverPicture,
  PAD: pad,
  RESIZE_BILINEAR: resizeBilinear,
  DEPTH_TO_SPACE: depthToSpace,
  RESHAPE: reshape,
  CONCATENATION: concatenate,
}

function aliasWeights(operator: TfliteOperator, conversion: Conversion): null {
  conversion.alias(operator.outputs[0]!, operator.inputs[0]!)
  return null
}

const PADDING_SAME = 0
const NO_ACTIVATION = 0
const RELU = 1
const RELU6 = 3

function activate(activation: number, value: string, conversion: Conversion): string {
  const { graph } = conversion
  if (activation === NO_ACTIVATION) return value
  if (activation === RELU) return graph.node('Relu', [value])
  if (activation === RELU6) return graph.node('Clip', [value, graph.scalar(0), graph.scalar(6)])
  throw new RangeError(`TFLite activation ${activation} is not supported`)
}

/** Zeros before and after one axis, so that the output has ceil(size / stride) positions (TensorFlow's SAME). */
function samePadding(axis: { readonly size: number; readonly kernel: number; readonly stride: number; readonly dilation: number }): {
  readonly before: number
  readonly after: number
} {
  const reach = (axis.kernel - 1) * axis.dilation + 1
  const total = Math.max(0, (Math.ceil(axis.size / axis.stride) - 1) * axis.stride + reach - axis.size)
  return { before: total >> 1, after: total - (total >> 1) }
}

interface Window {
  readonly kernel: readonly [height: number, width: number]
  readonly stride: readonly [y: number, x: number]
  readonly dilation: readonly [y: number, x: number]
  readonly padding: number
}

/** ONNX order: top, left, bottom, right. */
function windowPads(window: Window, [, height, width]: readonly number[]): readonly number[] {
  if (window.padding !== PADDING_SAME) return [0, 0, 0, 0]
  const y = samePadding({ size: height!, kernel: window.kernel[0], stride: window.stride[0], dilation: window.dilation[0] })
  const x = samePadding({ size: width!, kernel: window.kernel[1], stride: window.stride[1], dilation: window.dilation[1] })
  return [y.before, x.before, y.after, x.after]
}

/** Where the two kinds of convolution keep their options, and how their weights turn. */
interface ConvolutionFields {
  readonly activation: number
  readonly dilationX: number
  readonly dilationY: number
  readonly weightOrder: readonly [number, number, number, number]
  readonly isDepthwise: boolean
}

const CONVOLUTION_FIELDS: ConvolutionFields = { activation: 3, dilationX: 4, dilationY: 5, weightOrder: [0, 3, 1, 2], isDepthwise: false }
const DEPTHWISE_FIELDS: ConvolutionFields = { activation: 4, dilationX: 5, dilationY: 6, weightOrder: [3, 0, 1, 2], isDepthwise: true }

function convolve(operator: TfliteOperator, conversion: Conversion, fields: ConvolutionFields): string {
  const [input, weights, bias] = operator.inputs
  const options = optionsOf(operator)
  const inputShape = conversion.shape(input!)
  const weightShape = conversion.shape(weights!)
  const window: Window = {
    kernel: [weightShape[1]!, weightShape[2]!],
    stride: [options.int32(2), options.int32(1)],
    dilation: [options.int32(fields.dilationY, 1), options.int32(fields.dilationX, 1)],
    padding: options.int8(0),
  }
  const values = [conversion.value(input!), conversion.permutedWeights(weights!, fields.weightOrder)]
  if (bias !== undefined && bias >= 0) values.push(conversion.biasVector(bias))
  const attributes = {
    kernel_shape: window.kernel,
    strides: window.stride,
    pads: windowPads(window, inputShape),
    dilations: window.dilation,
    group: fields.isDepthwise ? inputShape[3]! : 1,
  }
  return activate(options.int8(fields.activation), conversion.graph.node('Conv', values, { attributes }), conversion)
}

const CUSTOM_PADDING_SAME = 1

/** MediaPipe's own operator; its options are three 32-bit numbers: padding, stride in x, stride in y. Weights are OHWI. */
function convolveTransposed(operator: TfliteOperator, conversion: Conversion): string {
  const [input, weights, bias] = operator.inputs
  const raw = operator.customOptions
  const options = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const padding = options.getInt32(0, true)
  const strideX = options.getInt32(4, true)
  const strideY = options.getInt32(8, true)
  const [, inputHeight, inputWidth] = conversion.shape(input!)
  const [, kernelHeight, kernelWidth] = conversion.shape(weights!)
  const isSame = padding === CUSTOM_PADDING_SAME
  const padY = isSame ? Math.max(0, kernelHeight! - ((inputHeight! - 1) % strideY) - 1) : 0
  const padX = isSame ? Math.max(0, kernelWidth! - ((inputWidth! - 1) % strideX) - 1) : 0
  const attributes = {
    kernel_shape: [kernelHeight!, kernelWidth!],
    strides: [strideY, strideX],
    pads: [padY >> 1, padX >> 1, padY - (padY >> 1), padX - (padX >> 1)],
  }
  const values = [conversion.value(input!), conversion.permutedWeights(weights!, [3, 0, 1, 2]), conversion.biasVector(bias!)]
  return conversion.graph.node('ConvTranspose', values, { attributes })
}

function combine(name: 'Add' | 'Mul' | 'Sub', operator: TfliteOperator, conversion: Conversion): string {
  const [left, right] = operator.inputs
  const combined = conversion.graph.node(name, [conversion.value(left!), conversion.value(right!)])
  return activate(operator.options?.int8(0) ?? NO_ACTIVATION, combined, conversion)
}

function hardSwish(operator: TfliteOperator, conversion: Conversion): string {
  const value = conversion.value(operator.inputs[0]!)
  const attributes: Record<string, OnnxAttribute> = { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }
  return conversion.graph.node('Mul', [value, conversion.graph.node('HardSigmoid', [value], { attributes })])
}

function pool(name: 'AveragePool' | 'MaxPool', operator: TfliteOperator, conversion: Conversion): string {
  const options = optionsOf(operator)
  const inputShape = conversion.shape(operator.inputs[0]!)
  const window: Window = {
    kernel: [options.int32(4), options.int32(3)],
    stride: [options.int32(2), options.int32(1)],
    dilation: [1, 1],
    padding: options.int8(0),
  }
  const attributes = { kernel_shape: window.kernel, strides: window.stride, pads: windowPads(window, inputShape) }
  const pooled = conversion.graph.node(name, [conversion.value(operator.inputs[0]!)], { attributes })
  return activate(options.int8(5), pooled, conversion)
}

function averageOverPicture(operator: TfliteOperator, conversion: Conversion): string {
  const axes = conversion.integers(operator.inputs[1]!)
  if (axes.join() !== '1,2' || !optionsOf(operator).bool(0)) throw new RangeError(`MEAN over the axes ${axes.join()} is not supported`)
  return conversion.graph.node('GlobalAveragePool', [conversion.value(operator.inputs[0]!)])
}

const NCHW_FROM_NHWC = [0, 3, 1, 2] as const

function pad(operator: TfliteOperator, conversion: Conversion): string {
  const pairs = conversion.integers(operator.inputs[1]!)
  const amounts = [0, 1].flatMap((end) => NCHW_FROM_NHWC.map((axis) => pairs[2 * axis + end]!))
  const values = [conversion.value(operator.inputs[0]!), conversion.graph.integers(amounts)]
  return conversion.graph.node('Pad', values, { attributes: { mode: 'constant' } })
}

function resizeBilinear(operator: TfliteOperator, conversion: Conversion): string {
  const options = optionsOf(operator)
  const shape = conversion.shape(operator.outputs[0]!)
  const mode = options.bool(2) ? 'align_corners' : options.bool(3) ? 'half_pixel' : 'asymmetric'
  const sizes = conversion.graph.integers(NCHW_FROM_NHWC.map((axis) => shape[axis]!))
  const attributes = { mode: 'linear', coordinate_transformation_mode: mode }
  return conversion.graph.node('Resize', [conversion.value(operator.inputs[0]!), '', '', sizes], { attributes })
}

function depthToSpace(operator: TfliteOperator, conversion: Conversion): string {
  const attributes = { blocksize: optionsOf(operator).int32(0), mode: 'DCR' }
  return conversion.graph.node('DepthToSpace', [conversion.value(operator.inputs[0]!)], { attributes })
}

function reshape(operator: TfliteOperator, conversion: Conversion): string {
  const { graph } = conversion
  const from = conversion.shape(operator.inputs[0]!)
  const to = conversion.shape(operator.outputs[0]!)
  if (to.length === 4) throw new RangeError('RESHAPE to a picture is not supported')
  const value = conversion.value(operator.inputs[0]!)
  // Flattening reads the numbers in TFLite's order, so a picture is turned back first.
  const isPicture = from.length === 4 && !(from[1] === 1 && from[2] === 1)
  const source = isPicture ? graph.node('Transpose', [value], { attributes: { perm: [0, 2, 3, 1] } }) : value
  return graph.node('Reshape', [source, graph.integers(to)])
}

function concatenate(operator: TfliteOperator, conversion: Conversion): string {
  const options = optionsOf(operator)
  const rank = conversion.shape(operator.outputs[0]!).length
  const axis = (options.int32(0) + rank) % rank
  const attributes = { axis: rank === 4 ? NCHW_FROM_NHWC.indexOf(axis as 0 | 1 | 2 | 3) : axis }
  const values = operator.inputs.map((input) => conversion.value(input))
  return activate(options.int8(1), conversion.graph.node('Concat', values, { attributes }), conversion)
}

function optionsOf(operator: TfliteOperator): FlatTable {
  if (operator.options === null) throw new RangeError(`${operator.name} comes without options`)
  return operator.options
}
