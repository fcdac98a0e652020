import { Direction } from 'radix-ui'
import { type ReactNode, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Palette } from '../commands/palette.tsx'
import { ShortcutHelp } from '../commands/shortcut-help.tsx'
import { useShortcutKeys } from '../commands/use-shortcut-keys.ts'
import { JobAnnouncer } from '../jobs/job-announcer.tsx'
import { Tray } from '../jobs/tray.tsx'
import { directionOf } from '../language/texts.ts'
import { useFace } from '../preferences/use-preferences.ts'
import { UndoBar } from '../undo/undo-bar.tsx'
import { Announcer } from './announcer.tsx'
import { ConnectionNote } from './connection-note.tsx'
import styles from './frame.module.css'
import { ProblemNote } from './problem-note.tsx'
import { Rail } from './rail.tsx'
import { RoomBoundary } from './room-boundary.tsx'
import { fetchRooms, roomOf } from './rooms.ts'
import { useRoute } from './route.ts'
import { TopBar } from './top-bar.tsx'
import { useFrameCommands } from './use-frame-commands.ts'
import { useNativeMenu } from './use-native-menu.ts'
import { focusRoom, useRoomFocus } from './use-room-focus.ts'

/** By then the first room is drawn, and nobody has gone to another yet. */
const AT_REST_MS = 1000

/** Top bar, rail, room and tray, and what floats above them. */
export function Frame(): ReactNode {
  const { t, i18n } = useTranslation()
  const route = useRoute()
  const current = roomOf(route.room)
  const room = current?.id ?? route.room
  const { overlay, closeOverlay } = useFrameCommands()
  useFace()
  useShortcutKeys(room)
  useNativeMenu()
  useRoomFocus()
  useEffect(() => {
    const timer = setTimeout(() => void fetchRooms(), AT_REST_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Direction.Provider dir={directionOf(i18n.language)}>
      <div className={styles.app}>
        {/* A button and no link: the address says which room is open. */}
        <button type="button" className={styles.skip} onClick={focusRoom}>
          {t('app.skip')}
        </button>
        <TopBar />
        <Rail room={room} />
        <main className={styles.room} id="room" tabIndex={-1} data-room={room}>
          <RoomBoundary key={room}>
            <Suspense>{current !== undefined && <current.Content place={route.place} />}</Suspense>
          </RoomBoundary>
        </main>
        <Tray />
        <ConnectionNote />
        <ProblemNote />
        <UndoBar />
        {overlay === 'palette' && <Palette onClose={closeOverlay} />}
        {overlay === 'shortcuts' && <ShortcutHelp room={room} onClose={closeOverlay} />}
        <JobAnnouncer />
        <Announcer />
      </div>
    </Direction.Provider>
  )
}
