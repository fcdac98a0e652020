import { cropGripAt } from './crop-tool.ts'
import { isPlaced } from './layer-shape.ts'
import { gripAt } from './move-tool.ts'
import type { Spot, ToolId, ToolScene } from './tool.ts'

/** The two-headed arrow that points most nearly this way. */
const ARROWS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const

/**
 * The cursor over a spot: what a press there would take. Null leaves it to the tool.
 *
 * @param turn degrees by which the document is shown turned, clockwise.
 */
export function hoverCursor(
  tool: ToolId,
  spot: Spot,
  { scene, turn }: { readonly scene: ToolScene; readonly turn: number },
): string | null {
  if (tool === 'crop') {
    const grip = cropGripAt(spot, scene)
    if (grip === null) return 'default'
    return grip.x === 0 && grip.y === 0 ? 'move' : arrowFor(Math.atan2(grip.y, grip.x))
  }
  if (tool !== 'move') return null
  const found = gripAt(spot, scene)
  if (found === null) return 'default'
  if (found.grip === 'body') return 'move'
  if (found.grip === 'turn') return 'grab'
  const { layer } = found
  if (!isPlaced(layer)) return null
  const radians = Math.atan2(spot.y - layer.transform.y, spot.x - layer.transform.x)
  return arrowFor(radians + (turn * Math.PI) / 180)
}

/** @param radians clockwise from the right. */
function arrowFor(radians: number): string {
  const eighths = Math.round((radians * 4) / Math.PI)
  return ARROWS[((eighths % 4) + 4) % 4] ?? 'move'
}
