import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'

/** Pictures are asked for by so many. A page in sight is asked for again when the library changes, so it is no larger. */
export const PAGE = 200

/** Pages by their number; some are there. */
export type Pages = ReadonlyMap<number, readonly Asset[]>

/** Places from `first` to before `end`. */
export interface Span {
  readonly first: number
  readonly end: number
}

/** The pictures a filter means, by their places. Only those near to what is looked at are there; the others are a number. */
export class PictureList {
  readonly count: number
  readonly #pages: Pages
  #there: readonly Asset[] | undefined
  #places: ReadonlyMap<AssetId, number> | undefined

  constructor(count: number, pages: Pages) {
    this.count = count
    this.#pages = pages
  }

  at(place: number): Asset | undefined {
    return place < this.count ? this.#pages.get(Math.floor(place / PAGE))?.[place % PAGE] : undefined
  }

  placeOf(id: AssetId | null): number | undefined {
    if (id === null) return undefined
    this.#places ??= new Map(
      [...this.#pages].flatMap(([page, assets]) => assets.map((asset, index) => [asset.id, page * PAGE + index] as const)),
    )
    return this.#places.get(id)
  }

  /** Those that are there, in their order. Between two that follow each other others may be missing. */
  get there(): readonly Asset[] {
    this.#there ??= sorted(this.#pages).flatMap(([, assets]) => assets)
    return this.#there
  }

  /** Those of a span that are there, in their order. */
  in({ first, end }: Span): Asset[] {
    const found: Asset[] = []
    for (let place = Math.max(0, first); place < Math.min(end, this.count); place++) {
      const asset = this.at(place)
      if (asset !== undefined) found.push(asset)
    }
    return found
  }
}

/** Numbers of the pages that hold a place of the spans, without those beyond the end of the list. */
export function pagesOf(spans: readonly Span[], count: number): number[] {
  const pages = new Set<number>()
  for (const { first, end } of spans) {
    for (let page = Math.floor(Math.max(0, first) / PAGE); page * PAGE < Math.min(end, count); page++) pages.add(page)
  }
  return [...pages].sort((a, b) => a - b)
}

/** The pages when some pictures have gone: those behind move up, from page to page as far as these follow each other. */
export function withoutPictures(pages: Pages, gone: ReadonlySet<AssetId>): Pages {
  const left = new Map<number, readonly Asset[]>()
  for (const { first, assets, length } of runsOf(pages)) {
    const kept = assets.filter(({ id }) => !gone.has(id))
    for (let index = 0; index < length; index++) left.set(first + index, kept.slice(index * PAGE, (index + 1) * PAGE))
  }
  return left
}

/** Pages that follow each other, as one. */
function runsOf(pages: Pages) {
  const runs: { readonly first: number; readonly assets: Asset[]; length: number }[] = []
  for (const [page, assets] of sorted(pages)) {
    const run = runs.at(-1)
    if (run === undefined || page !== run.first + run.length) runs.push({ first: page, assets: [...assets], length: 1 })
    else {
      run.assets.push(...assets)
      run.length += 1
    }
  }
  return runs
}

const sorted = (pages: Pages) => [...pages].sort(([a], [b]) => a - b)
