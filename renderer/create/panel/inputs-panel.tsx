import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { SidePanel } from '../../frame/room-layout.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { createRoomStore, setMode } from '../create-store.ts'
import { EncodedSection } from '../look/encoded-section.tsx'
import { GarmentSection } from '../look/garment-section.tsx'
import { GarmentBox } from './garment-box.tsx'
import styles from './panel.module.css'
import { PromptSection } from './prompt-section.tsx'
import { ReferencesSection } from './references-section.tsx'
import { RunBar } from './run-bar.tsx'

/** What goes in: a garment, words, other pictures; and the button that asks for it. */
export function InputsPanel(): ReactNode {
  const { t } = useTranslation()
  const mode = useStore(createRoomStore, (state) => state.mode)
  return (
    <SidePanel side="start" width="wide" label={t('create.inputs')}>
      <header className={styles.head}>
        <Segmented
          label={t('create.mode')}
          value={mode}
          onChange={setMode}
          options={(['studio', 'creative'] as const).map((value) => ({ value, label: t(`create.modes.${value}`) }))}
        />
      </header>
      <div className={styles.scroll}>
        {mode === 'studio' && <GarmentBox />}
        {mode === 'studio' && <GarmentSection />}
        <PromptSection key={mode} />
        <EncodedSection />
        <ReferencesSection />
      </div>
      <RunBar />
    </SidePanel>
  )
}
