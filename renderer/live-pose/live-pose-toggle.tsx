import { Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommands } from '../commands/command-handlers.ts'
import { IconButton } from '../ui/button.tsx'
import { livePoseStore } from './live-pose-store.ts'

/** Opens the live pose on the stage, and puts it away. */
export function LivePoseToggle(): ReactNode {
  const { t } = useTranslation()
  const { isOpen, toggle } = useStore(livePoseStore)
  useCommands({ 'try-on.live-pose': { run: toggle } })
  return (
    <IconButton label={t('livePose.title')} aria-pressed={isOpen} onClick={toggle} data-testid="live-toggle">
      <Video size={16} />
    </IconButton>
  )
}
