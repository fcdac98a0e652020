import type { Plane, Size } from '../domain/raster.ts'

/** Reads many planes of one size at one place, as `samplePlane` does: where the place lies is worked out once. */
export class PlaneReader {
  readonly #width: number
  readonly #height: number
  #index = 0
  #right = 0
  #below = 0
  #fx = 0
  #fy = 0

  constructor({ width, height }: Size) {
    this.#width = width
    this.#height = height
  }

  /** In pixels, centres at .5; beyond the border its nearest point. */
  moveTo(x: number, y: number): void {
    const u = Math.max(0, Math.min(this.#width - 1, x - 0.5))
    const v = Math.max(0, Math.min(this.#height - 1, y - 0.5))
    const column = u | 0
    const row = v | 0
    this.#fx = u - column
    this.#fy = v - row
    this.#index = row * this.#width + column
    this.#right = column < this.#width - 1 ? 1 : 0
    this.#below = row < this.#height - 1 ? this.#width : 0
  }

  /** Bilinear. */
  read({ data }: Plane): number {
    const i = this.#index
    const j = i + this.#below
    const right = this.#right
    const top = data[i] + (data[i + right] - data[i]) * this.#fx
    return top + (data[j] + (data[j + right] - data[j]) * this.#fx - top) * this.#fy
  }
}
