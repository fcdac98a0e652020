import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FinalProvider } from '../final/final-context.tsx'
import { RoomLayout } from '../frame/room-layout.tsx'
import { FileChooser } from './file-chooser.tsx'
import { InputsPanel } from './inputs-panel.tsx'
import { Inspector } from './inspector.tsx'
import { StageColumn } from './stage-column.tsx'
import { TryOnProvider } from './try-on-actions.tsx'

/** Person and garment in, a draft or a final out. */
export function TryOnRoom(): ReactNode {
  const { t } = useTranslation()
  return (
    <TryOnProvider>
      <FinalProvider>
        <RoomLayout title={t('room.tryOn')}>
          <FileChooser />
          <InputsPanel />
          <StageColumn />
          <Inspector />
        </RoomLayout>
      </FinalProvider>
    </TryOnProvider>
  )
}
