import { type DragEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isTyping } from '../commands/typing.ts'
import { announce } from '../frame/announcer.tsx'
import { StageView } from './canvas/stage-view.tsx'
import styles from './edit.module.css'
import { useEditor, useStage } from './edit-context.tsx'
import { Inspector } from './inspector.tsx'
import { OptionsBar } from './options-bar.tsx'
import { addText } from './session/layer-actions.ts'
import { StatusBar } from './status-bar.tsx'
import { ToolRail } from './tool-rail.tsx'
import { layerAt } from './tools/layer-shape.ts'
import type { Spot } from './tools/tool.ts'
import { useAddFiles } from './use-add-files.ts'
import { useEditCommands } from './use-edit-commands.ts'
import { useScribbles } from './use-select.ts'

/** Tools, stage and inspector of an open document. Pictures that are dropped or pasted become layers. */
export function Workspace(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const stage = useStage()
  const { addFiles } = useAddFiles()
  const [isOver, setOver] = useState(false)
  useEditCommands()
  useScribbles()
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length > 0 && !isTyping()) void addFiles(files)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [addFiles])
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer.files.length > 0) void addFiles([...event.dataTransfer.files])
  }
  const picked = (colour: string | null): void => {
    editor.store.setState({ picked: colour })
    announce(colour === null ? t('edit.noColour') : t('edit.pickedColour', { colour }))
  }
  const placeText = (at: Spot): void => {
    const { document } = editor.store.getState()
    const under = layerAt({ document, sizeOf: (layer) => stage.sizeOf(layer) }, at)
    if (under?.kind === 'text') editor.store.setState({ selected: under.id, tool: 'move', tab: 'layers', typing: true })
    else addText(editor, t('edit.newText'), at)
  }
  return (
    <>
      <section
        className={styles.work}
        aria-label={t('room.edit')}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault()
          if (event.dataTransfer.types.includes('Files')) setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        data-testid="workspace"
      >
        <ToolRail />
        <OptionsBar />
        <StageView onPicked={picked} onPlace={placeText} />
        <StatusBar />
      </section>
      <Inspector />
    </>
  )
}
