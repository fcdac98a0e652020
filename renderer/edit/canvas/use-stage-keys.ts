import { type KeyboardEvent, useRef } from 'react'
import type { Command } from '../../../app/domain/document/command.ts'
import { useEditor, useStage } from '../edit-context.tsx'
import { type EditorState, newId, selectedLayer } from '../session/editor.ts'
import { keptInside, wholeCrop } from '../tools/crop-frame.ts'
import { isPlaced } from '../tools/layer-shape.ts'
import { place } from '../tools/move-tool.ts'
import type { Spot } from '../tools/tool.ts'

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Presses that follow each other sooner than this are one thing to take back. */
const TOGETHER_MS = 800
/** Screen pixels that an arrow pans by. */
const PAN_PX = 40

/**
 * Keys of the stage itself. Arrows move what the tool works on, a pixel or with Shift ten: the layer, the frame of the crop; with the
 * hand, the picture. Enter puts text into the middle, and ends a crop. Esc gives up what goes on.
 */
export function useStageKeys(onPlace: (at: Spot) => void): (event: KeyboardEvent) => void {
  const editor = useEditor()
  const stage = useStage()
  const nudge = useRef({ gesture: '', ms: 0, of: '' })
  const push = (event: KeyboardEvent, [dx, dy]: readonly [number, number]): void => {
    const state = editor.store.getState()
    if (state.tool === 'hand' || state.tool === 'zoom') {
      stage.camera.panBy(-dx * PAN_PX, -dy * PAN_PX)
      return
    }
    const step = event.shiftKey ? 10 : 1
    const command = nudged(state, dx * step, dy * step)
    if (command === null) return
    const of = command.type === 'set-layer' ? command.layerId : command.type
    const isNew = event.timeStamp - nudge.current.ms > TOGETHER_MS || nudge.current.of !== of
    nudge.current = { gesture: isNew ? newId('gesture') : nudge.current.gesture, ms: event.timeStamp, of }
    editor.change([command], { id: nudge.current.gesture, goesOn: 'ended' })
  }
  return (event) => {
    // What lies on the stage has keys of its own.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const direction = DIRECTIONS[event.key]
    const { tool, document } = editor.store.getState()
    if (direction !== undefined) push(event, direction)
    else if (event.key === 'Escape' && stage.tools.cancel()) event.stopPropagation()
    else if (event.key === 'Enter' && tool === 'crop') editor.store.setState({ tool: 'move' })
    else if (event.key === 'Enter' && tool === 'text') onPlace(middleOf(document))
    else return
    event.preventDefault()
  }
}

function middleOf({ crop, canvas }: EditorState['document']): Spot {
  const { x, y, width, height } = crop ?? wholeCrop(canvas)
  return { x: x + width / 2, y: y + height / 2 }
}

function nudged(state: EditorState, dx: number, dy: number): Command | null {
  const { document, tool } = state
  if (tool === 'crop') {
    const crop = document.crop ?? wholeCrop(document.canvas)
    return { type: 'set-crop', crop: keptInside(document.canvas, { ...crop, x: crop.x + dx, y: crop.y + dy }) }
  }
  const layer = selectedLayer(state)
  if (!isPlaced(layer)) return null
  return place(layer.id, { ...layer.transform, x: layer.transform.x + dx, y: layer.transform.y + dy })
}
