import type { ReactNode } from 'react'
import styles from './settings.module.css'

interface PageHeadProps {
  readonly title: string
  readonly help: string
  readonly children?: ReactNode
}

/** Head of a page of the settings: its name, what it is for, and what can be done with all of it. */
export function PageHead({ title, help, children }: PageHeadProps): ReactNode {
  return (
    <header className={styles.head}>
      <div>
        <h2>{title}</h2>
        <p>{help}</p>
      </div>
      {children !== undefined && <div className={styles.headEnd}>{children}</div>}
    </header>
  )
}
