import { Redo2, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { runCommand } from '../../commands/command-handlers.ts'
import { PanelHead, SidePanel } from '../../frame/room-layout.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { ExportHistory } from '../export/export-history.tsx'
import { useVideo } from '../video-context.tsx'
import { videoStore } from '../video-store.ts'
import { CameraSection } from './camera-section.tsx'
import styles from './director.module.css'
import { KeyframeSection } from './keyframe-section.tsx'
import { LightSection } from './light-section.tsx'
import { ModelSection } from './model-section.tsx'
import { OutputSection } from './output-section.tsx'
import { RenderBar } from './render-bar.tsx'
import { SaveTemplate } from './save-template.tsx'
import { TemplateSection } from './template-section.tsx'

/** How the clip is to be: what the camera, the person, the cloth and the light do. */
export function DirectorPanel(): ReactNode {
  const { t } = useTranslation()
  const { takes } = useVideo()
  const [isSaving, setSaving] = useState(false)
  const { done, undone } = useStore(videoStore, (state) => state.history)
  return (
    <SidePanel side="end" label={t('video.director')}>
      <PanelHead title={t('video.director')}>
        <IconButton
          label={t('command.undo')}
          disabled={done.length === 0}
          onClick={() => runCommand('edit.undo')}
          data-testid="director-undo"
        >
          <Undo2 size={16} className="flip" />
        </IconButton>
        <IconButton
          label={t('command.redo')}
          disabled={undone.length === 0}
          onClick={() => runCommand('edit.redo')}
          data-testid="director-redo"
        >
          <Redo2 size={16} className="flip" />
        </IconButton>
        <Button kind="quiet" className={styles.save} onClick={() => setSaving(true)} data-testid="save-template">
          {t('video.saveTemplate')}
        </Button>
      </PanelHead>
      <div className={styles.sections}>
        <TemplateSection />
        <CameraSection />
        <KeyframeSection />
        <ModelSection />
        <LightSection />
        <OutputSection />
        <ExportHistory clips={takes.flatMap(({ asset }) => asset?.id ?? [])} />
      </div>
      <RenderBar />
      {isSaving && <SaveTemplate onClose={() => setSaving(false)} />}
    </SidePanel>
  )
}
