import type { BrushState } from '../tools/brush-tool.ts'
import type { MagicState } from '../tools/magic-tool.ts'
import type { Spot } from '../tools/tool.ts'

/** A stroke as it is drawn over the picture, in document pixels. */
export interface TrailStroke {
  readonly points: readonly Spot[]
  readonly sizePx: number
  readonly mode: 'add' | 'erase'
}

/** What was painted and is not seen in the pixels yet: the stroke in hand, and the pieces of it that are saved already. */
export class StrokeTrail {
  readonly #strokes = new Map<string, TrailStroke>()

  /** Follows the brush; what was painted stays until the pixels have come. */
  follow(
    state: BrushState | MagicState | null,
    how: { readonly sizePx: number; readonly toDocument: (share: readonly [number, number]) => Spot; readonly isSeen: boolean },
  ): readonly TrailStroke[] {
    if (state?.kind === 'painting') {
      const { id, points, mode } = state.stroke
      if (how.isSeen) for (const key of this.#strokes.keys()) if (key !== id) this.#strokes.delete(key)
      this.#strokes.set(id, { points: points.map(how.toDocument), sizePx: how.sizePx, mode })
    } else if (how.isSeen) this.#strokes.clear()
    return [...this.#strokes.values()]
  }
}
