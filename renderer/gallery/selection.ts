import type { AssetId } from '../../app/domain/ids.ts'

/** What is chosen in the grid. */
export interface Selection {
  readonly chosen: ReadonlySet<AssetId>
  /** The cell the keys start from; it has the focus when the grid has. */
  readonly current: AssetId | null
  /** Where a range begins. */
  readonly anchor: AssetId | null
}

export const NOTHING_CHOSEN: Selection = { chosen: new Set(), current: null, anchor: null }

/** How a click or a key chooses: alone, beside what is chosen, or all from the anchor on; `move` chooses nothing. */
export type Choice = 'only' | 'toggle' | 'range' | 'move'

/** @param by.range for a range: the pictures from the anchor to this one, both with it. */
export function choose(selection: Selection, id: AssetId, by: { readonly choice: Choice; readonly range?: readonly AssetId[] }): Selection {
  switch (by.choice) {
    case 'only':
      return { chosen: new Set([id]), current: id, anchor: id }
    case 'toggle': {
      const chosen = new Set(selection.chosen)
      if (!chosen.delete(id)) chosen.add(id)
      return { chosen, current: id, anchor: id }
    }
    case 'range':
      return { chosen: new Set(by.range ?? [id]), current: id, anchor: anchorOf(selection) ?? by.range?.[0] ?? id }
    case 'move':
      return { ...selection, current: id }
  }
}

/** Where a range would begin; null where nothing was chosen yet. */
export function anchorOf({ anchor, current }: Selection): AssetId | null {
  return anchor ?? current
}

/** What is left of a selection when some pictures are gone: the next one takes the focus, so that the keys go on from there. */
export function without(selection: Selection, gone: ReadonlySet<AssetId>, order: readonly AssetId[]): Selection {
  const chosen = new Set([...selection.chosen].filter((id) => !gone.has(id)))
  const { current } = selection
  if (current === null || !gone.has(current)) return { ...selection, chosen }
  const place = order.indexOf(current)
  const next = order.slice(place).find((id) => !gone.has(id)) ?? order.slice(0, Math.max(0, place)).findLast((id) => !gone.has(id)) ?? null
  return { chosen: chosen.size === 0 && next !== null ? new Set([next]) : chosen, current: next, anchor: next }
}
