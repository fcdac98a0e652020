import type { AssetFlag, AssetKind, AssetOrigin } from '../../app/domain/asset.ts'

export const DAY_RANGES = ['today', 'week', 'month', 'year'] as const
export type DayRange = (typeof DAY_RANGES)[number]

export const SORTS = ['newest', 'oldest', 'name', 'rating'] as const
export type Sort = (typeof SORTS)[number]

/** In the order they are offered. */
export const ORIGINS = ['import', 'result', 'sample'] as const satisfies readonly AssetOrigin[]
export const MEDIA = ['picture', 'clip'] as const satisfies readonly AssetKind[]
export const FLAGS = ['pick', 'reject', 'none'] as const satisfies readonly (AssetFlag | 'none')[]

/** What a person asks the gallery to show. `any` does not narrow. */
export interface Filter {
  readonly text: string
  readonly origin: AssetOrigin | 'any'
  /** Whether it moves. */
  readonly media: AssetKind | 'any'
  readonly days: DayRange | 'any'
  readonly minRating: number
  readonly flag: AssetFlag | 'none' | 'any'
  readonly sort: Sort
  readonly trashed: boolean
}

export const NO_FILTER: Filter = {
  text: '',
  origin: 'any',
  media: 'any',
  days: 'any',
  minRating: 0,
  flag: 'any',
  sort: 'newest',
  trashed: false,
}

export function isNarrowed({ text, origin, media, days, minRating, flag }: Filter): boolean {
  return text.trim() !== '' || origin !== 'any' || media !== 'any' || days !== 'any' || minRating > 0 || flag !== 'any'
}

/** Whether stars or flags decide which pictures are shown, or in which order. */
export function followsMarks({ minRating, flag, sort }: Filter): boolean {
  return minRating > 0 || flag !== 'any' || sort === 'rating'
}

/** The filter as the contract asks for it. Days begin at midnight of this machine. @param now milliseconds since 1970 */
export function askedFilter(filter: Filter, now: number) {
  const { text, origin, media, days, minRating, flag, trashed } = filter
  return {
    trashed,
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(origin === 'any' ? {} : { origin }),
    ...(media === 'any' ? {} : { kind: media }),
    ...(days === 'any' ? {} : { from: startOf(days, now) }),
    ...(minRating === 0 ? {} : { minRating }),
    ...(flag === 'any' ? {} : { flag }),
  }
}

function startOf(range: DayRange, now: number): number {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  switch (range) {
    case 'today':
      break
    case 'week':
      day.setDate(day.getDate() - 6)
      break
    case 'month':
      day.setDate(day.getDate() - 29)
      break
    case 'year':
      day.setMonth(0, 1)
  }
  return day.getTime()
}
