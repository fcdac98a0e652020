import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { APP_COMMANDS, type RoomId } from '../../app/domain/app-commands.ts'
import { go } from '../frame/route.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { type Command, shortcutFor } from './command-table.ts'
import styles from './shortcut-help.module.css'

interface ShortcutHelpProps {
  readonly room: RoomId
  readonly onClose: () => void
}

/** Every key that means something: those of this room, then those of everywhere. */
export function ShortcutHelp({ room, onClose }: ShortcutHelpProps): ReactNode {
  const { t } = useTranslation()
  const change = (): void => {
    onClose()
    go('settings', 'shortcuts')
  }
  return (
    <Dialog label={t('help.title')} kind="sheet" className={styles.help} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it does not fit it is scrolled, also by keys. */}
      <section className={styles.columns} tabIndex={0} aria-label={t('help.title')}>
        {(room === 'try-on' || room === 'gallery') && (
          <div>
            <KeyList
              title={t(room === 'try-on' ? 'room.tryOn' : 'room.gallery')}
              commands={APP_COMMANDS.filter((command) => command.room === room)}
            />
            {room === 'try-on' && <CanvasList />}
          </div>
        )}
        <KeyList title={t('help.everywhere')} commands={APP_COMMANDS.filter((command) => command.room === null)} />
      </section>
      <footer className={styles.foot}>
        <p>{t('help.tabHelp')}</p>
        <Button kind="line" onClick={change}>
          {t('help.change')}
        </Button>
      </footer>
    </Dialog>
  )
}

function KeyList({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }): ReactNode {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <dl>
        {commands.map((command) => {
          const shortcut = shortcutFor(command.id, shortcuts)
          return shortcut === null ? null : (
            <div key={command.id}>
              <dt>{t(command.labelKey)}</dt>
              <dd>
                <Kbd shortcut={shortcut} />
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

function CanvasList(): ReactNode {
  const { t } = useTranslation()
  const rows = [
    [t('help.wheel'), t('help.wheelKeys')],
    [t('help.drag'), t('help.dragKeys')],
    [t('help.double'), t('help.doubleKeys')],
  ]
  return (
    <section className={styles.group}>
      <h3>{t('help.canvas')}</h3>
      <dl>
        {rows.map(([what, how]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd className={styles.gesture}>{how}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
