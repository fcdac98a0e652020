import type { DrawnPixels, PixelRecipe } from '../../../app/raster/paint/draw-list.ts'
import type { FromPixelWorker, PixelOrder, ToPixelWorker } from './messages.ts'
import type { PictureUrls } from './read-picture.ts'

/** Bitmaps that are kept for steps back and forth; those in sight always are. */
const KEPT_BYTES = 256_000_000

interface Made {
  readonly bitmap: ImageBitmap
  readonly scale: number
}

interface Wish {
  readonly key: string
  readonly layerId: string
  readonly order: PixelOrder
}

export interface PixelListener {
  readonly onPixels: () => void
  readonly onRefused: (reason: string) => void
}

/**
 * Makes the pixels of layers in a worker, one layer at a time, the newest wish first. Until they are there, the layer is shown as it
 * was last: nothing flickers.
 */
export class PixelStore {
  readonly #urlsOf: (hash: string) => PictureUrls
  readonly #listener: PixelListener
  readonly #worker: Worker
  readonly #made = new Map<string, Made>()
  /** What each layer showed last. */
  readonly #latest = new Map<string, string>()
  /** Newest wish of each layer that is not under way. */
  readonly #wishes = new Map<string, Wish>()
  readonly #refused = new Set<string>()
  readonly #ids = new WeakMap<object, number>()
  #nextId = 1
  #underWay: Wish | null = null
  /** How long the worker took for the pixels that came last. */
  lastMs = 0

  constructor(urlsOf: (hash: string) => PictureUrls, listener: PixelListener) {
    this.#urlsOf = urlsOf
    this.#listener = listener
    this.#worker = new Worker(new URL('./pixel-worker.ts', import.meta.url), { type: 'module', name: 'pixels' })
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromPixelWorker>) => this.#receive(data))
  }

  /** The pixels of an item at a scale, or the nearest that are there; null where there are none yet. */
  pixelsOf(item: DrawnPixels, scale: number): ImageBitmap | null {
    const recipeKey = this.#keyOf(item.pixels)
    const key = `${recipeKey} @${scale}`
    const made = this.#made.get(key)
    if (made !== undefined) {
      this.#latest.set(item.layerId, key)
      this.#wishes.delete(item.layerId)
      // The newest are at the end.
      this.#made.delete(key)
      this.#made.set(key, made)
      return made.bitmap
    }
    this.#wish({ key, layerId: item.layerId, order: this.#orderOf(item.pixels, scale) })
    return this.#made.get(this.#latest.get(item.layerId) ?? '')?.bitmap ?? null
  }

  /** The pixels that an item shows now, without asking for better ones. */
  shownOf(layerId: string): ImageBitmap | null {
    return this.#made.get(this.#latest.get(layerId) ?? '')?.bitmap ?? null
  }

  /** Whether everything that was asked for is there. */
  get isAtRest(): boolean {
    return this.#underWay === null && this.#wishes.size === 0
  }

  close(): void {
    this.#worker.terminate()
    for (const { bitmap } of this.#made.values()) bitmap.close()
    this.#made.clear()
  }

  #wish(wish: Wish): void {
    if (this.#underWay?.key === wish.key || this.#refused.has(wish.key)) return
    this.#wishes.set(wish.layerId, wish)
    this.#next()
  }

  #next(): void {
    if (this.#underWay !== null) return
    const wish = [...this.#wishes.values()].at(-1)
    if (wish === undefined) return
    this.#wishes.delete(wish.layerId)
    this.#underWay = wish
    this.#worker.postMessage({ id: this.#nextId++, order: wish.order } satisfies ToPixelWorker)
  }

  #receive(message: FromPixelWorker): void {
    const wish = this.#underWay
    this.#underWay = null
    if (wish !== null && message.kind === 'made') {
      this.lastMs = message.tookMs
      this.#made.set(wish.key, { bitmap: message.bitmap, scale: wish.order.scale })
      this.#latest.set(wish.layerId, wish.key)
      this.#forgetOldest()
    } else if (wish !== null && message.kind === 'refused') {
      this.#refused.add(wish.key)
      this.#listener.onRefused(message.reason)
    }
    this.#listener.onPixels()
    this.#next()
  }

  #forgetOldest(): void {
    const inSight = new Set(this.#latest.values())
    let bytes = [...this.#made.values()].reduce((sum, { bitmap }) => sum + bitmap.width * bitmap.height * 4, 0)
    for (const [key, { bitmap }] of this.#made) {
      if (bytes <= KEPT_BYTES) return
      if (inSight.has(key)) continue
      bytes -= bitmap.width * bitmap.height * 4
      this.#made.delete(key)
      bitmap.close()
    }
  }

  #orderOf(recipe: PixelRecipe, scale: number): PixelOrder {
    const { base } = recipe
    const picture = base.kind === 'plain' ? null : base.kind === 'cover' ? base.fill.picture : base.picture
    return { recipe, scale, urls: picture === null ? null : this.#urlsOf(picture.hash) }
  }

  /** Parts of a document that did not change are the same objects, so their identity names them. */
  #keyOf({ base, size, upscale, mask, adjustments, colourSpace }: PixelRecipe): string {
    const of = base.kind === 'plain' || base.kind === 'cover' ? `${base.kind} ${this.#idOf(base.fill)}` : this.#baseKey(base)
    const parts = [of, size.width, size.height, this.#idOf(upscale), this.#idOf(mask), this.#idOf(adjustments), colourSpace]
    return parts.join(' ')
  }

  #baseKey(base: Extract<PixelRecipe['base'], { kind: 'picture' | 'draft' | 'blurred' }>): string {
    if (base.kind === 'picture') return base.picture.hash
    if (base.kind === 'draft') return `${base.picture.hash} ${this.#idOf(base.draft)}`
    const { a, b, c, d, tx, ty } = base.map
    return `${base.picture.hash} ${base.blurPx} ${[a, b, c, d, tx, ty].join()}`
  }

  #idOf(part: object | null): number {
    if (part === null) return 0
    let id = this.#ids.get(part)
    if (id === undefined) {
      id = this.#nextId++
      this.#ids.set(part, id)
    }
    return id
  }
}
