import { Brush, Crop, Eraser, Hand, type LucideIcon, MousePointer2, Pipette, Type, WandSparkles, ZoomIn } from 'lucide-react'
import type { CommandId } from '../../app/domain/app-commands.ts'
import type { ToolId } from './tools/tool.ts'

interface ToolEntry {
  readonly id: ToolId
  readonly Icon: LucideIcon
  readonly labelKey: `edit.tool.${'move' | 'hand' | 'brush' | 'eraser' | 'magic' | 'crop' | 'text' | 'eyedropper' | 'zoom'}`
  readonly command: CommandId
}

/** The tools in their groups, as they stand beside the stage. */
export const TOOL_GROUPS: readonly (readonly ToolEntry[])[] = [
  [
    { id: 'move', Icon: MousePointer2, labelKey: 'edit.tool.move', command: 'canvas.move' },
    { id: 'hand', Icon: Hand, labelKey: 'edit.tool.hand', command: 'canvas.hand' },
  ],
  [
    { id: 'brush', Icon: Brush, labelKey: 'edit.tool.brush', command: 'canvas.brush' },
    { id: 'eraser', Icon: Eraser, labelKey: 'edit.tool.eraser', command: 'canvas.eraser' },
    { id: 'magic', Icon: WandSparkles, labelKey: 'edit.tool.magic', command: 'canvas.magic' },
  ],
  [
    { id: 'crop', Icon: Crop, labelKey: 'edit.tool.crop', command: 'canvas.crop' },
    { id: 'text', Icon: Type, labelKey: 'edit.tool.text', command: 'canvas.text' },
  ],
  [
    { id: 'eyedropper', Icon: Pipette, labelKey: 'edit.tool.eyedropper', command: 'canvas.eyedropper' },
    { id: 'zoom', Icon: ZoomIn, labelKey: 'edit.tool.zoom', command: 'canvas.zoom' },
  ],
]
