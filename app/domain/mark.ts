/** The studio's mark, a ribbon of cloth in one fold: paths of strokes in a square of 20. The window and the icons draw the same. */
export const MARK = { sizePx: 20, ribbon: 'M4 3v11a3 3 0 0 0 6 0V6a3 3 0 0 1 6 0v11', ends: 'M4 3h6M10 17h6', endsOpacity: 0.55 } as const
