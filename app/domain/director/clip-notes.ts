import type { PathNote } from './camera-path.ts'
import type { Direction } from './direction.ts'

/**
 * What a clip that was made here does not do as it was asked. `person.not-found`: no layers, so nothing but the camera and the light moves.
 * `cloth.not-found`: cloth stays still. `turn.partial`: the person is turned to both sides by their outline, within what one still shows,
 * and not round.
 */
export const CLIP_NOTES = ['camera.limited', 'camera.flat', 'person.not-found', 'cloth.not-found', 'turn.partial'] as const
export type ClipNote = (typeof CLIP_NOTES)[number]

/** Cloth is to move. */
export const movesCloth = ({ fabric }: Direction): boolean => fabric.wind.metresPerSecond > 0 && fabric.stiffness < 1

/** The person has to be parted from what is behind. */
export function needsLayers(direction: Direction): boolean {
  const { camera, model } = direction
  const travels = camera.keyframes.length < 2 && ['dolly', 'orbit', 'crane', 'handheld'].includes(camera.move) && camera.depth > 0
  return travels || model.movement !== 'still' || movesCloth(direction)
}

/** Somebody has to be looked for: for layers, for the light, or to aim at. */
export function looksForPerson(direction: Direction): boolean {
  const aims = typeof direction.camera.focus === 'string' && direction.camera.keyframes.length < 2
  return needsLayers(direction) || direction.light.kind === 'spotlight' || aims
}

export function clipNotes(
  direction: Direction,
  facts: { readonly path: readonly PathNote[]; readonly hasPerson: boolean; readonly hasCloth: boolean },
): ClipNote[] {
  const notes: ClipNote[] = [...facts.path]
  if (needsLayers(direction) && !facts.hasPerson) notes.push('person.not-found')
  if (movesCloth(direction) && facts.hasPerson && !facts.hasCloth) notes.push('cloth.not-found')
  const turns = direction.model.movement === 'turn' || (direction.camera.move === 'orbit' && direction.camera.keyframes.length < 2)
  if (turns && facts.hasPerson) notes.push('turn.partial')
  return notes
}
