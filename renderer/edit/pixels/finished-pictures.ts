import { FinishedPicture } from './finished-picture.ts'

/** The finished pictures of the panes of a comparison: a worker each, begun when a pane first needs one. */
export class FinishedPictures {
  readonly #onFinished: () => void
  readonly #pictures = new Map<number, FinishedPicture>()
  /** Grows when a picture comes, or none can be made. */
  version = 0

  constructor(onFinished: () => void) {
    this.#onFinished = () => {
      this.version++
      onFinished()
    }
  }

  of(pane: number): FinishedPicture {
    const known = this.#pictures.get(pane)
    if (known !== undefined) return known
    const picture = new FinishedPicture(this.#onFinished)
    this.#pictures.set(pane, picture)
    return picture
  }

  get isAtRest(): boolean {
    return [...this.#pictures.values()].every((picture) => picture.isAtRest)
  }

  close(): void {
    for (const picture of this.#pictures.values()) picture.close()
  }
}
