import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps the focus where one button takes the place of another: whoever pressed the one by keyboard stands on the other. The button to stand on
 * has `data-main`.
 *
 * @param place changes whenever the button does
 */
export function useKeptFocus(place: string): {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onFocus: () => void
  readonly onBlur: (event: FocusEvent) => void
} {
  const ref = useRef<HTMLDivElement>(null)
  const isInside = useRef(false)
  const before = useRef(place)
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    if (isInside.current && document.activeElement === document.body) ref.current?.querySelector<HTMLElement>('[data-main]')?.focus()
  }, [place])
  return {
    ref,
    onFocus: () => {
      isInside.current = true
    },
    // An element that goes away leaves to nowhere.
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget !== null) isInside.current = false
    },
  }
}
