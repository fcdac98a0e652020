import { useEffect, useRef } from 'react'
import { useConnection } from '../studio/studio-context.tsx'
import { useGallery } from './gallery-context.tsx'
import { useThumbnails } from './thumbnail.tsx'

/** Thumbnails are asked for when so many rows have passed: a question for each row costs more than its pictures. */
const ROWS_AT_ONCE = 3
/** Rows around those in sight whose thumbnails come first, and how far the others reach, the way it is scrolled. */
const ROWS_BESIDE = 3
const ROWS_AHEAD = 15

/** Asks for the pictures of the rows in sight and for their thumbnails, and for those that are about to be scrolled to. */
export function useRowsInSight(rows: { readonly startIndex: number; readonly endIndex: number } | null, columns: number): void {
  const { list, lookAt } = useGallery()
  const thumbnails = useThumbnails()
  const connection = useConnection()
  const { startIndex = 0, endIndex = 0 } = rows ?? {}
  useEffect(() => lookAt({ first: startIndex * columns, end: (endIndex + 1) * columns }), [lookAt, startIndex, endIndex, columns])
  const first = Math.floor(startIndex / ROWS_AT_ONCE) * ROWS_AT_ONCE
  const end = Math.ceil((endIndex + 1) / ROWS_AT_ONCE) * ROWS_AT_ONCE
  const scrolled = useRef({ first: 0, isUpwards: false })
  useEffect(() => {
    // What could not be asked for is, once the studio is there again.
    if (connection !== 'connected') return
    if (first !== scrolled.current.first) scrolled.current = { first, isUpwards: first < scrolled.current.first }
    const hashes = (fromRow: number, endRow: number) => list.in({ first: fromRow * columns, end: endRow * columns }).map(({ hash }) => hash)
    const ahead = scrolled.current.isUpwards
      ? hashes(first - ROWS_AHEAD, first - ROWS_BESIDE).reverse()
      : hashes(end + ROWS_BESIDE, end + ROWS_AHEAD)
    thumbnails.want([...hashes(first - ROWS_BESIDE, end + ROWS_BESIDE), ...ahead])
  }, [list, thumbnails, connection, first, end, columns])
}
