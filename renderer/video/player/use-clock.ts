import { useEffect } from 'react'
import { useStore } from 'zustand'
import { advanced } from './transport.ts'
import { transport, transportStore } from './transport-store.ts'

/** Lets time go by while it plays, for what has no player of its own. */
export function useClock(who: 'page' | 'player'): void {
  const isPlaying = useStore(transportStore, (state) => state.transport.pace !== 0)
  useEffect(() => {
    if (!isPlaying || who === 'player') return
    let before = performance.now()
    let asked = requestAnimationFrame(function tick(now) {
      transport((state) => advanced(state, now - before))
      before = now
      asked = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(asked)
  }, [isPlaying, who])
}
