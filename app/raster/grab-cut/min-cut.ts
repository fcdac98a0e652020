/** Links of a pixel: up-left, up, up-right, left, right, down-left, down, down-right. The opposite of link `d` is `7 - d`. */
export const LINKS = 8

/** What `parents` holds besides the link that leads to the parent. */
const NO_PARENT = -1
const TERMINAL = 8
const ORPHAN = 9

const SOURCE = 0
const SINK = 1
const NOT_QUEUED = -2
const LAST = -1

/** A grid of pixels with a frame of one pixel around it, so that no link needs a border check. The frame has no capacities. */
export interface GridSize {
  /** Frame included. */
  readonly stride: number
  /** Frame included. */
  readonly rows: number
}

/**
 * Minimum cut of a pixel grid with eight neighbours: Y. Boykov, V. Kolmogorov, "An Experimental Comparison of Min-Cut/Max-Flow
 * Algorithms for Energy Minimization in Vision" (2004). Two search trees grow from the terminals until they touch; trees are kept from one path to
 * the next. One instance serves all passes over a picture: its arrays are the larger part of the memory.
 */
export class GridCut {
  /** Residual capacity of link `d` of pixel `i` at `8 i + d`; written by the caller before `solve`, used up by it. */
  readonly links: Float32Array
  /** What the source may send into a pixel less what the pixel may send to the sink; written before, used up as well. */
  readonly terminals: Float32Array
  readonly #offsets: Int32Array
  readonly #parents: Int8Array
  /** Which tree a pixel belongs to, where it has a parent. */
  readonly #trees: Uint8Array
  /** When its distance to the terminal was last known to be right, and that distance. */
  readonly #stamps: Int32Array
  readonly #distances: Int32Array
  /** The queue of pixels whose neighbours were not looked at yet: a list through the pixels. */
  readonly #next: Int32Array
  #first = LAST
  #last = LAST
  #now = 0
  readonly #orphans: number[] = []

  constructor({ stride, rows }: GridSize) {
    const count = stride * rows
    this.links = new Float32Array(LINKS * count)
    this.terminals = new Float32Array(count)
    this.#offsets = Int32Array.of(-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1)
    this.#parents = new Int8Array(count)
    this.#trees = new Uint8Array(count)
    this.#stamps = new Int32Array(count)
    this.#distances = new Int32Array(count)
    this.#next = new Int32Array(count)
  }

  /** Cuts. Afterwards `isSource` tells the side of each of the `pixels`. */
  solve(pixels: Int32Array): void {
    this.#plant(pixels)
    for (;;) {
      const touch = this.#grow()
      if (touch < 0) return
      this.#augment(touch)
      this.#adopt()
    }
  }

  /** Whether a pixel stays with the source. Pixels that neither tree reaches go with the sink. */
  isSource(pixel: number): boolean {
    return this.#parents[pixel] !== NO_PARENT && this.#trees[pixel] === SOURCE
  }

  #plant(pixels: Int32Array): void {
    this.#parents.fill(NO_PARENT)
    this.#next.fill(NOT_QUEUED)
    this.#stamps.fill(0)
    this.#first = LAST
    this.#last = LAST
    this.#now = 0
    for (let k = 0; k < pixels.length; k++) {
      const pixel = pixels[k]
      const own = this.terminals[pixel]
      if (own === 0) continue
      this.#parents[pixel] = TERMINAL
      this.#trees[pixel] = own > 0 ? SOURCE : SINK
      this.#distances[pixel] = 1
      this.#enqueue(pixel)
    }
  }

  #enqueue(pixel: number): void {
    if (this.#next[pixel] !== NOT_QUEUED) return
    this.#next[pixel] = LAST
    if (this.#last === LAST) this.#first = pixel
    else this.#next[this.#last] = pixel
    this.#last = pixel
  }

  /** Grows both trees until they touch. @returns the link from the source's tree into the sink's, as its place in `links`; -1 at the end. */
  #grow(): number {
    const { links } = this
    const offsets = this.#offsets
    const parents = this.#parents
    const trees = this.#trees
    const stamps = this.#stamps
    const distances = this.#distances
    while (this.#first !== LAST) {
      const pixel = this.#first
      if (parents[pixel] !== NO_PARENT) {
        const tree = trees[pixel]
        const base = LINKS * pixel
        for (let d = 0; d < LINKS; d++) {
          const other = pixel + offsets[d]
          const back = LINKS * other + 7 - d
          // Flow runs from the source: out of its tree, and into the sink's.
          if ((tree === SOURCE ? links[base + d] : links[back]) === 0) continue
          if (parents[other] === NO_PARENT) {
            trees[other] = tree
            parents[other] = 7 - d
            stamps[other] = stamps[pixel]
            distances[other] = distances[pixel] + 1
            this.#enqueue(other)
          } else if (trees[other] !== tree) return tree === SOURCE ? base + d : back
          else if (distances[other] > distances[pixel] + 1 && stamps[other] <= stamps[pixel]) {
            parents[other] = 7 - d
            stamps[other] = stamps[pixel]
            distances[other] = distances[pixel] + 1
          }
        }
      }
      this.#first = this.#next[pixel]
      if (this.#first === LAST) this.#last = LAST
      this.#next[pixel] = NOT_QUEUED
    }
    return -1
  }

  /** Sends as much as the narrowest link lets through along the path over `touch`. */
  #augment(touch: number): void {
    const from = touch >> 3
    const to = from + this.#offsets[touch & 7]
    const flow = Math.min(this.links[touch], this.#narrowest(from, SOURCE), this.#narrowest(to, SINK))
    this.links[touch] -= flow
    this.links[LINKS * to + 7 - (touch & 7)] += flow
    this.#send(from, SOURCE, flow)
    this.#send(to, SINK, flow)
  }

  #narrowest(from: number, tree: number): number {
    const { links } = this
    const offsets = this.#offsets
    const parents = this.#parents
    let least = Number.POSITIVE_INFINITY
    let pixel = from
    for (let d = parents[pixel]; d !== TERMINAL; d = parents[pixel]) {
      const parent = pixel + offsets[d]
      const room = tree === SOURCE ? links[LINKS * parent + 7 - d] : links[LINKS * pixel + d]
      if (room < least) least = room
      pixel = parent
    }
    return Math.min(least, Math.abs(this.terminals[pixel]))
  }

  #send(from: number, tree: number, flow: number): void {
    const { links, terminals } = this
    const parents = this.#parents
    let pixel = from
    for (let d = parents[pixel]; d !== TERMINAL; d = parents[pixel]) {
      const parent = pixel + this.#offsets[d]
      const down = LINKS * parent + 7 - d
      const up = LINKS * pixel + d
      const used = tree === SOURCE ? down : up
      links[tree === SOURCE ? up : down] += flow
      links[used] -= flow
      if (links[used] === 0) this.#orphan(pixel)
      pixel = parent
    }
    terminals[pixel] += tree === SOURCE ? -flow : flow
    if (terminals[pixel] === 0) this.#orphan(pixel)
  }

  #orphan(pixel: number): void {
    this.#parents[pixel] = ORPHAN
    this.#orphans.push(pixel)
  }

  /** Finds every orphan a new parent in its tree, or lets it go. */
  #adopt(): void {
    this.#now++
    for (let pixel = this.#orphans.pop(); pixel !== undefined; pixel = this.#orphans.pop()) {
      const parent = this.#nearestParent(pixel)
      if (parent === NO_PARENT) this.#abandon(pixel)
      else this.#parents[pixel] = parent
    }
  }

  /** The link to the neighbour with the shortest way to the terminal; NO_PARENT where none has one. */
  #nearestParent(pixel: number): number {
    const { links } = this
    const offsets = this.#offsets
    const tree = this.#trees[pixel]
    let least = Number.POSITIVE_INFINITY
    let best = NO_PARENT
    for (let d = 0; d < LINKS; d++) {
      const other = pixel + offsets[d]
      if ((tree === SOURCE ? links[LINKS * other + 7 - d] : links[LINKS * pixel + d]) === 0) continue
      if (this.#parents[other] === NO_PARENT || this.#trees[other] !== tree) continue
      const length = this.#lengthFrom(other)
      if (length >= least) continue
      least = length
      best = d
    }
    if (best !== NO_PARENT) {
      this.#stamps[pixel] = this.#now
      this.#distances[pixel] = least + 1
    }
    return best
  }

  /** Links from a pixel to its terminal; infinite where the way ends at an orphan. What was walked is stamped. */
  #lengthFrom(start: number): number {
    const parents = this.#parents
    const stamps = this.#stamps
    const offsets = this.#offsets
    let steps = 0
    let pixel = start
    while (stamps[pixel] !== this.#now) {
      const d = parents[pixel]
      if (d === ORPHAN) return Number.POSITIVE_INFINITY
      if (d === TERMINAL) {
        stamps[pixel] = this.#now
        this.#distances[pixel] = 1
        break
      }
      steps++
      pixel += offsets[d]
    }
    let length = steps + this.#distances[pixel]
    const total = length
    for (let walked = start; stamps[walked] !== this.#now; walked += offsets[parents[walked]]) {
      stamps[walked] = this.#now
      this.#distances[walked] = length--
    }
    return total
  }

  #abandon(pixel: number): void {
    const { links } = this
    const parents = this.#parents
    const tree = this.#trees[pixel]
    parents[pixel] = NO_PARENT
    this.#stamps[pixel] = 0
    for (let d = 0; d < LINKS; d++) {
      const other = pixel + this.#offsets[d]
      if (parents[other] === NO_PARENT || this.#trees[other] !== tree) continue
      if ((tree === SOURCE ? links[LINKS * other + 7 - d] : links[LINKS * pixel + d]) !== 0) this.#enqueue(other)
      if (parents[other] === 7 - d) this.#orphan(other)
    }
  }
}
