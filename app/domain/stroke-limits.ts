/** What is painted has to fit a message and a second. */
export const MOST_STROKES = 256
/** Points of one stroke, and of all strokes together. */
export const MOST_STROKE_POINTS = 1024
export const MOST_POINTS = 8192
/** How often strokes may cover a whole picture. */
export const MOST_PAINTED = 16

interface Path {
  readonly points: readonly (readonly [number, number])[]
  /** As a share of the picture's long side. */
  readonly width: number
}

/** Whether all of these strokes can be kept. */
export function canBeKept(strokes: readonly Path[]): boolean {
  return (
    strokes.length <= MOST_STROKES &&
    strokes.every(({ points }) => points.length <= MOST_STROKE_POINTS) &&
    pointsIn(strokes) <= MOST_POINTS &&
    paintedBy(strokes) <= MOST_PAINTED
  )
}

export function pointsIn(strokes: readonly Path[]): number {
  return strokes.reduce((sum, { points }) => sum + points.length, 0)
}

/** About what strokes cover, counted again where one crosses itself; 1 is a square picture. */
export function paintedBy(strokes: readonly Path[]): number {
  return strokes.reduce((sum, stroke) => sum + areaOf(stroke), 0)
}

function areaOf({ points, width }: Path): number {
  let length = width
  for (const [i, [x, y]] of points.entries()) {
    const [fromX, fromY] = points[i - 1] ?? [x, y]
    length += Math.hypot(x - fromX, y - fromY)
  }
  return length * width
}
