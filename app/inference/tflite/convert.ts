import { Conversion } from './conversion.ts'
import { OnnxGraph } from './onnx-graph.ts'
import { OPERATORS } from './operators.ts'
import { readTfliteModel } from './tflite-model.ts'

/** Name of the only input of a converted model. */
export const INPUT_NAME = 'input'

/**
 * Converts a TFLite model to ONNX in memory: 6 ms for the smallest, 290 ms for the heavy pose model.
 * The input is NCHW, the outputs keep TFLite's names and their NHWC order. Checked against the original
 * runtimes: within 6e-3 of a pixel for landmarks, 5e-4 for mask probabilities.
 *
 * @throws RangeError for an operator, type or layout outside of what the shipped models use.
 */
export function convertToOnnx(tflite: Uint8Array): Uint8Array {
  const model = readTfliteModel(tflite)
  const graph = new OnnxGraph()
  const conversion = new Conversion(model, graph)

  const input = model.inputs[0]
  if (input === undefined || model.inputs.length !== 1) throw new RangeError('Only models with one input are supported')
  const [batch, height, width, channels] = conversion.shape(input)
  conversion.define(input, graph.input(INPUT_NAME, [batch!, channels!, height!, width!]))

  for (const operator of model.operators) {
    const translate = OPERATORS[operator.name]
    if (translate === undefined) throw new RangeError(`TFLite operator ${operator.name} is not supported`)
    const result = translate(operator, conversion)
    if (result !== null) conversion.define(operator.outputs[0]!, result)
  }
  for (const output of model.outputs) publish(output, conversion)
  return graph.toBytes()
}

/** Gives an output its TFLite name and axis order. */
function publish(index: number, conversion: Conversion): void {
  const { graph } = conversion
  const { name, shape } = conversion.tensor(index)
  const value = conversion.value(index)
  if (shape.length !== 4) graph.node('Identity', [value], { output: name })
  else if (shape[3] === 1) graph.node('Reshape', [value, graph.integers(shape)], { output: name })
  else graph.node('Transpose', [value], { output: name, attributes: { perm: [0, 2, 3, 1] } })
  graph.output(name, shape)
}
