import type { Layer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import type { Affine } from '../../../app/raster/crop/affine.ts'
import { layerMap } from '../../../app/raster/paint/maps.ts'
import type { PixelStore } from '../pixels/pixel-store.ts'
import { type Editor, selectedLayer } from '../session/editor.ts'
import type { BrushState } from '../tools/brush-tool.ts'
import { wholeCrop } from '../tools/crop-frame.ts'
import { isPlaced } from '../tools/layer-shape.ts'
import type { MagicState } from '../tools/magic-tool.ts'
import type { Spot } from '../tools/tool.ts'
import type { ToolRunner } from '../tools/tool-runner.ts'
import { mapPoint } from './camera.ts'
import type { OverlayScene } from './overlay-painter.ts'
import type { StrokeTrail, TrailStroke } from './stroke-trail.ts'

interface OverlayParts {
  readonly editor: Editor
  readonly tools: ToolRunner
  readonly pixels: PixelStore
  readonly trail: StrokeTrail
  /** From document pixels to those of the page. */
  readonly map: Affine
  readonly pxPerScreen: number
  /** In document pixels; null beside the stage. */
  readonly pointer: Spot | null
  readonly sizeOf: (layer: Layer) => Size | null
}

/** What lies over the picture now: handles and guides of the tool, the brush, the strokes in hand, the mask, the crop. */
export function overlaySceneOf(parts: OverlayParts): OverlayScene {
  const { editor, tools, pixels, map, pointer, pxPerScreen } = parts
  const state = editor.store.getState()
  const { tool, brush } = state
  const layer = selectedLayer(state)
  const isBrush = tool === 'brush' || tool === 'eraser'
  const mode = tool === 'eraser' ? 'erase' : 'add'
  const bitmap = layer === null ? null : pixels.shownOf(layer.id)
  const isPlain = state.compare !== 'off'
  return {
    tool: isPlain ? 'hand' : tool,
    scene: tools.scene(pxPerScreen),
    map,
    guides: tools.guides,
    ring: isBrush && pointer !== null ? { at: pointer, ...brush, mode } : null,
    mask: state.isMaskShown && !isPlain && layer !== null && bitmap !== null ? { layer, bitmap } : null,
    strokes: strokesInHand(parts),
    crop:
      tool === 'crop' && !isPlain
        ? { crop: state.document.crop ?? wholeCrop(state.document.canvas), isDragging: tools.isBusy, safeArea: state.safeArea }
        : null,
  }
}

function strokesInHand({ editor, tools, pixels, trail, pxPerScreen, sizeOf }: OverlayParts): readonly TrailStroke[] {
  const { document, brush, tool } = editor.store.getState()
  const state = tool === 'brush' || tool === 'eraser' || tool === 'magic' ? (tools.state as BrushState | MagicState) : null
  const layer = state?.kind === 'painting' ? document.layers.find(({ id }) => id === state.layerId) : undefined
  const size = layer === undefined ? null : sizeOf(layer)
  const map = isPlaced(layer) && size !== null ? layerMap(layer.transform, size) : null
  const toDocument = ([x, y]: readonly [number, number]): Spot => {
    const point = { x: x * (size?.width ?? 0), y: y * (size?.height ?? 0) }
    return map === null ? point : mapPoint(map, point)
  }
  return trail.follow(state, {
    sizePx: tool === 'magic' ? 12 * pxPerScreen : brush.sizePx,
    toDocument,
    isSeen: pixels.isAtRest,
  })
}
