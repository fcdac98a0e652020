import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { modelFactsOf } from '../../../../app/inference/manifest.ts'
import { readModelFile } from '../../../../app/inference/model-files.ts'
import { writeFlatBuffer } from '../../../../app/inference/task/flat-writer.ts'
import { addNormalization } from '../../../../app/inference/task/model-metadata.ts'
import { makePoseTask, poseTaskMark } from '../../../../app/inference/task/pose-task.ts'
import { storedZip } from '../../../../app/inference/task/stored-zip.ts'
import { FlatTable } from '../../../../app/inference/tflite/flatbuffer.ts'
import { readTfliteModel } from '../../../../app/inference/tflite/tflite-model.ts'

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Files of a stored archive, found by its directory as an unpacking program finds them. */
function unpack(zip: Uint8Array): { readonly name: string; readonly start: number; readonly bytes: Uint8Array }[] {
  const view = viewOf(zip)
  const end = zip.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    expect(view.getUint32(at, true)).toBe(0x02014b50)
    const [crc, packed, size] = [16, 20, 24].map((offset) => view.getUint32(at + offset, true))
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    const name = text(zip.subarray(at + 46, at + 46 + nameLength))
    expect(view.getUint32(local, true)).toBe(0x04034b50)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const bytes = zip.subarray(start, start + size!)
    expect(packed).toBe(size)
    expect(crc32(bytes)).toBe(crc)
    at += 46 + nameLength
    return { name, start, bytes }
  })
}

test('what is written as a flat buffer reads back, with what lies behind it', () => {
  const behind = writeFlatBuffer({ kind: 'table', fields: { 0: { kind: 'text', text: 'old' } } }, 'OLD1')
  const old = FlatTable.root(viewOf(behind))
  const bytes = writeFlatBuffer(
    {
      kind: 'table',
      fields: {
        1: { kind: 'byte', value: 7 },
        3: { kind: 'uint32', value: 4_000_000_000 },
        4: { kind: 'floats', values: [127.5, 0, -1] },
        6: { kind: 'tables', tables: [old, old].map(({ position }) => ({ kind: 'behind', position }) as const) },
        7: { kind: 'bytes', bytes: Uint8Array.of(1, 2, 3) },
      },
    },
    'NEW1',
    behind,
  )
  expect(text(bytes.subarray(4, 8))).toBe('NEW1')
  const root = FlatTable.root(viewOf(bytes))
  expect([root.uint8(1), root.uint32(3), root.uint8(0, 9), root.uint8(99, 5)]).toEqual([7, 4_000_000_000, 9, 5])
  const floats = root.vectorPosition(4)!
  expect([0, 1, 2].map((i) => viewOf(bytes).getFloat32(floats + 4 + 4 * i, true))).toEqual([127.5, 0, -1])
  expect(root.tables(6).map((table) => table.string(0))).toEqual(['old', 'old'])
  expect([...root.bytes(7)]).toEqual([1, 2, 3])
  // Bytes of a buffer lie at a multiple of sixteen, as TFLite's readers ask.
  expect((root.vectorPosition(7)! + 4) % 16).toBe(0)
})

test.each(['pose-detector', 'pose-full'] as const)('%s keeps every byte and tells how its pictures are made', async (name) => {
  const facts = modelFactsOf(name)
  const model = await readModelFile(facts, null)
  const made = addNormalization(model, facts.input)
  expect(Buffer.compare(made.subarray(-model.length), model)).toBe(0)
  expect((made.length - model.length) % 64).toBe(0)
  const shape = (bytes: Uint8Array) => {
    const { tensors, operators, inputs, outputs } = readTfliteModel(bytes)
    return { inputs, outputs, tensors: tensors.map(({ name, shape }) => ({ name, shape })), operators: operators.map((one) => one.name) }
  }
  expect(shape(made)).toEqual(shape(model))

  const root = FlatTable.root(viewOf(made))
  const entry = root.tables(6).find((one) => one.string(0) === 'TFLITE_METADATA')!
  const metadata = root.tables(4)[entry.uint32(1)]!.bytes(0)
  expect(text(metadata.subarray(4, 8))).toBe('M001')
  const input = FlatTable.root(viewOf(metadata)).tables(3)[0]!.tables(2)[0]!
  const options = input.tables(4)[0]!.table(1)!
  const number = (field: number) => viewOf(metadata).getFloat32(options.vectorPosition(field)! + 4, true)
  expect({ mean: number(0), std: number(1) }).toEqual({ mean: facts.input.mean, std: facts.input.std })
})

test('an archive holds its files as they are, where a reader may map them, and is the same each time', () => {
  const entries = [
    { name: 'a.bin', bytes: Uint8Array.of(1, 2, 3) },
    { name: 'longer-name.bin', bytes: new Uint8Array(1000).fill(9) },
    { name: 'empty', bytes: new Uint8Array(0) },
  ]
  const zip = storedZip(entries)
  const files = unpack(zip)
  expect(files.map(({ name, bytes }) => ({ name, bytes: [...bytes] }))).toEqual(
    entries.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
  )
  expect(files.map(({ start }) => start % 64)).toEqual([0, 0, 0])
  expect(Buffer.compare(storedZip(entries), zip)).toBe(0)
})

test('the bundle has the two networks that the pose task looks for, and a name of its own', async () => {
  const files = unpack(await makePoseTask(null))
  expect(files.map(({ name }) => name)).toEqual(['pose_detector.tflite', 'pose_landmarks_detector.tflite'])
  expect(readTfliteModel(files[1]!.bytes).tensors.length).toBeGreaterThan(100)
  expect(poseTaskMark()).toMatch(/^[0-9a-f]{64}$/)
  expect(poseTaskMark()).toBe(poseTaskMark())
})

test('a folder without the networks is told as such', async () => {
  await expect(makePoseTask(import.meta.dirname)).rejects.toMatchObject({ code: 'model.damaged' })
})
