import type { FlatTable } from './flatbuffer.ts'

/** One level of TFLite's sparse storage: all positions, or only those that are listed. */
type Level =
  | { readonly format: 'dense'; readonly size: number }
  | { readonly format: 'sparse'; readonly segments: readonly number[]; readonly indices: readonly number[] }

/**
 * Spreads sparse half-precision weights (the DENSIFY op) over their dense shape; the values stay half-precision bits.
 * Layout after the TFLite schema, table SparsityParameters: levels are nested in `traversalOrder`, blocked dimensions come last.
 */
export function densify(sparsity: FlatTable, shape: readonly number[], values: Uint16Array): Uint16Array {
  const traversalOrder = sparsity.int32s(0)
  const blockMap = sparsity.int32s(1)
  const levels = sparsity.tables(2).map(readLevel)
  const steps = levelSteps({ shape, traversalOrder, blockMap, levels })
  const dense = new Uint16Array(shape.reduce((product, size) => product * size, 1))

  const visit = (depth: number, parent: number, offset: number): void => {
    const level = levels[depth]
    if (level === undefined) {
      dense[offset] = values[parent]!
      return
    }
    const step = steps[depth]!
    if (level.format === 'dense') {
      for (let i = 0; i < level.size; i++) visit(depth + 1, parent * level.size + i, offset + i * step)
      return
    }
    const end = level.segments[parent + 1]!
    for (let k = level.segments[parent]!; k < end; k++) visit(depth + 1, k, offset + level.indices[k]! * step)
  }
  visit(0, 0, 0)
  return dense
}

/** How far the dense offset moves for one step of each level. */
function levelSteps(layout: {
  readonly shape: readonly number[]
  readonly traversalOrder: readonly number[]
  readonly blockMap: readonly number[]
  readonly levels: readonly Level[]
}): number[] {
  const { shape, traversalOrder, blockMap, levels } = layout
  const rank = shape.length
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))
  const blockSize = (axis: number): number => {
    const block = blockMap.indexOf(axis)
    if (block < 0) return 1
    const level = levels[traversalOrder.indexOf(rank + block)]
    return level?.format === 'dense' ? level.size : 1
  }
  return traversalOrder.map((axis) => (axis < rank ? strides[axis]! * blockSize(axis) : strides[blockMap[axis - rank]!]!))
}

const SPARSE_CSR = 1

function readLevel(table: FlatTable): Level {
  if (table.int8(0) !== SPARSE_CSR) return { format: 'dense', size: table.int32(1) }
  return { format: 'sparse', segments: readIndexVector(table, 2), indices: readIndexVector(table, 4) }
}

/** Index vectors are a union of three widths: the type byte is in `field`, the table in the next one. */
function readIndexVector(table: FlatTable, field: number): readonly number[] {
  const width = table.uint8(field)
  const vector = table.table(field + 1)
  if (vector === null) return []
  if (width === 1) return vector.int32s(0)
  if (width === 2) return vector.uint16s(0)
  return Array.from(vector.bytes(0))
}
