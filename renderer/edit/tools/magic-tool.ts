import type { StrokePath } from '../../../app/domain/brush-stroke.ts'
import { paintable, shareOf, strokeWidth } from './brush-tool.ts'
import type { Spot, Tool, ToolScene } from './tool.ts'

export interface MagicSettings {
  /** Alt tells what is beside the thing. */
  readonly mode: 'add' | 'erase'
  /** Width of the scribble in document pixels. */
  readonly sizePx: number
}

export type MagicState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'painting'; readonly layerId: string; readonly stroke: StrokePath & { readonly id: string }; readonly lastAt: Spot }

/** Points that lie closer on the screen say nothing new; and a scribble has no more than this many. */
const APART_PX = 3
const MOST_POINTS = 1000

/** Scribbles over a thing: what it is gets found by the core, from all scribbles over the layer. */
export const magicTool: Tool<MagicState, MagicSettings> = {
  idle: { kind: 'idle' },
  step(state, input, scene, { mode, sizePx }) {
    if (input.kind === 'cancel') return { state: { kind: 'idle' }, ...(state.kind === 'painting' ? { gesture: 'given-up' as const } : {}) }
    const share = shareAt(scene, input.at)
    if (input.kind === 'down') {
      const layer = scene.selected
      if (share === null || layer === null || !('picture' in layer)) return { state: { kind: 'idle' } }
      const width = strokeWidth(layer, layer.picture, sizePx)
      const stroke = { id: 'scribble', mode, width, hardness: 1, points: [share] }
      return { state: { kind: 'painting', layerId: layer.id, stroke, lastAt: input.at } }
    }
    if (state.kind === 'idle') return { state }
    const { stroke, lastAt, layerId } = state
    const isApart = Math.hypot(input.at.x - lastAt.x, input.at.y - lastAt.y) >= APART_PX * scene.pxPerScreen
    const grows = share !== null && isApart && stroke.points.length < MOST_POINTS
    const longer = grows ? { ...stroke, points: [...stroke.points, share] } : stroke
    if (input.kind === 'move') return { state: grows ? { ...state, stroke: longer, lastAt: input.at } : state }
    const { id: _, ...path } = longer
    return { state: { kind: 'idle' }, scribble: { layerId, path } }
  },
}

function shareAt({ selected, sizeOf }: ToolScene, spot: Spot): [number, number] | null {
  const size = selected === null ? null : sizeOf(selected)
  return selected === null || size === null || !paintable(selected) ? null : shareOf(selected, size, spot)
}
