import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../commands/command-handlers.ts'
import { announce } from '../frame/announcer.tsx'
import { usePeek } from '../try-on/use-peek.ts'
import { useEditor, useStage } from './edit-context.tsx'
import { useStepText } from './panels/use-step-text.ts'
import { type EditorState, selectedLayer } from './session/editor.ts'
import { duplicate, remove, reorder, toggle } from './session/layer-actions.ts'
import type { ToolId } from './tools/tool.ts'
import { useCompared } from './use-compared.ts'

/** The commands of the room, for palette, menus and keys. */
export function useEditCommands(): void {
  const { t } = useTranslation()
  const editor = useEditor()
  const stage = useStage()
  const { store } = editor
  const take = (tool: ToolId) => ({
    run: () => {
      stage.tools.cancel()
      store.setState({ tool })
      announce(t(`edit.tool.${tool as 'move'}`))
    },
  })
  const withLayer = (run: (id: string) => void) => ({
    run: () => {
      const { selected } = store.getState()
      if (selected !== null) run(selected)
    },
    isEnabled: () => store.getState().selected !== null,
  })
  const resize = (factor: number) => ({
    run: () => {
      const { brush } = store.getState()
      const sizePx = Math.min(4000, Math.max(1, Math.round(brush.sizePx * factor + Math.sign(factor - 1))))
      store.setState({ brush: { ...brush, sizePx } })
    },
  })
  const compare = useCompare()
  const { openGrid } = useCompared()
  useUndo()
  useCommands({
    'canvas.move': take('move'),
    'canvas.hand': take('hand'),
    'canvas.brush': take('brush'),
    'canvas.eraser': take('eraser'),
    'canvas.magic': take('magic'),
    'canvas.crop': take('crop'),
    'canvas.text': take('text'),
    'canvas.eyedropper': take('eyedropper'),
    'canvas.zoom': take('zoom'),
    'canvas.smaller-brush': resize(0.85),
    'canvas.larger-brush': resize(1.18),
    'canvas.show-mask': { run: () => store.setState(({ isMaskShown }) => ({ isMaskShown: !isMaskShown })) },
    'canvas.compare': { run: compare.run },
    'canvas.side-by-side': { run: () => store.setState((state) => ({ compare: state.compare === 'side' ? 'off' : 'side' })) },
    'canvas.four-up': { run: () => (store.getState().compare === 'grid' ? store.setState({ compare: 'off' }) : openGrid()) },
    'canvas.fit': { run: () => stage.camera.fit() },
    'canvas.actual-size': { run: () => stage.camera.actualSize() },
    'canvas.zoom-in': { run: () => stage.camera.zoomBy(1.25) },
    'canvas.zoom-out': { run: () => stage.camera.zoomBy(0.8) },
    'canvas.duplicate': withLayer(() => duplicate(editor, (name) => t('edit.copyOf', { name }))),
    'canvas.delete': withLayer(() => remove(editor)),
    'canvas.layer-up': withLayer(() => reorder(editor, 1)),
    'canvas.layer-down': withLayer(() => reorder(editor, -1)),
    'canvas.hide-layer': withLayer((id) => toggle(editor, id, 'visible')),
    'canvas.lock-layer': withLayer((id) => toggle(editor, id, 'locked')),
    'canvas.leave': {
      run: () => {
        if (!stage.tools.cancel()) store.setState({ tool: 'move' })
      },
      isEnabled: () => stage.tools.isBusy || store.getState().tool !== 'move' || selectedLayer(store.getState()) !== null,
    },
  })
}

/** Pressed, the key brings the divider and takes it away; held, it shows the original, and what was compared before comes back. */
function useCompare(): { readonly run: () => void } {
  const { store } = useEditor()
  const before = useRef<EditorState['compare'] | null>(null)
  const peek = usePeek(() => {
    const now = before.current ?? store.getState().compare
    store.setState({ compare: now === 'slider' ? 'off' : 'slider' })
  })
  const { isPeeking } = peek
  useEffect(() => {
    if (!isPeeking) return
    before.current = store.getState().compare
    store.setState({ compare: 'original' })
    return () => {
      // A key that was only pressed has chosen something else meanwhile.
      if (store.getState().compare === 'original') store.setState({ compare: before.current ?? 'off' })
      before.current = null
    }
  }, [isPeeking, store])
  return peek
}

/** Undo goes through the core: every step of this document, whoever made it, in whatever session. */
function useUndo(): void {
  const { t } = useTranslation()
  const editor = useEditor()
  const stage = useStage()
  const stepText = useStepText()
  useCommands({
    'edit.undo': {
      run: () => {
        if (stage.tools.cancel()) return
        const { undo } = editor.store.getState().position
        editor.line.undo()
        if (undo !== null) announce(t('undo.undone', { what: stepText(undo) }))
      },
      isEnabled: () => editor.store.getState().position.undo !== null || editor.line.isDirty,
    },
    'edit.redo': {
      run: () => {
        const { redo } = editor.store.getState().position
        editor.line.redo()
        if (redo !== null) announce(t('undo.redone', { what: stepText(redo) }))
      },
      isEnabled: () => editor.store.getState().position.redo !== null,
    },
  })
}
