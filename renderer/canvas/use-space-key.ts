import { useEffect, useState } from 'react'

/** Whether the space bar is held over the canvas. While a control has the focus the key is the control's. */
export function useSpaceKey(): boolean {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.defaultPrevented || !isFree(event.target)) return
      // The page must not scroll.
      event.preventDefault()
      setHeld(true)
    }
    const release = (event: KeyboardEvent): void => {
      if (event.key === ' ') setHeld(false)
    }
    const drop = (): void => setHeld(false)
    addEventListener('keydown', press)
    addEventListener('keyup', release)
    addEventListener('blur', drop)
    return () => {
      removeEventListener('keydown', press)
      removeEventListener('keyup', release)
      removeEventListener('blur', drop)
    }
  }, [])
  return isHeld
}

function isFree(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[data-canvas]') !== null)
}
