/**
 * Whether the page may use the camera now: from when a person asks for a live pose until that is put away, and never without a
 * page. So a page that was tricked while nobody wants the camera is refused by the host.
 */
export class CameraLeave {
  #contentsId: number | undefined

  /** @param contentsId of the window that asks. */
  give(contentsId: number): void {
    this.#contentsId = contentsId
  }

  takeBack(): void {
    this.#contentsId = undefined
  }

  /** A page is gone: reloaded, died, closed. */
  forget(contentsId: number): void {
    if (this.#contentsId === contentsId) this.#contentsId = undefined
  }

  isGivenTo(contentsId: number | undefined): boolean {
    return contentsId !== undefined && this.#contentsId === contentsId
  }
}
