import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AssetId } from '../../app/domain/ids.ts'
import { remember } from '../undo/undo-store.ts'
import { addRow, emptyRow, type GarmentRow, type GarmentStack, moveRow, put, removeRow, specify } from './garment-stack.ts'
import { tryOnStore } from './try-on-store.ts'

/** What can be done with the garments on the stack. Every change of what is worn can be undone. */
export interface StackActions {
  readonly stack: GarmentStack
  select(index: number): void
  add(): void
  /** Into the active row. */
  put(id: AssetId): void
  remove(index: number, name: string): void
  move(from: number, to: number, name: string): void
  /** Of the active garment. */
  specify(said: Partial<Pick<GarmentRow, 'type' | 'front'>>): void
  /** What the last change came to, for screen readers. */
  readonly said: string
}

export function useGarmentStack(): StackActions {
  const { t } = useTranslation()
  const stack = useStore(tryOnStore, (state) => state.stack)
  const [said, setSaid] = useState('')
  const say = useCallback((text: string, offer: 'bar' | 'quiet', change: (stack: GarmentStack) => GarmentStack) => {
    if (changeStack(text, offer, change)) setSaid(text)
  }, [])
  return useMemo(
    () => ({
      stack,
      said,
      select: (active) => tryOnStore.getState().wear({ ...tryOnStore.getState().stack, active }),
      add: () => tryOnStore.getState().wear(addRow(tryOnStore.getState().stack)),
      put: (id) => say(t('stack.put'), 'quiet', (before) => put(before, id)),
      remove: (index, name) => say(t('tryOn.removed', { name }), 'bar', (before) => removeRow(before, index)),
      move: (from, to, name) => {
        const place = { name, place: to + 1, of: tryOnStore.getState().stack.rows.length }
        say(t('stack.moved', place), 'quiet', (before) => moveRow(before, from, to))
      },
      specify: (what) => say(t('stack.specified'), 'quiet', (before) => specify(before, what)),
    }),
    [stack, said, say, t],
  )
}

/** Empties the row of a garment that was blamed for something, for another picture of it. */
export function askForOther(index: number, text: string): void {
  changeStack(text, 'bar', (before) => emptyRow(before, index))
}

/** @returns whether it changed anything. Undoing brings the draft back that was on the stage. */
function changeStack(text: string, offer: 'bar' | 'quiet', change: (stack: GarmentStack) => GarmentStack): boolean {
  const { stack: before, job } = tryOnStore.getState()
  const after = change(before)
  if (after === before) return false
  tryOnStore.getState().wear(after)
  if (after.rows.every((row, index) => row === before.rows[index]) && after.rows.length === before.rows.length) return false
  const { job: jobAfter } = tryOnStore.getState()
  remember(
    {
      text,
      undo: () => void tryOnStore.setState({ stack: before, job }),
      redo: () => void tryOnStore.setState({ stack: after, job: jobAfter }),
    },
    { offer },
  )
  return true
}
