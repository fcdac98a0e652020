import { GARMENT_REGIONS, MOST_GARMENTS } from '../../app/domain/garment-region.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { GarmentFront, GarmentType } from '../../app/domain/try-on.ts'

/** A garment on the stack, or a row that waits for one. */
export interface GarmentRow {
  /** Names the row while pictures in it change and it moves, so that the focus stays with it. */
  readonly key: number
  readonly id: AssetId | null
  /** What a person says it is. */
  readonly type: GarmentType | 'auto'
  /** Worn open, over another top. */
  readonly front: GarmentFront
}

/** What a row is before anything is said of it. */
const PLAIN = { type: 'auto', front: 'closed' } as const satisfies Partial<GarmentRow>

/** What the person on the stage wears, the innermost first; never without a row. */
export interface GarmentStack {
  readonly rows: readonly GarmentRow[]
  /** The row that a picked picture goes to, and whose findings are shown. */
  readonly active: number
}

/** A garment that is there. */
export interface WornRow extends GarmentRow {
  readonly id: AssetId
}

export const EMPTY_STACK: GarmentStack = { rows: [{ key: 0, id: null, ...PLAIN }], active: 0 }

/** What is worn, without the row that waits. */
export function wornOf({ rows }: GarmentStack): readonly WornRow[] {
  return rows.filter((row): row is WornRow => row.id !== null)
}

/** Place among the worn garments of the row that is active; 0 while it waits. */
export function activeWorn({ rows, active }: GarmentStack): number {
  return rows[active]?.id == null ? 0 : rows.slice(0, active).filter(({ id }) => id !== null).length
}

/** A garment of a new stack; what is not said of it is as usual. */
export type GarmentToWear = Pick<WornRow, 'id'> & Partial<Pick<WornRow, 'type' | 'front'>>

export function stackOf(worn: readonly GarmentToWear[]): GarmentStack {
  return worn.length === 0 ? EMPTY_STACK : { rows: worn.slice(0, MOST_GARMENTS).map((row, key) => ({ ...PLAIN, ...row, key })), active: 0 }
}

/** Puts a picture into the active row. One that is worn already is made active: nobody wears a garment twice. */
export function put(stack: GarmentStack, id: AssetId): GarmentStack {
  const worn = stack.rows.findIndex((row) => row.id === id)
  if (worn >= 0) return { ...stack, active: worn }
  // What somebody said of another garment does not hold for this one.
  return { ...stack, rows: stack.rows.map((row, index) => (index === stack.active ? { ...row, ...PLAIN, id } : row)) }
}

export function canAdd({ rows }: GarmentStack): boolean {
  return rows.length < MOST_GARMENTS && rows.every(({ id }) => id !== null)
}

/** Adds a row that waits for a garment, over the others; where one waits already it is made active. */
export function addRow(stack: GarmentStack): GarmentStack {
  const waiting = stack.rows.findIndex(({ id }) => id === null)
  if (waiting >= 0) return { ...stack, active: waiting }
  const key = Math.max(...stack.rows.map((row) => row.key)) + 1
  return canAdd(stack) ? { rows: [...stack.rows, { key, id: null, ...PLAIN }], active: stack.rows.length } : stack
}

export function removeRow(stack: GarmentStack, index: number): GarmentStack {
  const rows = stack.rows.filter((_, at) => at !== index)
  if (rows.length === 0) return EMPTY_STACK
  const active = stack.active > index ? stack.active - 1 : stack.active
  return { rows, active: Math.min(active, rows.length - 1) }
}

/** Empties a row, so that the next picture goes there. */
export function emptyRow({ rows }: GarmentStack, index: number): GarmentStack {
  // Two rows that wait would say nothing about which is meant.
  const kept = rows
    .map((row, at): GarmentRow => (at === index ? { ...row, ...PLAIN, id: null } : row))
    .filter((row, at) => row.id !== null || at === index)
  return { rows: kept, active: kept.findIndex(({ id }) => id === null) }
}

/** Moves a row to another place; what lies between makes room. The row stays as active as it was. */
export function moveRow(stack: GarmentStack, from: number, to: number): GarmentStack {
  const moved = stack.rows[from]
  if (moved === undefined || from === to || to < 0 || to >= stack.rows.length) return stack
  const rows = stack.rows.toSpliced(from, 1).toSpliced(to, 0, moved)
  const chosen = stack.rows[stack.active]
  return { rows, active: chosen === undefined ? 0 : rows.indexOf(chosen) }
}

/** Says something of the active garment. */
export function specify(stack: GarmentStack, said: Partial<Pick<GarmentRow, 'type' | 'front'>>): GarmentStack {
  return { ...stack, rows: stack.rows.map((row, index) => (index === stack.active ? { ...row, ...said } : row)) }
}

const WITH_FRONT: readonly (GarmentType | null)[] = ['shirt', 'sweater', 'hoodie', 'jacket', 'coat']

/**
 * Whether a garment may be worn open: it is of a kind that has a front, and another one is under it.
 *
 * @param index of its row. @param type null where nothing is known yet.
 */
export function mayOpen({ rows }: GarmentStack, index: number, type: GarmentType | null): boolean {
  return WITH_FRONT.includes(type) && rows.slice(0, index).some(({ id }) => id !== null)
}

/**
 * Whether a top may be tucked in: something for each half of the body is worn, as far as is known.
 *
 * @param types by garment; null where nothing is known yet.
 */
export function mayTuck(types: readonly (GarmentType | null)[]): boolean {
  const lower = types.filter((type) => type !== null && GARMENT_REGIONS[type] === 'lower').length
  const unknown = types.filter((type) => type === null).length
  const tops = types.length - lower - unknown
  return types.length > 1 && lower + unknown > 0 && tops + unknown > 0
}
