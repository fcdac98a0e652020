import { Undo2, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { runCommand } from '../commands/command-handlers.ts'
import { shortcutFor } from '../commands/command-table.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import styles from './undo-bar.module.css'
import { closeOffer, undoStore } from './undo-store.ts'

/** The bar goes after this; the deed can still be undone from the menu and by its key. */
const OFFER_MS = 10_000

/** Offers to take back what was just done. Stays while the pointer or the focus is on it. */
export function UndoBar(): ReactNode {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const offered = useStore(undoStore, (state) => state.offered)
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (offered === null || isHeld) return
    const timer = setTimeout(closeOffer, OFFER_MS)
    return () => clearTimeout(timer)
  }, [offered, isHeld])
  const shortcut = shortcutFor('edit.undo', shortcuts)
  return (
    <div className={styles.place} role="status">
      {offered !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: hovering only keeps the bar from going.
        <div
          className={styles.bar}
          data-testid="undo-bar"
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{offered.text}</span>
          <Button kind="quiet" onClick={() => runCommand('edit.undo')}>
            <Undo2 size={16} aria-hidden />
            {t('undo.undo')}
            {shortcut !== null && <Kbd shortcut={shortcut} />}
          </Button>
          <IconButton label={t('app.close')} onClick={closeOffer}>
            <X size={16} />
          </IconButton>
        </div>
      )}
    </div>
  )
}
