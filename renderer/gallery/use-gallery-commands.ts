import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import { type CommandHandlers, useCommands } from '../commands/command-handlers.ts'
import { useOpenPictures } from '../edit/use-open-pictures.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { go } from '../frame/route.ts'
import { useHost } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { clipsOf } from './export-clips.tsx'
import { useGallery } from './gallery-context.tsx'
import { changeFilter, clearSelection, galleryStore, setExported, setFullScreen } from './gallery-store.ts'

/** The commands of the room, for palette, menus and keys. */
export function useGalleryCommands(chooseFiles: () => void): void {
  const { actions, list, current } = useGallery()
  const openPictures = useOpenPictures()
  const isTrash = useStore(galleryStore, (state) => state.filter.trashed)
  const hasAny = useStore(galleryStore, ({ selection }) => selection.chosen.size > 0 || selection.current !== null)
  const selection = useStore(galleryStore, (state) => state.selection)
  const chosen = selection.chosen.size > 0 || current === undefined ? selection.chosen : new Set([current.id])
  const clips = clipsOf(chosen, current === undefined ? list.there : [...list.there, current])
  const isPicture = current?.clip === null && !isTrash
  const whenAny = (run: () => void): { run: () => void; isEnabled: () => boolean } => ({ run, isEnabled: () => hasAny })
  const rate = (rating: number) => whenAny(() => actions.mark({ rating }))
  useCommands({
    'gallery.choose': { run: chooseFiles },
    'gallery.select-all': { run: actions.selectAll, isEnabled: () => list.count > 0 },
    'gallery.clear': { run: clearSelection, isEnabled: () => galleryStore.getState().selection.chosen.size > 0 },
    'gallery.full-screen': {
      run: () => setFullScreen(true),
      isEnabled: () => galleryStore.getState().selection.current !== null,
    },
    'gallery.rate-0': rate(0),
    'gallery.rate-1': rate(1),
    'gallery.rate-2': rate(2),
    'gallery.rate-3': rate(3),
    'gallery.rate-4': rate(4),
    'gallery.rate-5': rate(5),
    'gallery.pick': whenAny(() => actions.mark({ flag: 'pick' })),
    'gallery.reject': whenAny(() => actions.mark({ flag: 'reject' })),
    'gallery.unflag': whenAny(() => actions.mark({ flag: null })),
    'gallery.trash': { run: actions.trash, isEnabled: () => hasAny && !isTrash },
    'gallery.restore': { run: actions.restore, isEnabled: () => hasAny && isTrash },
    'gallery.show-trash': { run: () => changeFilter({ trashed: !isTrash }) },
    'gallery.as-person': { run: () => actions.takeAs('person'), isEnabled: () => isPicture },
    'gallery.as-garment': { run: () => actions.takeAs('garment'), isEnabled: () => isPicture },
    'gallery.edit': {
      run: () => current !== undefined && openPictures({ pictures: [current.id] }),
      isEnabled: () => isPicture,
    },
    'gallery.create': {
      run: () => current !== undefined && go('create', current.id),
      isEnabled: () => isPicture,
    },
    'gallery.video': {
      run: () => current !== undefined && go('video', current.id),
      isEnabled: () => current !== undefined && !isTrash,
    },
    'gallery.export-clips': { run: () => clips !== null && setExported(clips), isEnabled: () => clips !== null },
    ...useFileCommands(),
  })
}

/** What only a window of the system can do with the file of a picture. */
function useFileCommands(): CommandHandlers {
  const { desktop } = useStudio()
  const { current: asset } = useGallery()
  const host = useHost().data?.capabilities
  const guard = (call: Promise<unknown>): void => void call.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  return {
    'gallery.reveal': {
      run: () => asset !== undefined && guard(desktop['host.reveal']({ hash: asset.hash })),
      isEnabled: () => asset !== undefined && host?.revealInFolder === true,
    },
    'gallery.save-copy': {
      run: () => asset !== undefined && guard(desktop['host.save-copy']({ hash: asset.hash, name: asset.name })),
      isEnabled: () => asset !== undefined && host?.nativeDialogs === true,
    },
  }
}
