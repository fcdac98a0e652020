import { type ByteMask, byteMask } from './byte-mask.ts'

/**
 * Moves the edge of a mask outwards, inwards for a negative distance, by parts of pixels too. Soft edges stay as soft as they were: it
 * is a maximum over an octagon about that large (never more than 8 % off a disc), between two whole radii the mean of both.
 *
 * @returns a new mask; what it says of a pixel depends on nothing farther away than the distance, rounded up.
 */
export function shiftEdge(mask: ByteMask, byPx: number): ByteMask {
  if (byPx < 0) return inverted(shiftEdge(inverted(mask), -byPx))
  const less = Math.floor(byPx)
  const share = byPx - less
  const grown = byteMask(mask, mask.data.slice())
  growBy(grown, less)
  if (share === 0) return grown
  const more = byteMask(mask, less === 0 ? mask.data.slice() : grown.data.slice())
  // One more pixel in every direction: what a radius larger by one would be, but for corners.
  growPlus(more)
  for (let i = 0; i < grown.data.length; i++) grown.data[i] = Math.round(grown.data[i] + (more.data[i] - grown.data[i]) * share)
  return grown
}

export function inverted(mask: ByteMask): ByteMask {
  return byteMask(
    mask,
    mask.data.map((value) => 255 - value),
  )
}

/** An octagon is a square and a diamond, one after the other, a diamond two slanted lines and a plus. All in place. */
function growBy(mask: ByteMask, radius: number): void {
  if (radius === 0) return
  const square = Math.round(radius * (Math.SQRT2 - 1))
  const diamond = radius - square
  growAlong(mask, { dx: 1, dy: 0, length: square })
  growAlong(mask, { dx: 0, dy: 1, length: square })
  const plus = diamond === 0 ? 0 : 2 - (diamond % 2)
  const slanted = (diamond - plus) / 2
  growAlong(mask, { dx: 1, dy: 1, length: slanted })
  growAlong(mask, { dx: -1, dy: 1, length: slanted })
  for (let k = 0; k < plus; k++) growPlus(mask)
}

interface Line {
  readonly dx: -1 | 0 | 1
  readonly dy: 0 | 1
  readonly length: number
}

/** The maximum over a line of `length` pixels to either side, in steps that double. */
function growAlong(mask: ByteMask, { dx, dy, length }: Line): void {
  for (const way of [1, -1]) {
    let reached = 0
    while (reached < length) {
      const step = Math.min(reached + 1, length - reached)
      takeFrom(mask, way * step * dx, way * step * dy)
      reached += step
    }
  }
}

/** Each pixel takes the maximum of itself and the one at `dx`, `dy`; in the order in which none has been changed yet when it is read. */
function takeFrom({ width, height, data }: ByteMask, dx: number, dy: number): void {
  const isForward = dy > 0 || (dy === 0 && dx > 0)
  const left = Math.max(0, -dx)
  const right = Math.min(width, width - dx)
  const by = dy * width + dx
  const rows = height - Math.abs(dy)
  for (let n = 0; n < rows; n++) {
    const y = isForward ? n + Math.max(0, -dy) : height - 1 - n - Math.max(0, dy)
    const start = y * width + left
    const end = y * width + right
    if (isForward) for (let i = start; i < end; i++) data[i] = Math.max(data[i], data[i + by])
    else for (let i = end - 1; i >= start; i--) data[i] = Math.max(data[i], data[i + by])
  }
}

/** The maximum over a pixel and its four neighbours. */
function growPlus({ width, height, data }: ByteMask): void {
  let above = data.slice(0, width)
  let here = above.slice()
  for (let y = 0, i = 0; y < height; y++) {
    here.set(data.subarray(i, i + width))
    const below = Math.min(height - 1, y + 1) * width
    for (let x = 0; x < width; x++, i++) {
      let most = here[x]
      if (x > 0 && here[x - 1] > most) most = here[x - 1]
      if (x < width - 1 && here[x + 1] > most) most = here[x + 1]
      if (above[x] > most) most = above[x]
      if (data[below + x] > most && y < height - 1) most = data[below + x]
      data[i] = most
    }
    const spare = above
    above = here
    here = spare
  }
}
