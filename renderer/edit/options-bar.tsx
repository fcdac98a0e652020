import { BookmarkPlus, Columns2, Download, Grid2x2, Redo2, SquareSplitHorizontal, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../commands/command-handlers.ts'
import { Button, IconButton } from '../ui/button.tsx'
import styles from './edit.module.css'
import { useEdit, useEditor } from './edit-context.tsx'
import { ExportSheet } from './export/export-sheet.tsx'
import { BrushOptions } from './options/brush-options.tsx'
import { CropOptions } from './options/crop-options.tsx'
import { EyedropperOptions } from './options/eyedropper-options.tsx'
import { MagicOptions } from './options/magic-options.tsx'
import { MoveOptions } from './options/move-options.tsx'
import { ZoomOptions } from './options/zoom-options.tsx'
import { useStepText } from './panels/use-step-text.ts'
import { useVersionActions, useVersions } from './queries.ts'

/** What the tool in hand can be told, and what can always be done. */
export function OptionsBar(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const stepText = useStepText()
  const tool = useEdit((state) => state.tool)
  const { undo, redo } = useEdit((state) => state.position)
  const isDirty = useEdit((state) => state.saved !== 'saved')
  const compare = useEdit((state) => state.compare)
  const [exported, setExported] = useState<number | null>(null)
  // What is seen is what goes out: everything of it must have reached the core.
  const openExport = (): void => void editor.line.saved().then(() => setExported(editor.store.getState().position.step))
  const versions = useVersions(editor.id).data?.versions.length ?? 0
  const { save } = useVersionActions(editor.id)
  return (
    <div className={styles.options} role="toolbar" aria-label={t('edit.options')}>
      {tool === 'move' && <MoveOptions />}
      {(tool === 'brush' || tool === 'eraser') && <BrushOptions tool={tool} />}
      {tool === 'magic' && <MagicOptions />}
      {tool === 'crop' && <CropOptions />}
      {tool === 'text' && <span className={styles.note}>{t('edit.textHint')}</span>}
      {tool === 'eyedropper' && <EyedropperOptions />}
      {(tool === 'zoom' || tool === 'hand') && <ZoomOptions />}
      <span className={styles.end}>
        <IconButton
          label={undo === null ? t('command.undo') : t('edit.undoStep', { step: stepText(undo) })}
          disabled={undo === null && !isDirty}
          onClick={() => runCommand('edit.undo')}
          data-testid="edit-undo"
        >
          <Undo2 size={16} className="flip" />
        </IconButton>
        <IconButton
          label={redo === null ? t('command.redo') : t('edit.redoStep', { step: stepText(redo) })}
          disabled={redo === null}
          onClick={() => runCommand('edit.redo')}
          data-testid="edit-redo"
        >
          <Redo2 size={16} className="flip" />
        </IconButton>
        {tool !== 'crop' && (
          <>
            <span className={styles.divider} />
            <Button
              kind="quiet"
              aria-pressed={compare === 'slider'}
              onClick={() => editor.store.setState({ compare: compare === 'slider' ? 'off' : 'slider' })}
              aria-label={t('edit.beforeAfter')}
              title={t('edit.beforeAfter')}
              data-testid="edit-compare"
            >
              <SquareSplitHorizontal size={16} aria-hidden />
              <span className={styles.wide}>{t('edit.beforeAfter')}</span>
            </Button>
            <IconButton
              label={t('command.sideBySide')}
              aria-pressed={compare === 'side'}
              onClick={() => runCommand('canvas.side-by-side')}
              data-testid="edit-side"
            >
              <Columns2 size={16} />
            </IconButton>
            <IconButton
              label={t('command.fourUp')}
              aria-pressed={compare === 'grid'}
              onClick={() => runCommand('canvas.four-up')}
              data-testid="edit-four-up"
            >
              <Grid2x2 size={16} />
            </IconButton>
            <IconButton label={t('export.title')} onClick={openExport} data-testid="export">
              <Download size={16} />
            </IconButton>
            <Button
              kind="primary"
              onClick={() => save(t('edit.versionN', { n: versions + 1 }))}
              aria-label={t('edit.saveVersion')}
              title={t('edit.saveVersion')}
              data-testid="save-version-bar"
            >
              <BookmarkPlus size={16} className={styles.narrow} aria-hidden />
              <span className={styles.roomy}>{t('edit.saveVersion')}</span>
            </Button>
          </>
        )}
      </span>
      {exported !== null && <ExportSheet documentId={editor.id} step={exported} onClose={() => setExported(null)} />}
    </div>
  )
}
