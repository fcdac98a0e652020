import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobId } from '../../app/domain/ids.ts'
import { useStudio } from '../studio/studio-context.tsx'
import type { RewarpFrame } from './messages.ts'
import { type OpenRewarp, openRewarp, type Wish } from './open-rewarp.ts'

/** A draft's garment, laid anew in a worker of the page. */
export interface RewarpView {
  /** The latest picture; null until the first one is there. */
  readonly frame: RewarpFrame | null
  /** Why there is none. */
  readonly problem: StudioError | null
  readonly isOpening: boolean
  /** Asks for a picture before the page is drawn with the wish; the same wish given to the view asks for nothing more. */
  readonly showNow: (wish: Wish) => void
}

/** A garment of a draft, by its place in the wearing order. */
export interface LaidGarment {
  readonly job: JobId
  readonly garment: number
}

/**
 * Lays a draft's garment anew, whenever the wish is another one. Everything needed is fetched once, when it is first wanted.
 *
 * @param wish null while nothing is to be moved.
 */
export function useRewarp({ job, garment }: LaidGarment, wish: Wish | null): RewarpView {
  const studio = useStudio()
  const isWanted = wish !== null
  const { data: kit, error } = useQuery({
    queryKey: ['tryon.rewarp', job, garment],
    queryFn: async ({ signal }) => {
      const { kit: id } = await studio.client['tryon.rewarp']({ jobId: job, garment }, { signal })
      const response = await fetch(studio.mediaUrl(id.replace('sha256-', ''), 'artifact'), { signal })
      if (!response.ok) throw new StudioError('asset.blob-missing', 'The parts of the draft could not be fetched')
      return await response.arrayBuffer()
    },
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    // Several megabytes that only this view shows.
    gcTime: 0,
  })
  const [frame, setFrame] = useState<RewarpFrame | null>(null)
  const [refused, setRefused] = useState<StudioError | null>(null)
  const open = useRef<OpenRewarp | null>(null)
  useEffect(() => {
    if (kit === undefined) return
    // The bytes move away; the query keeps its own for a view that comes back.
    const rewarp = openRewarp(kit.slice(0), {
      // At once, before the next move of the pointer: waiting its turn among React's own work cost a third of the delay.
      onFrame: (next) =>
        flushSync(() => {
          setRefused(null)
          setFrame(next)
        }),
      onRefused: (reason) => setRefused(new StudioError('tryon.warp-failed', reason)),
    })
    open.current = rewarp
    return () => {
      open.current = null
      rewarp.close()
    }
  }, [kit])
  useEffect(() => {
    if (kit !== undefined && wish !== null) open.current?.show(wish)
  }, [kit, wish])
  const showNow = useCallback((next: Wish) => open.current?.show(next), [])
  return {
    showNow,
    frame,
    problem: error === null ? refused : StudioError.from(error),
    isOpening: isWanted && frame === null && error === null,
  }
}
