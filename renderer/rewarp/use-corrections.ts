import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Corrections } from '../../app/domain/corrections.ts'
import { remember } from '../undo/undo-store.ts'
import { correctionsStore, pendingOf } from './corrections-store.ts'
import { handleName } from './handle-name.ts'
import type { Handle, Shape } from './messages.ts'
import { isSame, withMoved, without } from './move-handle.ts'
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

export interface CorrectionView extends RewarpView {
  readonly corrections: Corrections
  /** The points are not where the draft has them: what is to be shown is the preview. */
  readonly isPreview: boolean
  readonly moves: HandleMoves
}

interface CorrectedDraft extends LaidGarment {
  readonly size: { readonly width: number; readonly height: number }
  /** What the draft was made with. */
  readonly drafted: Corrections
}

/** The points of a draft that can be dragged, and its garment laid by them. `shapes`: what is drawn over the picture. */
export function useCorrections({ job, garment, size, drafted }: CorrectedDraft, shapes: readonly Shape[]): CorrectionView {
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
  const isWanted = isPreview || shapes.includes('pose') || shapes.includes('anchors')
  const drawn = shapes.join(' ')
  const wish = useMemo(
    () => (isWanted ? { corrections, shapes: drawn.split(' ').filter((shape): shape is Shape => shape !== '') } : null),
    [isWanted, corrections, drawn],
  )
  const view = useRewarp({ job, garment }, wish)
  const settle = (handle: Handle, after: Corrections): void => {
    follow(null)
    if (isSame(after, settled)) return
    const put = (next: Corrections): void => correctionsStore.getState().set(job, isSame(next, drafted) ? undefined : next)
    put(after)
    remember(
      { text: t('correction.moved', { point: handleName(t, handle) }), undo: () => put(settled), redo: () => put(after) },
      { offer: 'quiet' },
    )
  }
  return {
    ...view,
    corrections,
    isPreview,
    moves: {
      move: (handle, to) => {
        const moved = withMoved(latest.current ?? settled, handle, { to, size })
        follow(moved)
        view.showNow({ corrections: moved, shapes })
      },
      drop: (handle) => settle(handle, latest.current ?? settled),
      giveUp: () => follow(null),
      putBack: (handle) => settle(handle, without(settled, handle)),
    },
  }
}
