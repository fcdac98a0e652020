import { useEffect } from 'react'

/** Where the keys go when nothing in particular has them. */
export function focusRoom(): void {
  document.getElementById('room')?.focus()
}

/**
 * Gives the focus of the keys to the room when what had it is gone: with a room that was left, a row that was removed, a
 * button that has done its work. A browser would drop it, and the next Tab begin anywhere. Who clicked does not look for it.
 */
export function useRoomFocus(): void {
  useEffect(() => {
    let last: Element | null = null
    const note = ({ target }: FocusEvent): void => {
      last = target instanceof Element && target.matches(':focus-visible') ? target : null
    }
    const look = (): void => {
      if (last === null || last.isConnected) return
      last = null
      // Whoever took it away may know a better place, and is asked first.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusRoom()
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true })
    addEventListener('focusin', note)
    return () => {
      observer.disconnect()
      removeEventListener('focusin', note)
    }
  }, [])
}
