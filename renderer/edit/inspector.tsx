import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '../frame/room-layout.tsx'
import { IconButton } from '../ui/button.tsx'
import styles from './edit.module.css'
import { useEdit, useEditor } from './edit-context.tsx'
import { AdjustPanel } from './panels/adjust-panel.tsx'
import { HistoryPanel } from './panels/history-panel.tsx'
import { LayersPanel } from './panels/layers-panel.tsx'
import { closeDocument } from './room-store.ts'
import tabs from './tabs.module.css'

const TABS = ['layers', 'adjust', 'history'] as const
type Tab = (typeof TABS)[number]

/** What the document is made of, how it looks, how it came about. */
export function Inspector(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const tab = useEdit((state) => state.tab)
  const setTab = (next: Tab): void => editor.store.setState({ tab: next })
  const id = useId()
  const move = (event: KeyboardEvent): void => {
    const forward = event.currentTarget.matches(':dir(rtl)') ? -1 : 1
    const step = event.key === 'ArrowRight' ? forward : event.key === 'ArrowLeft' ? -forward : 0
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    setTab(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  return (
    <SidePanel side="end" label={t('edit.inspector')}>
      <div className={styles.tabs}>
        <div className={tabs.tabs} role="tablist" aria-label={t('edit.inspector')} onKeyDown={move}>
          {TABS.map((one) => (
            <button
              key={one}
              id={`${id}-${one}`}
              type="button"
              role="tab"
              aria-selected={one === tab}
              aria-controls={`${id}-panel`}
              tabIndex={one === tab ? 0 : -1}
              onClick={() => setTab(one)}
              data-testid={`tab-${one}`}
            >
              {t(`edit.tab.${one}`)}
            </button>
          ))}
        </div>
        <IconButton className={styles.closeDocument} label={t('edit.close')} onClick={closeDocument} data-testid="close-document">
          <X size={16} />
        </IconButton>
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`} className={tabs.panel}>
        {tab === 'layers' && <LayersPanel />}
        {tab === 'adjust' && <AdjustPanel />}
        {tab === 'history' && <HistoryPanel />}
      </div>
    </SidePanel>
  )
}
