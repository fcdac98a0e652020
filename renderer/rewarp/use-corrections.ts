import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BrushStroke } from '../../app/domain/brush-stroke.ts'
import type { BrushedMask } from '../../app/domain/brushed-mask.ts'
import type { Corrections } from '../../app/domain/corrections.ts'
import { canBeKept } from '../../app/domain/stroke-limits.ts'
import { remember } from '../undo/undo-store.ts'
import { correctionsStore, pendingOf } from './corrections-store.ts'
import { handleName } from './handle-name.ts'
import type { Handle, Shape } from './messages.ts'
import { isSame, withMoved, without } from './move-handle.ts'
import { withoutStrokes, withStroke } from './strokes-of.ts'
import { type LaidGarment, type RewarpView, useRewarp } from './use-rewarp.ts'

/** What the hand does with the points of a draft. A gesture is one step of the history, however many places it went through. */
export interface HandleMoves {
  /** `to` in pixels of the draft. */
  move(handle: Handle, to: { readonly x: number; readonly y: number }): void
  /** The gesture is over. */
  drop(handle: Handle): void
  /** The gesture is given up: the point goes back to where it was taken. */
  giveUp(): void
  /** The point goes where the studio put it. */
  putBack(handle: Handle): void
}

/** What the hand does with a brush. A stroke is one step of the history. */
export interface StrokeMoves {
  /** The stroke as far as it is drawn. @returns whether there is room for it among the others. */
  follow(stroke: BrushStroke): boolean
  /** @returns whether it was kept. */
  finish(stroke: BrushStroke): boolean
  giveUp(): void
  /** Takes back every stroke, or those over one mask. */
  takeBack(mask?: BrushedMask): void
}

export interface CorrectionView extends RewarpView {
  /** With what the hand is at. */
  readonly corrections: Corrections
  /** Without it. */
  readonly settled: Corrections
  /** The garment does not lie as the draft has it: what is to be shown is the preview. */
  readonly isPreview: boolean
  readonly moves: HandleMoves
  readonly strokes: StrokeMoves
}

interface CorrectedDraft extends LaidGarment {
  readonly size: { readonly width: number; readonly height: number }
  /** What the draft was made with. */
  readonly drafted: Corrections
}

/** What is worked out beside the picture: shapes that are drawn over it, and a mask that is painted over. */
interface Shown {
  readonly shapes: readonly Shape[]
  readonly mask: BrushedMask | null
}

/** The points of a draft that can be dragged and its masks that can be painted over, and its garment laid by them. */
export function useCorrections({ job, garment, size, drafted }: CorrectedDraft, { shapes, mask }: Shown): CorrectionView {
  const { t } = useTranslation()
  const pending = useStore(correctionsStore, (state) => pendingOf(state, job))
  const [live, setLive] = useState<Corrections | null>(null)
  // The end of a gesture may come before the page has been drawn with its last place.
  const latest = useRef<Corrections | null>(null)
  const follow = (next: Corrections | null): void => {
    latest.current = next
    setLive(next)
  }
  const settled = pending ?? drafted
  const corrections = live ?? settled
  const isPreview = !isSame(corrections, drafted)
  const isWanted = isPreview || mask !== null || shapes.includes('pose') || shapes.includes('anchors')
  const drawn = shapes.join(' ')
  const wish = useMemo(
    () => (isWanted ? { corrections, mask, shapes: drawn.split(' ').filter((shape): shape is Shape => shape !== '') } : null),
    [isWanted, corrections, mask, drawn],
  )
  const view = useRewarp({ job, garment }, wish)
  const settle = (after: Corrections, text: string): void => {
    follow(null)
    if (isSame(after, settled)) return
    const put = (next: Corrections): void => correctionsStore.getState().set(job, isSame(next, drafted) ? undefined : next)
    put(after)
    remember({ text, undo: () => put(settled), redo: () => put(after) }, { offer: 'quiet' })
  }
  const drop = (handle: Handle, after: Corrections): void => settle(after, t('correction.moved', { point: handleName(t, handle) }))
  return {
    ...view,
    corrections,
    settled,
    isPreview,
    moves: {
      move: (handle, to) => {
        const moved = withMoved(latest.current ?? settled, handle, { to, size })
        follow(moved)
        view.showNow({ corrections: moved, shapes, mask })
      },
      drop: (handle) => drop(handle, latest.current ?? settled),
      giveUp: () => follow(null),
      putBack: (handle) => drop(handle, without(settled, handle)),
    },
    strokes: {
      follow: (stroke) => {
        const next = withStroke(settled, stroke)
        if (!canBeKept(next.strokes)) return false
        // The page is drawn anew once a stroke; the worker and the overlay follow every move by themselves.
        if (latest.current === null) setLive(next)
        latest.current = next
        view.showNow({ corrections: next, shapes, mask })
        return true
      },
      finish: (stroke) => {
        const last = latest.current?.strokes.at(-1)
        const next = last?.points === stroke.points && latest.current !== null ? latest.current : withStroke(settled, stroke)
        if (!canBeKept(next.strokes)) {
          follow(null)
          return false
        }
        settle(next, t('brush.painted', { mask: t(`brush.mask.${stroke.mask}`) }))
        return true
      },
      giveUp: () => {
        follow(null)
        view.showNow({ corrections: settled, shapes, mask })
      },
      takeBack: (only) => settle(withoutStrokes(settled, only), t('brush.takenBack')),
    },
  }
}
