import type { BrushStroke } from '../../app/domain/brush-stroke.ts'
import type { BrushedMask } from '../../app/domain/brushed-mask.ts'
import type { Corrections } from '../../app/domain/corrections.ts'

/** Strokes, oldest first. What an older page kept has none. */
export function strokesOf({ strokes }: Partial<Pick<Corrections, 'strokes'>>): readonly BrushStroke[] {
  return strokes ?? []
}

export function withStroke(corrections: Corrections, stroke: BrushStroke): Corrections {
  return { ...corrections, strokes: [...strokesOf(corrections), stroke] }
}

/** Without the strokes over one mask, or without any. */
export function withoutStrokes(corrections: Corrections, only?: BrushedMask): Corrections {
  return { ...corrections, strokes: only === undefined ? [] : strokesOf(corrections).filter(({ mask }) => mask !== only) }
}

/** How many strokes go over each mask that has any, in the order of their first ones. */
export function countStrokes(corrections: Corrections): readonly (readonly [BrushedMask, number])[] {
  const counts = new Map<BrushedMask, number>()
  for (const { mask } of strokesOf(corrections)) counts.set(mask, (counts.get(mask) ?? 0) + 1)
  return [...counts]
}
