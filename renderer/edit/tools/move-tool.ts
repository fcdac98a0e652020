import type { Command } from '../../../app/domain/document/command.ts'
import type { Transform } from '../../../app/domain/document/frame.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { boxAround, cornersOf, isPlaced, layerAt, type PlacedLayer } from './layer-shape.ts'
import { canvasBox, snapBox } from './snapping.ts'
import type { GuideLine, HeldKeys, Spot, Tool, ToolInput, ToolScene, ToolStep } from './tool.ts'

/** What of a layer is taken: its body, a corner (clockwise from its own top left), or the handle that turns it. */
export type Grip = 'body' | 'turn' | 0 | 1 | 2 | 3

interface Held {
  readonly layer: PlacedLayer
  readonly size: Size
  readonly grip: Grip
  readonly from: Spot
}

export type MoveState =
  | { readonly kind: 'idle' }
  | (Held & { readonly kind: 'pointing' })
  | (Held & { readonly kind: 'dragging' })
  /** The pointer went down beside everything. */
  | { readonly kind: 'nothing' }

/** Screen pixels: to take a handle, to begin a drag, to snap; and how far above a layer the handle lies that turns it. */
const GRIP_PX = 9
const BEGINS_PX = 3
const SNAP_PX = 6
export const TURN_HANDLE_PX = 26

export const moveTool: Tool<MoveState, null> = {
  idle: { kind: 'idle' },
  step(state, input, scene) {
    if (input.kind === 'cancel')
      return { state: { kind: 'idle' }, guides: [], ...(state.kind === 'dragging' ? { gesture: 'given-up' as const } : {}) }
    switch (input.kind) {
      case 'down':
        return take(input.at, scene)
      case 'move':
        return drag(state, input, scene)
      case 'up':
        return { state: { kind: 'idle' }, guides: [], ...(state.kind === 'dragging' ? { gesture: 'ends' as const } : {}) }
    }
  },
}

/** What lies under a spot: a handle of the selected layer goes before what is above it. */
export function gripAt(spot: Spot, scene: ToolScene): { readonly layer: PlacedLayer; readonly grip: Grip } | null {
  const { selected } = scene
  if (isPlaced(selected) && !selected.locked) {
    const size = scene.sizeOf(selected)
    const grip = size === null ? null : handleAt(spot, selected, size, scene.pxPerScreen)
    if (grip !== null) return { layer: selected, grip }
  }
  const layer = layerAt(scene, spot)
  return layer === null ? null : { layer, grip: 'body' }
}

/** Where the handle lies that turns a layer. */
export function turnHandle(layer: PlacedLayer, size: Size, pxPerScreen: number): Spot {
  const [a, b] = cornersOf(layer, size)
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  const [dx, dy] = [middle.x - layer.transform.x, middle.y - layer.transform.y]
  const length = Math.max(1e-6, Math.hypot(dx, dy))
  const out = TURN_HANDLE_PX * pxPerScreen
  return { x: middle.x + (dx / length) * out, y: middle.y + (dy / length) * out }
}

function handleAt(spot: Spot, layer: PlacedLayer, size: Size, pxPerScreen: number): Grip | null {
  const isNear = (point: Spot): boolean => Math.hypot(point.x - spot.x, point.y - spot.y) <= GRIP_PX * pxPerScreen
  const corner = cornersOf(layer, size).findIndex(isNear)
  if (corner >= 0) return corner as Grip
  return isNear(turnHandle(layer, size, pxPerScreen)) ? 'turn' : null
}

function take(at: Spot, scene: ToolScene): ToolStep<MoveState> {
  const found = gripAt(at, scene)
  if (found === null) return { state: { kind: 'nothing' }, select: null }
  const size = scene.sizeOf(found.layer) as Size
  return { state: { kind: 'pointing', ...found, size, from: at }, select: found.layer.id }
}

function drag(state: MoveState, input: Extract<ToolInput, { at: Spot }>, scene: ToolScene): ToolStep<MoveState> {
  if (state.kind === 'idle' || state.kind === 'nothing') return { state }
  const { from } = state
  const isFar = Math.hypot(input.at.x - from.x, input.at.y - from.y) >= BEGINS_PX * scene.pxPerScreen
  if (state.kind === 'pointing' && !isFar) return { state }
  const { transform, guides } = placed(state, input.at, { keys: input.keys, scene })
  return { state: { ...state, kind: 'dragging' }, commands: [place(state.layer.id, transform)], gesture: 'goes-on', guides }
}

export const place = (layerId: string, transform: Transform): Command => ({ type: 'set-layer', layerId, patch: { transform } })

interface Placed {
  readonly transform: Transform
  readonly guides: readonly GuideLine[]
}

interface How {
  readonly keys: HeldKeys
  readonly scene: ToolScene
}

function placed(held: Held, at: Spot, how: How): Placed {
  if (held.grip === 'body') return moved(held, at, how)
  return { transform: held.grip === 'turn' ? turned(held, at, how.keys) : scaled({ ...held, grip: held.grip }, at, how.keys), guides: [] }
}

/** Shift holds to one axis; Mod leaves snapping out. */
function moved({ layer, size, from }: Held, at: Spot, { keys, scene }: How): Placed {
  let [dx, dy] = [at.x - from.x, at.y - from.y]
  if (keys.shift) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy]
  const { x, y } = layer.transform
  const goal = { ...layer, transform: { ...layer.transform, x: x + dx, y: y + dy } }
  const others = scene.document.layers.flatMap((other) => {
    const otherSize = isPlaced(other) && other.visible && other.id !== layer.id ? scene.sizeOf(other) : null
    return otherSize === null || !isPlaced(other) ? [] : [boxAround(cornersOf(other, otherSize))]
  })
  const targets = keys.mod ? [] : [canvasBox(scene.document.canvas), ...others]
  const snap = snapBox(boxAround(cornersOf(goal, size)), targets, SNAP_PX * scene.pxPerScreen)
  const isHeld = (held: number, snapped: number): number => (keys.shift && held === 0 ? 0 : snapped)
  const [sx, sy] = [isHeld(dx, snap.dx), isHeld(dy, snap.dy)]
  const guides = snap.guides.filter(({ axis }) => (axis === 'x' ? sx === snap.dx : sy === snap.dy))
  return { transform: { ...goal.transform, x: x + dx + sx, y: y + dy + sy }, guides }
}

/** About the corner that lies opposite; with Alt about the middle. */
function scaled({ layer, size, grip, from }: Held & { readonly grip: 0 | 1 | 2 | 3 }, at: Spot, keys: HeldKeys): Transform {
  const { transform } = layer
  const corners = cornersOf(layer, size)
  const corner = corners[grip]
  const fixed: Spot = keys.alt ? transform : (corners[(grip + 2) % 4] as Spot)
  // The handle stays as far from the pointer as it was when it was taken.
  const goal = { x: at.x + corner.x - from.x, y: at.y + corner.y - from.y }
  const [ax, ay] = [corner.x - fixed.x, corner.y - fixed.y]
  const along = ((goal.x - fixed.x) * ax + (goal.y - fixed.y) * ay) / Math.max(1e-9, ax * ax + ay * ay)
  const factor = Math.min(
    1000 / transform.scale,
    Math.max(0.001 / transform.scale, 2 / Math.max(size.width, size.height) / transform.scale, along),
  )
  return {
    ...transform,
    scale: transform.scale * factor,
    x: fixed.x + (transform.x - fixed.x) * factor,
    y: fixed.y + (transform.y - fixed.y) * factor,
  }
}

/** Shift holds to steps of 15 degrees. */
function turned({ layer, from }: Held, at: Spot, keys: HeldKeys): Transform {
  const { transform } = layer
  const angle = (spot: Spot): number => (Math.atan2(spot.y - transform.y, spot.x - transform.x) * 180) / Math.PI
  const raw = transform.rotation + angle(at) - angle(from)
  const stepped = keys.shift ? Math.round(raw / 15) * 15 : Math.round(raw * 10) / 10
  return { ...transform, rotation: halfTurns(stepped) }
}

/** The same angle in -180..180. */
export function halfTurns(degrees: number): number {
  const turned = ((((degrees + 180) % 360) + 360) % 360) - 180
  return turned + 0
}
