import type { DrawList } from '../../../app/raster/paint/draw-list.ts'
import { WorkerLine } from './worker-line.ts'

interface Wish {
  readonly list: DrawList
  readonly version: number
  readonly level: number
  readonly paint: (context: OffscreenCanvasRenderingContext2D) => void
}

/**
 * The whole picture with the light and colour of its document, made in a worker: main thread only paints the layers together. It is
 * made for the picture and not for the window, so zooming and panning draw what is there already.
 */
export class FinishedPicture {
  readonly #worker = new WorkerLine()
  readonly #onFinished: () => void
  #bitmap: ImageBitmap | null = null
  #made: Wish | null = null
  #waiting: Wish | null = null
  #isBusy = false
  #isClosed = false

  constructor(onFinished: () => void) {
    this.#onFinished = onFinished
  }

  /**
   * The latest picture, and whether it is what was asked for; null before the first one.
   *
   * @param wish.version of the pixels that it is painted from. `wish.level`: pixels made for one of the picture.
   */
  bitmapOf(wish: Wish): ImageBitmap | null {
    if (!isSame(wish, this.#made)) {
      this.#waiting = wish
      if (!this.#isBusy) void this.#work()
    }
    return this.#bitmap
  }

  get isAtRest(): boolean {
    return !this.#isBusy
  }

  close(): void {
    this.#isClosed = true
    this.#worker.close()
    this.#bitmap?.close()
  }

  async #work(): Promise<void> {
    this.#isBusy = true
    for (let wish = this.#waiting; wish !== null && !this.#isClosed; wish = this.#waiting) {
      this.#waiting = null
      this.#made = wish
      const { adjustments, size } = wish.list
      const canvas = new OffscreenCanvas(
        Math.max(1, Math.round(size.width * wish.level)),
        Math.max(1, Math.round(size.height * wish.level)),
      )
      const context = canvas.getContext('2d')
      if (context === null || adjustments === null) break
      wish.paint(context)
      const painted = canvas.transferToImageBitmap()
      const { bitmap } = await this.#worker
        .make({ kind: 'finish', painted, adjustments, scale: wish.level }, [painted])
        .catch(() => NOTHING)
      // What could not be finished stays as it was; the next change tries again.
      if (bitmap === null) continue
      this.#bitmap?.close()
      this.#bitmap = bitmap
      if (this.#isClosed) bitmap.close()
      else this.#onFinished()
    }
    this.#isBusy = false
    if (!this.#isClosed) this.#onFinished()
  }
}

const NOTHING = { bitmap: null }
const isSame = (a: Wish, b: Wish | null): boolean => b !== null && a.list === b.list && a.version === b.version && a.level === b.level
