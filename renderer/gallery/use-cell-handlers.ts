import { type MouseEvent, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Asset } from '../../app/domain/asset.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { galleryStore, setFullScreen, setSelection } from './gallery-store.ts'
import type { PictureList } from './picture-list.ts'
import type { Choice } from './selection.ts'
import type { KeysPlace } from './use-keys-place.ts'

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
  readonly list: PictureList
  readonly goTo: KeysPlace['goTo']
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
        const place = latest.current.list.placeOf(id)
        if (place !== undefined) latest.current.goTo(place, choice)
      },
      onOpen: (id) => {
        setSelection({ ...galleryStore.getState().selection, current: id })
        setFullScreen(true)
      },
      onDragOut: (asset) => {
        const { chosen } = galleryStore.getState().selection
        const dragged = chosen.has(asset.id) ? latest.current.list.there.filter(({ id }) => chosen.has(id)) : [asset]
        const hashes = dragged.slice(0, MAX_DRAGGED).map(({ hash }) => hash)
        desktop['host.start-drag']({ hashes }).catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
      },
    }),
    [desktop],
  )
}
