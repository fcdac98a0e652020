import { useTranslation } from 'react-i18next'
import { StudioError } from '../../app/domain/errors.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { announce } from '../frame/announcer.tsx'
import { reportProblem } from '../frame/problem-store.ts'
import { redoLatest, undoLatest, undoStore } from '../undo/undo-store.ts'
import { shuttled, withIn, withOut } from './player/transport.ts'
import { transport } from './player/transport-store.ts'
import { useTransportKeys } from './player/use-transport-keys.ts'
import { leaveStill, redoDirection, undoDirection, videoStore } from './video-store.ts'

/** The commands of the room, for palette, menus and keys. */
export function useVideoCommands({ render, isRenderable }: { readonly render: () => void; readonly isRenderable: boolean }): void {
  const { t } = useTranslation()
  useTransportKeys()
  const tell = (text: string): void => announce(text)
  const bar = (work: Promise<unknown>): void => void work.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  useCommands({
    'video.another': { run: leaveStill },
    'video.render': { run: render, isEnabled: () => isRenderable },
    'video.lens': {
      run: () => videoStore.setState(({ view }) => ({ view: view === 'lens' ? 'picture' : 'lens' })),
      isEnabled: () => isRenderable,
    },
    'video.back': { run: () => transport((now) => shuttled(now, 'back')) },
    'video.stop': { run: () => transport((now) => shuttled(now, 'stop')) },
    'video.forward': { run: () => transport((now) => shuttled(now, 'forward')) },
    'video.in': { run: () => transport((now) => withIn(now)) },
    'video.out': { run: () => transport((now) => withOut(now)) },
    'video.loop': { run: () => transport((now) => ({ ...now, isLooping: !now.isLooping })) },
    // What the bar offers goes before the director: it is the last thing that was done, and says so.
    'edit.undo': {
      run: () => {
        if (undoStore.getState().offered !== null) bar(undoLatest())
        else {
          undoDirection()
          tell(t('undo.undone', { what: t('video.director') }))
        }
      },
      isEnabled: () => undoStore.getState().offered !== null || videoStore.getState().history.done.length > 0,
    },
    'edit.redo': {
      run: () => {
        if (videoStore.getState().history.undone.length === 0) bar(redoLatest())
        else {
          redoDirection()
          tell(t('undo.redone', { what: t('video.director') }))
        }
      },
      isEnabled: () => videoStore.getState().history.undone.length > 0 || undoStore.getState().undone.length > 0,
    },
  })
}
