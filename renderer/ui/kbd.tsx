import type { ReactNode } from 'react'
import { currentPlatform, displayShortcut } from '../commands/shortcut.ts'
import styles from './kbd.module.css'

/** A shortcut as it stands on the keys; left-to-right in every language. */
export function Kbd({ shortcut }: { readonly shortcut: string }): ReactNode {
  return (
    <kbd className={styles.kbd} dir="ltr">
      {displayShortcut(shortcut, currentPlatform())}
    </kbd>
  )
}
