import clsx from 'clsx'
import { CircleX, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './note.module.css'

interface NoteProps {
  readonly kind: 'warn' | 'bad' | 'plain'
  readonly title: string
  readonly role?: 'status' | 'alert'
  /** Buttons with the next steps. */
  readonly actions?: ReactNode
  readonly testId?: string
  readonly children?: ReactNode
}

const ICONS = { warn: TriangleAlert, bad: CircleX, plain: Info } as const

/** Something to know or to decide, with its next steps. It stays until it is settled. */
export function Note({ kind, title, role, actions, testId, children }: NoteProps): ReactNode {
  const Icon = ICONS[kind]
  return (
    <div className={clsx(styles.note, styles[kind])} role={role} data-testid={testId}>
      <Icon size={16} aria-hidden />
      <div>
        <p className={styles.title}>{title}</p>
        {children !== undefined && <div className={styles.text}>{children}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}
