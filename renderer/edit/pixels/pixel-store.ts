import type { ArtifactId, AssetId } from '../../../app/domain/ids.ts'
import type { DrawnPixels, DrawnShadow, PixelRecipe } from '../../../app/raster/paint/draw-list.ts'
import type { Outline } from '../../../app/raster/paint/outline.ts'
import type { Made, MadeShadow, PixelOrder } from './messages.ts'
import { ObjectIds } from './object-ids.ts'
import { WorkerLine } from './worker-line.ts'

/** Bitmaps that are kept for steps back and forth; those in sight always are. */
const KEPT_BYTES = 256_000_000
const RETRY_MS = 2000

/** Where pixels come from. */
export interface PixelAddresses {
  /** Of the raster of a picture, once the core has decoded it. */
  readonly ofPicture: (id: AssetId) => Promise<string>
  readonly ofMask: (id: ArtifactId) => string
}

export interface PixelListener {
  readonly onPixels: () => void
  readonly onRefused: (reason: unknown) => void
}

interface Wish {
  readonly key: string
  readonly layerId: string
  readonly order: () => Promise<PixelOrder>
}

/**
 * Makes the pixels of layers in a worker, one layer at a time, the newest wish first. Until they are there, a layer is shown as it
 * was last: nothing flickers.
 */
export class PixelStore {
  readonly #addresses: PixelAddresses
  readonly #listener: PixelListener
  readonly #worker = new WorkerLine()
  readonly #ids = new ObjectIds()
  readonly #made = new Map<string, Made>()
  /** What each layer showed last. */
  readonly #latest = new Map<string, string>()
  /** Newest wish of each layer that is not under way. */
  readonly #wishes = new Map<string, Wish>()
  /** What could not be made, and whether that is still too fresh to try again. */
  readonly #refused = new Map<string, 'waits' | 'told'>()
  readonly #urls = new Map<AssetId, Promise<string>>()
  #underWay: Wish | null = null
  #isClosed = false
  /** Grows when pixels come, and when those that could not be made may be asked for again. */
  version = 0

  constructor(addresses: PixelAddresses, listener: PixelListener) {
    this.#addresses = addresses
    this.#listener = listener
  }

  /** The pixels of an item at a scale, or the nearest that are there; null where there are none yet. */
  pixelsOf(item: DrawnPixels, scale: number): ImageBitmap | null {
    return this.#madeFor(item, scale)?.bitmap ?? null
  }

  /** The shadow of an item; it is made together with its pixels. */
  shadowOf(item: DrawnPixels, scale: number): MadeShadow | null {
    return this.#madeFor(item, scale)?.shadow ?? null
  }

  /** The shadow of letters. */
  letterShadowOf(layerId: string, outline: Outline, { softnessPx }: DrawnShadow): MadeShadow | null {
    const { size, verbs, points } = outline
    const key = `letters ${this.#ids.of(outline)} ${softnessPx}`
    const slot = `letters ${layerId}`
    return this.#take(slot, key, async () => ({ kind: 'letters', size, verbs, points, softnessPx }))?.shadow ?? null
  }

  /** The pixels that a layer shows now, without asking for better ones. */
  shownOf(layerId: string): ImageBitmap | null {
    return this.#made.get(this.#latest.get(layerId) ?? '')?.bitmap ?? null
  }

  /** Whether everything that was asked for is there. */
  get isAtRest(): boolean {
    return this.#underWay === null && this.#wishes.size === 0
  }

  close(): void {
    this.#isClosed = true
    this.#worker.close()
    for (const made of this.#made.values()) closeMade(made)
    this.#made.clear()
  }

  #madeFor({ layerId, pixels, shadow }: DrawnPixels, scale: number): Made | null {
    const softnessPx = shadow?.softnessPx ?? null
    const key = `${this.#keyOf(pixels)} ${softnessPx} @${scale}`
    return this.#take(layerId, key, () => this.#orderOf(pixels, scale, softnessPx))
  }

  #take(slot: string, key: string, order: Wish['order']): Made | null {
    const made = this.#made.get(key)
    if (made === undefined) {
      this.#wish({ key, layerId: slot, order })
      return this.#made.get(this.#latest.get(slot) ?? '') ?? null
    }
    this.#latest.set(slot, key)
    this.#wishes.delete(slot)
    // The newest are at the end.
    this.#made.delete(key)
    this.#made.set(key, made)
    return made
  }

  #wish(wish: Wish): void {
    if (this.#underWay?.key === wish.key || this.#refused.get(wish.key) === 'waits') return
    this.#wishes.set(wish.layerId, wish)
    if (this.#underWay === null) void this.#work()
  }

  async #work(): Promise<void> {
    for (let wish = this.#next(); wish !== undefined && !this.#isClosed; wish = this.#next()) {
      this.#underWay = wish
      try {
        const made = await this.#worker.make(await wish.order())
        if (this.#isClosed) return closeMade(made)
        this.#made.set(wish.key, made)
        this.#latest.set(wish.layerId, wish.key)
        this.#forgetOldest()
      } catch (thrown) {
        if (!this.#isClosed && !this.#refused.has(wish.key)) this.#listener.onRefused(thrown)
        this.#waitWith(wish.key)
      }
      this.#underWay = null
      this.version++
      this.#listener.onPixels()
    }
  }

  /** The studio may have been away, or a file on its way. */
  #waitWith(key: string): void {
    this.#refused.set(key, 'waits')
    setTimeout(() => {
      this.#refused.set(key, 'told')
      this.version++
      if (!this.#isClosed) this.#listener.onPixels()
    }, RETRY_MS)
  }

  #next(): Wish | undefined {
    const wish = [...this.#wishes.values()].at(-1)
    if (wish !== undefined) this.#wishes.delete(wish.layerId)
    return wish
  }

  #forgetOldest(): void {
    const inSight = new Set(this.#latest.values())
    let bytes = [...this.#made.values()].reduce((sum, made) => sum + bytesOf(made), 0)
    for (const [key, made] of this.#made) {
      if (bytes <= KEPT_BYTES) return
      if (inSight.has(key)) continue
      bytes -= bytesOf(made)
      this.#made.delete(key)
      closeMade(made)
    }
  }

  async #orderOf(recipe: PixelRecipe, scale: number, softnessPx: number | null): Promise<PixelOrder> {
    const { base, mask } = recipe
    const picture = base.kind === 'plain' ? null : base.kind === 'cover' ? base.fill.picture : base.picture
    const url = picture === null ? null : await this.#urlOf(picture.assetId)
    const masks = mask !== null && 'artifact' in mask.source ? [mask.source.artifact] : []
    return { kind: 'layer', recipe, scale, url, masks: masks.map((id) => [id, this.#addresses.ofMask(id)] as const), softnessPx }
  }

  #urlOf(id: AssetId): Promise<string> {
    const known = this.#urls.get(id)
    if (known !== undefined) return known
    const asked = this.#addresses.ofPicture(id)
    this.#urls.set(id, asked)
    asked.catch(() => this.#urls.delete(id))
    return asked
  }

  #keyOf({ base, size, upscale, mask, adjustments, colourSpace }: PixelRecipe): string {
    const ids = [upscale, mask, adjustments].map((part) => this.#ids.of(part))
    return [this.#baseKey(base), size.width, size.height, ...ids, colourSpace].join(' ')
  }

  #baseKey(base: PixelRecipe['base']): string {
    switch (base.kind) {
      case 'plain':
      case 'cover':
        return `${base.kind} ${this.#ids.of(base.fill)}`
      case 'picture':
        return base.picture.hash
      case 'draft':
        return `${base.picture.hash} ${this.#ids.of(base.draft)}`
      case 'blurred':
        return `${base.picture.hash} ${base.blurPx} ${Object.values(base.map).join()}`
    }
  }
}

const areaOf = (bitmap: ImageBitmap | null | undefined): number => (bitmap ? bitmap.width * bitmap.height : 0)
const bytesOf = ({ bitmap, shadow }: Made): number => 4 * (areaOf(bitmap) + areaOf(shadow?.image))

function closeMade({ bitmap, shadow }: Made): void {
  bitmap?.close()
  shadow?.image.close()
}
