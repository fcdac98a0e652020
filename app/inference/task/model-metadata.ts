import { FlatTable } from '../tflite/flatbuffer.ts'
import { type FlatTableValue, writeFlatBuffer } from './flat-writer.ts'

/** How bytes of a picture become input values: `(byte - mean) / std`. */
export interface Normalization {
  readonly mean: number
  readonly std: number
}

/** Field numbers of `Model` (tensorflow/lite/schema/schema.fbs). */
const MODEL = { version: 0, operatorCodes: 1, subgraphs: 2, description: 3, buffers: 4, metadataBuffer: 5, metadata: 6 } as const
/** Under this name readers look for the metadata. */
const METADATA_NAME = 'TFLITE_METADATA'

/**
 * Adds to a TFLite model how pictures are to be normalised: MediaPipe's tasks refuse a model that does not say so, and the
 * networks of the npm packages do not. A new root table is put in front; every byte of the model stays as it is.
 * Schema of the metadata: tensorflow/lite/support/metadata/metadata_schema.fbs.
 *
 * @param model a .tflite file
 * @returns a .tflite file that runs as the other does
 */
export function addNormalization(model: Uint8Array, normalization: Normalization): Uint8Array {
  const root = FlatTable.root(new DataView(model.buffer, model.byteOffset, model.byteLength))
  const buffers = root.tables(MODEL.buffers)
  const kept = [MODEL.operatorCodes, MODEL.subgraphs, MODEL.description, MODEL.metadataBuffer].flatMap((field) => {
    const position = root.vectorPosition(field)
    return position === null ? [] : [[field, { kind: 'behind', position }] as const]
  })
  const metadata = writeFlatBuffer(modelMetadata(normalization), 'M001')
  return writeFlatBuffer(
    table({
      ...Object.fromEntries(kept),
      [MODEL.version]: { kind: 'uint32', value: root.uint32(MODEL.version) },
      [MODEL.buffers]: { kind: 'tables', tables: [...buffers.map(behind), table({ 0: { kind: 'bytes', bytes: metadata } })] },
      [MODEL.metadata]: {
        kind: 'tables',
        tables: [
          ...root.tables(MODEL.metadata).map(behind),
          table({ 0: { kind: 'text', text: METADATA_NAME }, 1: { kind: 'uint32', value: buffers.length } }),
        ],
      },
    }),
    'TFL3',
    model,
  )
}

/** `ModelMetadata` with one input: a picture in RGB, normalised. */
function modelMetadata({ mean, std }: Normalization): FlatTableValue {
  const options = table({ 0: { kind: 'floats', values: [mean] }, 1: { kind: 'floats', values: [std] } })
  // Kinds of unions and enums: 1 is NormalizationOptions, 2 ImageProperties, 1 RGB.
  const processUnit = table({ 0: { kind: 'byte', value: 1 }, 1: options })
  const imageProperties = table({ 0: { kind: 'byte', value: 1 } })
  const content = table({ 0: { kind: 'byte', value: 2 }, 1: imageProperties })
  const input = table({ 0: { kind: 'text', text: 'image' }, 3: content, 4: { kind: 'tables', tables: [processUnit] } })
  const subgraph = table({ 2: { kind: 'tables', tables: [input] } })
  return table({
    0: { kind: 'text', text: 'pose' },
    3: { kind: 'tables', tables: [subgraph] },
    7: { kind: 'text', text: '1.0.0' },
  })
}

const table = (fields: FlatTableValue['fields']): FlatTableValue => ({ kind: 'table', fields })
const behind = ({ position }: FlatTable) => ({ kind: 'behind', position }) as const
