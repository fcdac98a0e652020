import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { panelStore } from './panel-store.ts'
import styles from './room-layout.module.css'

interface RoomLayoutProps {
  /** Heading of the room, for those who hear the page. */
  readonly title: string
  readonly children: ReactNode
}

/** A room: panels at its sides, the stage in the middle takes what is left. In a narrow window they come one below the other. */
export function RoomLayout({ title, children }: RoomLayoutProps): ReactNode {
  return (
    <div className={styles.room}>
      <h1 className="visually-hidden">{title}</h1>
      {children}
    </div>
  )
}

interface SidePanelProps {
  readonly side: 'start' | 'end'
  readonly label: string
  /** `fixed` stays when the panels are hidden: a list that leads through the room is no panel beside a stage. */
  readonly stays?: 'fixed'
  /** `wide`: as wide as an inspector, for a panel of words beside one of pictures. */
  readonly width?: 'wide'
  readonly children: ReactNode
}

/** A panel beside the stage: `start` holds what goes in, `end` is the inspector. */
export function SidePanel({ side, label, stays, width, children }: SidePanelProps): ReactNode {
  const isHidden = useStore(panelStore, (state) => state.arePanelsHidden) && stays === undefined
  return (
    <aside className={clsx(styles.panel, styles[side], width === 'wide' && styles.wide)} aria-label={label} hidden={isHidden}>
      {children}
    </aside>
  )
}

/** Head of an inspector: what is selected, and what can be done with it. */
export function PanelHead({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }): ReactNode {
  return (
    <header className={styles.head}>
      <h2>{title}</h2>
      {children !== undefined && <span className={styles.headEnd}>{children}</span>}
    </header>
  )
}
