import type { Corrections } from '../../app/domain/corrections.ts'
import type { Handle, HandleId } from './messages.ts'

interface Place {
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** As far as a point may lie from the draft's middle, in shares of it; the contract refuses what is farther. */
const LEAST = -0.5
const MOST = 1.5

/** The corrections with one more point put in its place. `to` in pixels of the draft, which is of `size`. */
export function withMoved(
  corrections: Corrections,
  handle: Handle,
  { to, size }: { readonly to: Place; readonly size: Size },
): Corrections {
  const place = { x: share(to.x, size.width), y: share(to.y, size.height) }
  const others = without(corrections, handle)
  return handle.kind === 'joint'
    ? { ...others, joints: [...others.joints, { name: handle.name, ...place }] }
    : { ...others, anchors: [...others.anchors, { garment: handle.garment, name: handle.name, ...place }] }
}

/** The corrections without those of one point: it goes where the draft puts it. */
export function without(corrections: Corrections, id: HandleId): Corrections {
  return {
    ...corrections,
    joints: corrections.joints.filter(({ name }) => !isOf(id, { kind: 'joint', name })),
    anchors: corrections.anchors.filter(({ garment, name }) => !isOf(id, { kind: 'anchor', garment, name })),
  }
}

/** The corrections with every point where the draft puts it; what was painted stays. */
export function withoutMoves(corrections: Corrections): Corrections {
  return { ...corrections, joints: [], anchors: [] }
}

function isOf(a: HandleId, b: HandleId): boolean {
  return a.name === b.name && (a.kind === 'joint' || (b.kind === 'anchor' && a.garment === b.garment))
}

/** Points where they were put; the others where they came to lie. A hand is ahead of the picture that follows it. */
export function placed(handles: readonly Handle[], corrections: Corrections, size: Size): readonly Handle[] {
  return handles.map((handle) => {
    const to = moveOf(corrections, handle)
    return to === undefined ? handle : { ...handle, x: to.x * size.width, y: to.y * size.height }
  })
}

export function isMoved(corrections: Corrections, id: HandleId): boolean {
  return moveOf(corrections, id) !== undefined
}

function moveOf({ joints, anchors }: Corrections, id: HandleId): Place | undefined {
  return id.kind === 'joint'
    ? joints.find(({ name }) => name === id.name)
    : anchors.find(({ name, garment }) => name === id.name && garment === id.garment)
}

export function countMoved({ joints, anchors }: Corrections): number {
  return joints.length + anchors.length
}

/** Whether two sets put the same points in the same places, whatever their order, and paint the same. */
export function isSame(a: Corrections, b: Corrections): boolean {
  return keyOf(a) === keyOf(b)
}

// What an older page kept has no strokes.
function keyOf({ joints, anchors, strokes = [] }: Corrections): string {
  const sorted = (moves: readonly (Place & { readonly name: string; readonly garment?: number })[]) =>
    moves.map(({ name, garment = 0, x, y }) => `${garment} ${name} ${x} ${y}`).sort()
  return JSON.stringify([sorted(joints), sorted(anchors), strokes])
}

/** A hundred thousandth of a picture is less than any screen shows. */
const share = (at: number, of: number): number => Math.round(Math.min(MOST, Math.max(LEAST, at / of)) * 1e5) / 1e5
