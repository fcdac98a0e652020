import clsx from 'clsx'
import { X } from 'lucide-react'
import { type MouseEvent, type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  readonly label: string
  readonly onClose: () => void
  /** `sheet` has a head with the label and a way to close it; `bare` is only its content. */
  readonly kind: 'sheet' | 'bare'
  readonly className?: string | undefined
  readonly children: ReactNode
}

/**
 * A modal dialog, open while it is mounted. The browser's own: it keeps the focus inside, makes the rest inert, closes with Esc
 * and gives the focus back, without a style element that the page's policy would refuse.
 */
export function Dialog({ label, onClose, kind, className, children }: DialogProps): ReactNode {
  const { t } = useTranslation()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  const closeOutside = (event: MouseEvent): void => {
    if (event.target === element.current) onClose()
  }
  // At the key itself: `close` comes a task later, and a palette asked for in between was closed by it.
  const closeAtOnce = (event: SyntheticEvent): void => {
    event.preventDefault()
    onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it; the click is for the pointer beside it.
    <dialog
      ref={element}
      className={clsx(styles.dialog, className)}
      aria-label={label}
      onCancel={closeAtOnce}
      onClose={onClose}
      onClick={closeOutside}
    >
      {kind === 'sheet' && (
        <header className={styles.head}>
          <h2>{label}</h2>
          <IconButton label={t('app.close')} onClick={onClose}>
            <X size={16} />
          </IconButton>
        </header>
      )}
      {children}
    </dialog>
  )
}
