/** Numbers that objects are known by: parts of a document that did not change are the same objects. */
export class ObjectIds {
  readonly #ids = new WeakMap<object, number>()
  #next = 1

  /** 0 for null. */
  of(part: object | null): number {
    if (part === null) return 0
    const known = this.#ids.get(part)
    if (known !== undefined) return known
    this.#ids.set(part, this.#next)
    return this.#next++
  }
}
