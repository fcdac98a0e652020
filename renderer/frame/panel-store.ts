import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import { keptByTab } from './tab-storage.ts'

interface PanelState {
  /** Tab hides the panels beside the stage. */
  readonly arePanelsHidden: boolean
  readonly closedSections: readonly string[]
}

/** How the panels were left. Kept by the page, not by the library: it belongs to a screen. */
export const panelStore = createStore<PanelState>()(
  persist((): PanelState => ({ arePanelsHidden: false, closedSections: [] }), { name: 'drape.panels', storage: keptByTab() }),
)

export function togglePanels(): void {
  panelStore.setState(({ arePanelsHidden }) => ({ arePanelsHidden: !arePanelsHidden }))
}

export function toggleSection(id: string): void {
  panelStore.setState(({ closedSections }) => ({
    closedSections: closedSections.includes(id) ? closedSections.filter((one) => one !== id) : [...closedSections, id],
  }))
}
