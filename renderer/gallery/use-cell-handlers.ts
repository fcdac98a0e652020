import { type MouseEvent, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Asset } from '../../app/domain/asset.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { galleryStore, setFullScreen, setSelection } from './gallery-store.ts'
import { type Choice, choose } from './selection.ts'

/** What the cells of the grid do when they are clicked, opened and dragged. The same object as long as the grid is there. */
export interface CellHandlers {
  readonly takesFocus: () => boolean
  readonly onChoose: (id: AssetId, event: MouseEvent) => void
  readonly onOpen: (id: AssetId) => void
  readonly onDragOut: (asset: Asset) => void
}

/** A system takes only so many files in one drag. */
const MAX_DRAGGED = 500

export function useCellHandlers(given: {
  readonly assets: readonly Asset[]
  readonly order: readonly AssetId[]
  readonly wasBand: () => boolean
  readonly hasFocus: RefObject<boolean>
}): CellHandlers {
  const { desktop } = useStudio()
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  return useMemo(
    () => ({
      takesFocus: () => latest.current.hasFocus.current,
      onChoose: (id, event) => {
        event.stopPropagation()
        if (latest.current.wasBand()) return
        const choice: Choice = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only'
        setSelection(choose(galleryStore.getState().selection, id, { choice, order: latest.current.order }))
      },
      onOpen: (id) => {
        setSelection({ ...galleryStore.getState().selection, current: id })
        setFullScreen(true)
      },
      onDragOut: (asset) => {
        const { chosen } = galleryStore.getState().selection
        const dragged = chosen.has(asset.id) ? latest.current.assets.filter(({ id }) => chosen.has(id)) : [asset]
        const hashes = dragged.slice(0, MAX_DRAGGED).map(({ hash }) => hash)
        desktop['host.start-drag']({ hashes }).catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
      },
    }),
    [desktop],
  )
}
