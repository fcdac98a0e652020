/** A view that has not moved for so long rests. */
const REST_MS = 120

/** Whether the view moves: frames that are gone in a moment are painted the quickest way, the last one as well as can be. */
export class ViewMotion {
  readonly #onRest: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onRest: () => void) {
    this.#onRest = onRest
  }

  get isMoving(): boolean {
    return this.#timer !== undefined
  }

  /** The view has moved. */
  moved(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#onRest()
    }, REST_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
  }
}
