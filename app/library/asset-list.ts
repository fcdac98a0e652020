import { z } from 'zod'
import type { Asset, AssetFlag, AssetKind, AssetOrigin } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { type AssetId, assetId } from '../domain/ids.ts'
import { type AssetRow, toStored } from './asset-rows.ts'
import { foldText } from './fold-text.ts'
import type { Library } from './open-library.ts'

/** Which assets are meant. What is left out does not narrow. */
export interface AssetFilter {
  readonly trashed?: boolean | undefined
  /** Words that the name holds, in any order, whatever their case and accents. */
  readonly text?: string | undefined
  readonly origin?: AssetOrigin | undefined
  /** Pictures or clips; both without. */
  readonly kind?: AssetKind | undefined
  /** Brought in at this time or later, in milliseconds since 1970. */
  readonly from?: number | undefined
  /** Brought in before this time, in milliseconds since 1970. */
  readonly until?: number | undefined
  readonly minRating?: number | undefined
  readonly flag?: AssetFlag | 'none' | undefined
}

export type AssetSort = 'newest' | 'oldest' | 'name' | 'rating'

/** One page of the gallery. `nextCursor` is null on the last page. */
export interface AssetPage {
  readonly assets: readonly Asset[]
  readonly nextCursor: string | null
}

interface ListOptions extends AssetFilter {
  readonly sort?: AssetSort
  readonly cursor?: string | null
  /** So many are passed over, after the cursor if there is one. */
  readonly offset?: number
  readonly limit?: number
}

/** A statement and what goes into it. */
interface Query {
  readonly sql: string
  readonly values: Readonly<Record<string, string | number>>
}

const MAX_WORDS = 8

/**
 * A page of assets: newest first, or in the trash the latest thrown away first.
 *
 * @param options.cursor `nextCursor` of the page before, of the same sort. @param options.offset for whoever jumps: what is
 *   passed over is walked in the index, about 10 ms for 80,000 pictures. @param options.limit 1..500.
 * @throws StudioError `request.invalid` for a cursor that is not one of this list.
 */
export function listAssets(library: Library, options: ListOptions = {}): AssetPage {
  const limit = Math.min(500, Math.max(1, Math.floor(options.limit ?? 100)))
  const { sql, values } = listQuery({ ...options, limit: limit + 1 })
  const rows = library.db.prepare<[typeof values], AssetRow>(sql).all(values)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    assets: page.map((row) => toStored(row).asset),
    nextCursor: rows.length > limit && last !== undefined ? cursorAfter(last, options) : null,
  }
}

/** How many assets a filter means. */
export function countAssets(library: Library, filter: AssetFilter): number {
  const { sql, values } = whereOf(filter)
  const row = library.db
    .prepare<[typeof values], { count: number }>(/* sql */ `SELECT count(*) AS count FROM assets WHERE ${sql}`)
    .get(values)
  return row?.count ?? 0
}

/** The ids of all that a filter means, in the order of the list. @param options.limit the most that are given. */
export function listAssetIds(library: Library, options: ListOptions & { readonly limit: number }): AssetId[] {
  const { sql, values } = listQuery(options, 'id')
  return library.db
    .prepare<[typeof values], { id: string }>(sql)
    .all(values)
    .map(({ id }) => assetId.parse(id))
}

/** The statement of `listAssets`, exported so that a test can ask SQLite for its plan. */
export function listQuery(options: ListOptions & { readonly limit: number }, columns: '*' | 'id' = '*'): Query {
  const { key, order } = orderOf(options)
  const where = whereOf(options)
  const after = parseCursor(options)
  const direction = order === 'up' ? 'ASC' : 'DESC'
  const seek = after === undefined ? '' : `AND (${key}, row) ${order === 'up' ? '>' : '<'} (:afterKey, :afterRow)`
  return {
    sql: /* sql */ `SELECT ${columns} FROM assets WHERE ${where.sql} ${seek} ORDER BY ${key} ${direction}, row ${direction} LIMIT :limit OFFSET :offset`,
    values: {
      ...where.values,
      ...(after === undefined ? {} : { afterKey: after.key, afterRow: after.row }),
      limit: options.limit,
      offset: options.offset ?? 0,
    },
  }
}

interface Order {
  readonly key: 'created_at' | 'trashed_at' | 'search_text' | 'rating'
  readonly order: 'up' | 'down'
}

function orderOf(options: ListOptions): Order {
  const sort: AssetSort = options.sort ?? 'newest'
  const time = options.trashed === true ? 'trashed_at' : 'created_at'
  switch (sort) {
    case 'newest':
      return { key: time, order: 'down' }
    case 'oldest':
      return { key: time, order: 'up' }
    case 'name':
      return { key: 'search_text', order: 'up' }
    case 'rating':
      return { key: 'rating', order: 'down' }
  }
}

function whereOf(filter: AssetFilter): Query {
  const { origin, kind, from, until, minRating, flag } = filter
  const words = foldText(filter.text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
  const parts = [
    `trashed_at IS ${filter.trashed === true ? 'NOT ' : ''}NULL`,
    origin !== undefined && 'origin = :origin',
    kind !== undefined && `clip IS ${kind === 'clip' ? 'NOT ' : ''}NULL`,
    from !== undefined && 'created_at >= :from',
    until !== undefined && 'created_at < :until',
    minRating !== undefined && minRating > 0 && 'rating >= :minRating',
    flag !== undefined && (flag === 'none' ? 'flag IS NULL' : 'flag = :flag'),
    ...words.map((_, index) => `instr(search_text, :word${index}) > 0`),
  ]
  const given = { origin, from, until, minRating, flag, ...Object.fromEntries(words.map((word, index) => [`word${index}`, word])) }
  const values = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return { sql: parts.filter((part) => part !== false).join(' AND '), values }
}

const cursorShape = z.tuple([
  z.enum(['created_at', 'trashed_at', 'search_text', 'rating']),
  z.union([z.string(), z.int()]),
  z.int().positive(),
])

function cursorAfter(row: AssetRow, options: ListOptions): string {
  const { key } = orderOf(options)
  return Buffer.from(JSON.stringify([key, row[key], row.row])).toString('base64url')
}

function parseCursor(options: ListOptions): { readonly key: string | number; readonly row: number } | undefined {
  const { cursor = null } = options
  if (cursor === null) return undefined
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!parsed.success || parsed.data[0] !== orderOf(options).key) {
    throw new StudioError('request.invalid', 'The cursor is not one of this list', { details: { at: 'cursor' } })
  }
  return { key: parsed.data[1], row: parsed.data[2] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No cursor of ours; the schema refuses undefined.
    return undefined
  }
}
