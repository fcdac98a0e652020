import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CameraPath } from '../../../app/domain/director/camera-path.ts'
import type { ClipNote } from '../../../app/domain/director/clip-notes.ts'
import type { Direction } from '../../../app/domain/director/direction.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import type { AssetId } from '../../../app/domain/ids.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { pathOfPoses, plainPath } from '../stage/path-poses.ts'
import type { PaintedFrame } from './messages.ts'
import { type OpenPreview, openPreview } from './open-preview.ts'

/** A still that can be painted frame by frame in the page. */
export interface Preview {
  readonly state: 'opening' | 'ready' | 'failed'
  /** Why it cannot be. */
  readonly problem: StudioError | null
  readonly again: () => void
  /** By the direction of now; without anything known of the still while it is looked at. */
  readonly path: CameraPath
  /** What the clip will not do as it is asked; null until the still was looked at. */
  readonly notes: readonly ClipNote[] | null
  /** Paints a frame, and those that are painted go to `onPainted`. */
  readonly paint: (frame: number) => void
  readonly onPainted: (listener: (painted: PaintedFrame) => void) => () => void
}

interface Answer {
  readonly direction: Direction
  readonly path: CameraPath
  readonly notes: readonly ClipNote[]
}

/** Opens the preview of a still: the studio looks at it once, the rest is done in a worker of the page. */
export function usePreview(still: { readonly id: AssetId } & Size, direction: Direction): Preview {
  const kit = useKit(still.id)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [refused, setRefused] = useState<StudioError | null>(null)
  const open = useRef<OpenPreview | null>(null)
  const listeners = useRef(new Set<(painted: PaintedFrame) => void>())
  const bytes = kit.data
  useEffect(() => {
    if (bytes === undefined) return
    // The bytes move away; the query keeps its own for a stage that comes back.
    const preview = openPreview(bytes.slice(0), {
      onDirected: ({ path, notes }, by) => {
        setRefused(null)
        setAnswer({ direction: by, path: pathOfPoses(path), notes })
      },
      onPainted: (painted) => {
        for (const listener of listeners.current) listener(painted)
      },
      onRefused: (reason) => setRefused(new StudioError('internal', reason)),
    })
    open.current = preview
    return () => {
      open.current = null
      setAnswer(null)
      preview.close()
    }
  }, [bytes])
  useEffect(() => {
    if (bytes !== undefined) open.current?.direct(direction)
  }, [bytes, direction])
  const { width, height } = still
  const hasOwn = direction.camera.keyframes.length >= 2
  const plain = useMemo(
    () => (hasOwn || answer === null ? plainPath(direction, { width, height }) : null),
    [hasOwn, answer, direction, width, height],
  )
  const problem = kit.error === null ? refused : StudioError.from(kit.error)
  return {
    state: problem !== null ? 'failed' : answer === null ? 'opening' : 'ready',
    problem,
    again: useCallback(() => {
      setRefused(null)
      void kit.refetch()
    }, [kit.refetch]),
    path: plain ?? (answer as Answer).path,
    notes: answer?.notes ?? null,
    paint: useCallback((frame: number) => open.current?.paint(frame), []),
    onPainted: useCallback((listener) => {
      listeners.current.add(listener)
      return () => listeners.current.delete(listener)
    }, []),
  }
}

function useKit(still: AssetId) {
  const studio = useStudio()
  return useQuery({
    queryKey: ['motion.preview', still],
    queryFn: async ({ signal }) => {
      const { kit } = await studio.client['motion.preview']({ stillId: still }, { signal })
      const response = await fetch(studio.mediaUrl(kit.replace('sha256-', ''), 'artifact'), { signal })
      if (!response.ok) throw new StudioError('asset.blob-missing', 'The parts of the still could not be fetched')
      return await response.arrayBuffer()
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Some megabytes that only this stage shows.
    gcTime: 60_000,
    retry: false,
  })
}
