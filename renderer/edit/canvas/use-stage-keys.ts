import { type KeyboardEvent, useRef } from 'react'
import { useEditor, useStage } from '../edit-context.tsx'
import { newId, selectedLayer } from '../session/editor.ts'
import { isPlaced } from '../tools/layer-shape.ts'
import { place } from '../tools/move-tool.ts'

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Presses that follow each other sooner than this are one thing to take back. */
const TOGETHER_MS = 800

/** Keys of the stage itself: arrows move what is selected by a pixel, with Shift by ten; Esc gives up what goes on. */
export function useStageKeys(): (event: KeyboardEvent) => void {
  const editor = useEditor()
  const stage = useStage()
  const nudge = useRef({ gesture: '', ms: 0, layerId: '' })
  return (event) => {
    if (event.key === 'Escape' && stage.tools.cancel()) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const direction = DIRECTIONS[event.key]
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const layer = selectedLayer(editor.store.getState())
    event.preventDefault()
    if (!isPlaced(layer)) return
    const last = nudge.current
    const isNew = event.timeStamp - last.ms > TOGETHER_MS || last.layerId !== layer.id
    nudge.current = { gesture: isNew ? newId('gesture') : last.gesture, ms: event.timeStamp, layerId: layer.id }
    const step = event.shiftKey ? 10 : 1
    const { x, y } = layer.transform
    const transform = { ...layer.transform, x: x + direction[0] * step, y: y + direction[1] * step }
    editor.change([place(layer.id, transform)], { id: nudge.current.gesture, goesOn: 'ended' })
  }
}
