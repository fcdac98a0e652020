import { useCallback, useEffect, useRef, useState } from 'react'

/** A key that is let go sooner was pressed, not held. */
const HELD_FROM_MS = 300

/**
 * A command that does one thing when its key is pressed and shows another while the key is held. Without a key (a menu, the
 * palette) it is always pressed.
 */
export function usePeek(onPress: () => void): { readonly isPeeking: boolean; readonly run: () => void } {
  const [isPeeking, setPeeking] = useState(false)
  const latest = useRef(onPress)
  const keysDown = useRef(0)
  const sinceMs = useRef<number | null>(null)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.repeat) keysDown.current += 1
    }
    const end = (): void => {
      keysDown.current = 0
      if (sinceMs.current === null) return
      if (performance.now() - sinceMs.current < HELD_FROM_MS) latest.current()
      sinceMs.current = null
      setPeeking(false)
    }
    // Before the shortcut itself is heard.
    addEventListener('keydown', press, { capture: true })
    addEventListener('keyup', end)
    addEventListener('blur', end)
    return () => {
      removeEventListener('keydown', press, { capture: true })
      removeEventListener('keyup', end)
      removeEventListener('blur', end)
    }
  }, [])
  const run = useCallback(() => {
    if (keysDown.current === 0) {
      latest.current()
    } else if (sinceMs.current === null) {
      sinceMs.current = performance.now()
      setPeeking(true)
    }
  }, [])
  return { isPeeking, run }
}
