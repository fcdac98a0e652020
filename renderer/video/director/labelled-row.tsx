import type { ReactNode } from 'react'
import styles from './director.module.css'

/** A control that names itself to those who hear the page, beside its label for those who see it. */
export function LabelledRow({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={styles.row}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}
