import { eachTriangle, type Strip, signedArea } from './strip.ts'
import { untangle } from './untangle.ts'

/** Which places of the garment carry cloth: `(x, y)` in garment pixels. */
export type IsCovered = (x: number, y: number) => boolean

/** Areas on the person, in square pixels. */
export interface FoldReport {
  readonly coveredArea: number
  /** Part of `coveredArea` that shows the wrong face: cloth folded over itself. */
  readonly foldedArea: number
}

/**
 * Removes folds from a strip in place, on the person and in the garment. The inner side of an elbow and the root of a raised
 * sleeve are where folds come from; there the cloth bunches up instead, as cloth does. Sound parts stay where they are.
 *
 * @param root `held` keeps the first row, where a sleeve or leg is sewn on, in its place if it can be done.
 */
export function unfold(strip: Strip, root: 'held' | 'loose'): void {
  const isPinned = (vertex: number): boolean => root === 'held' && vertex < strip.columns
  untangle(strip, strip.source, { facing: facingOf(strip, strip.source), isPinned, flat: 'left' })
  untangle(strip, strip.target, { facing: facingOf(strip, strip.target), isPinned, flat: 'opened' })
}

/** Measures folds over the covered triangles: those whose face on the person differs from that of most of the strip. */
export function foldsOf(strip: Strip, isCovered: IsCovered): FoldReport {
  const facing = facingOf(strip, strip.target) * facingOf(strip, strip.source)
  let coveredArea = 0
  let foldedArea = 0
  eachTriangle(strip, (a, b, c) => {
    const { source, target } = strip
    const x = (source[2 * a] + source[2 * b] + source[2 * c]) / 3
    const y = (source[2 * a + 1] + source[2 * b + 1] + source[2 * c + 1]) / 3
    if (!isCovered(x, y)) return
    const area = Math.abs(signedArea(target, a, b, c)) / 2
    coveredArea += area
    if (signedArea(target, a, b, c) * signedArea(source, a, b, c) * facing < 0) foldedArea += area
  })
  return { coveredArea, foldedArea }
}

/** 1 when the triangles of `points` turn clockwise in the picture, -1 when anticlockwise; by majority of area. */
export function facingOf(strip: Strip, points: Float32Array): 1 | -1 {
  let balance = 0
  eachTriangle(strip, (a, b, c) => {
    balance += signedArea(points, a, b, c)
  })
  return balance < 0 ? -1 : 1
}
