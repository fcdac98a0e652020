import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useStore } from 'zustand'
import { panelStore, toggleSection } from '../frame/panel-store.ts'
import styles from './section.module.css'

interface SectionProps {
  /** Under this name it is remembered whether it is open. */
  readonly id: string
  readonly title: string
  /** Short fact at the end of the head. */
  readonly aside?: ReactNode
  readonly testId?: string
  readonly children: ReactNode
}

/** A part of an inspector that opens and closes, and stays as it was left. */
export function Section({ id, title, aside, testId, children }: SectionProps): ReactNode {
  const isOpen = !useStore(panelStore, (state) => state.closedSections.includes(id))
  const body = useId()
  return (
    <section className={styles.section} data-testid={testId}>
      <h2 className={styles.head}>
        <button type="button" aria-expanded={isOpen} aria-controls={body} onClick={() => toggleSection(id)}>
          <ChevronDown size={14} className={styles.twist} aria-hidden />
          {title}
        </button>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </h2>
      <div id={body} className={styles.body} hidden={!isOpen}>
        {children}
      </div>
    </section>
  )
}
