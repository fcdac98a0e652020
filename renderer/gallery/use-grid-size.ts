import { type RefObject, useLayoutEffect, useState } from 'react'

/** What the grid is laid out by. Pixels. */
export interface GridSize {
  readonly widthPx: number
  readonly heightPx: number
  /** How much larger the system's text is than usual; cells and their texts grow with it. */
  readonly textScale: number
}

export function useGridSize(scroller: RefObject<HTMLElement | null>): GridSize | null {
  const [size, setSize] = useState<GridSize | null>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const textScale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
      setSize({ widthPx: entry.contentRect.width, heightPx: entry.contentRect.height, textScale })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return size
}
