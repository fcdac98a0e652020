import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const store = createStore<{ readonly text: string; readonly count: number }>()(() => ({ text: '', count: 0 }))

/** Says something to screen readers, after what they are saying now. */
export function announce(text: string): void {
  store.setState(({ count }) => ({ text, count: count + 1 }))
}

/** Where announcements are heard from. Two regions in turn: the same text said twice is then two changes. */
export function Announcer(): ReactNode {
  const { text, count } = useStore(store)
  return (
    <>
      <p className="visually-hidden" role="status" data-testid="announcer">
        {count % 2 === 0 ? text : ''}
      </p>
      <p className="visually-hidden" role="status">
        {count % 2 === 1 ? text : ''}
      </p>
    </>
  )
}
