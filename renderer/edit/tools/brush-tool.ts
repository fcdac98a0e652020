import type { Command } from '../../../app/domain/document/command.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import type { MaskStroke } from '../../../app/domain/document/mask.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { mapPoint } from '../canvas/camera.ts'
import { isPlaced, toLayer } from './layer-shape.ts'
import type { Spot, Tool, ToolInput, ToolScene, ToolStep } from './tool.ts'

export interface BrushSettings {
  readonly mode: 'add' | 'erase'
  /** Diameter in document pixels. */
  readonly sizePx: number
  /** Share of the radius that is painted in full. */
  readonly hardness: number
  /** Paint stops at the edges of what is painted over. */
  readonly followEdges: boolean
  /** Names a stroke. */
  readonly newId: () => string
}

export type BrushState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'painting'
      readonly layerId: string
      /** What is not saved yet. */
      readonly stroke: MaskStroke
      readonly sinceMs: number
      readonly lastAt: Spot
    }

/**
 * A stroke is saved in pieces while it is painted: a crash loses less than a second of it. Pieces meet in a point, and a mask takes
 * the strongest of what went over it, so they give the mask that one stroke would.
 */
const PIECE_MS = 700
const PIECE_POINTS = 400
/** Points that lie closer on the screen say nothing new. */
const APART_PX = 1.5

export const brushTool: Tool<BrushState, BrushSettings> = {
  idle: { kind: 'idle' },
  step(state, input, scene, settings) {
    if (input.kind === 'cancel') return { state: { kind: 'idle' }, ...(state.kind === 'painting' ? { gesture: 'given-up' as const } : {}) }
    if (input.kind === 'down') return begin(input, scene, settings)
    if (state.kind === 'idle') return { state }
    return input.kind === 'move' ? goOn(state, input, scene, settings) : finish(state, input, scene)
  },
}

type Pointed = Extract<ToolInput, { at: Spot }>
type Painting = Extract<BrushState, { kind: 'painting' }>

/** A layer that a brush may go over: seen, not locked, with pixels of its own. */
export function paintable(layer: Layer | null): layer is Exclude<Layer, { readonly kind: 'text' }> {
  return layer !== null && layer.kind !== 'text' && !layer.locked && layer.visible
}

function begin(input: Pointed, scene: ToolScene, settings: BrushSettings): ToolStep<BrushState> {
  const layer = scene.selected
  const size = layer === null ? null : scene.sizeOf(layer)
  if (!paintable(layer) || size === null) return { state: { kind: 'idle' } }
  const stroke: MaskStroke = {
    id: settings.newId(),
    mode: settings.mode,
    width: strokeWidth(layer, size, settings.sizePx),
    hardness: settings.hardness,
    points: [shareOf(layer, size, input.at)],
    pressure: input.pressure === null ? null : [rounded(input.pressure)],
    followEdges: settings.followEdges,
  }
  const state: Painting = { kind: 'painting', layerId: layer.id, stroke, sinceMs: input.ms, lastAt: input.at }
  return { state, preview: withMask(layer, stroke), gesture: 'goes-on' }
}

/** Diameter as a share of the layer's longer side. */
export function strokeWidth(layer: Layer, size: Size, sizePx: number): number {
  const scale = isPlaced(layer) ? layer.transform.scale : 1
  return Math.min(0.5, Math.max(0.0005, sizePx / scale / Math.max(size.width, size.height)))
}

function goOn(state: Painting, input: Pointed, scene: ToolScene, settings: BrushSettings): ToolStep<BrushState> {
  const longer = lengthened(state, input, scene, APART_PX * scene.pxPerScreen)
  const layer = layerOf(scene, state.layerId)
  if (longer === null || layer === null) return { state }
  const isDue = input.ms - state.sinceMs >= PIECE_MS || longer.points.length >= PIECE_POINTS
  if (!isDue) return { state: { ...state, stroke: longer, lastAt: input.at }, preview: withMask(layer, longer), gesture: 'goes-on' }
  const rest: MaskStroke = {
    ...longer,
    id: settings.newId(),
    points: longer.points.slice(-1),
    pressure: longer.pressure === null ? null : longer.pressure.slice(-1),
  }
  return {
    state: { ...state, stroke: rest, sinceMs: input.ms, lastAt: input.at },
    commands: withMask(layer, longer),
    preview: [],
    gesture: 'goes-on',
  }
}

function finish(state: Painting, input: Pointed, scene: ToolScene): ToolStep<BrushState> {
  const layer = layerOf(scene, state.layerId)
  const longer = lengthened(state, input, scene, 0.01 * scene.pxPerScreen) ?? state.stroke
  return { state: { kind: 'idle' }, commands: layer === null ? [] : withMask(layer, longer), preview: [], gesture: 'ends' }
}

/** The stroke with one more point; null where the pointer has hardly moved. */
function lengthened(state: Painting, input: Pointed, scene: ToolScene, apart: number): MaskStroke | null {
  const layer = layerOf(scene, state.layerId)
  const size = layer === null ? null : scene.sizeOf(layer)
  if (layer === null || size === null) return null
  if (Math.hypot(input.at.x - state.lastAt.x, input.at.y - state.lastAt.y) < apart) return null
  const { points, pressure } = state.stroke
  return {
    ...state.stroke,
    points: [...points, shareOf(layer, size, input.at)],
    pressure: pressure === null ? null : [...pressure, rounded(input.pressure ?? 0.5)],
  }
}

/** Where a layer has no mask, it gets one that shows all of it. */
function withMask(layer: Layer, stroke: MaskStroke): Command[] {
  const add: Command = { type: 'add-stroke', layerId: layer.id, stroke }
  const hasMask = layer.kind !== 'text' && layer.mask !== null
  return hasMask ? [add] : [{ type: 'set-mask', layerId: layer.id, patch: {} }, add]
}

const layerOf = ({ document }: ToolScene, id: string): Layer | null => document.layers.find((layer) => layer.id === id) ?? null

/** In shares of the layer's picture, as the core rounds them. */
export function shareOf(layer: Layer, size: Size, spot: Spot): [number, number] {
  const { x, y } = isPlaced(layer) ? mapPoint(toLayer(layer, size), spot) : spot
  const held = (value: number): number => rounded(Math.min(1.5, Math.max(-0.5, value)))
  return [held(x / size.width), held(y / size.height)]
}

/** As the core rounds them: what is shown must be what is kept. */
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5 + 0
