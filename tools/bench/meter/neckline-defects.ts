import { placeOf, pointAt } from '../../../app/raster/body/frame.ts'
import { type DressedScene, type Repainted, repaint } from './length-defects.ts'

/** Half the width of an opening for the head where it begins, shoulder widths. */
const HALF_WIDTH = 0.2
/** From here up is the face. */
const CHIN = -0.22
/** A neckline that is raised by less still is a round neckline, torso lengths: some necks have no more room. */
const LEAST_RAISED = 0.13

/** Where the garment begins on the middle of the body, torso lengths; null where it does not begin at the neck. */
export function necklineOfDraft({ shown, body, crop }: DressedScene): number | null {
  for (let level = CHIN; level < 0.4; level += 0.005) {
    const [x, y] = pointAt(body.frame, level * body.frame.torsoLength, 0)
    const [column, row] = [Math.floor(x + crop.x), Math.floor(y + crop.y)]
    if (column < 0 || row < 0 || column >= shown.width || row >= shown.height) continue
    if ((shown.data[row * shown.width + column] ?? 0) > 0.5) return level
  }
  return null
}

/** A round neckline cut `deeper` (torso lengths) into the front: there the chest is bare, with the folds' shade. */
export function deepenNeckline(scene: DressedScene, deeper: number): Repainted {
  const from = necklineOfDraft(scene)
  if (from === null) return { picture: scene.picture, repaintedPx: 0 }
  return repaint(scene, 'skin', (x, y, isShown) => {
    const [s, t] = placeOn(scene, x, y)
    // Half an ellipse that hangs from the level of the shoulders.
    const depth = (s - Math.min(0, from)) / (from + deeper - Math.min(0, from))
    return isShown && depth > -0.4 && depth < 1 && Math.abs(t) < HALF_WIDTH * Math.sqrt(1 - Math.max(0, depth) ** 2)
  })
}

/** A neckline that ends `higher` (torso lengths): the bare chest and neck below it dyed in the garment's colour. */
export function raiseNeckline(scene: DressedScene, higher: number): Repainted {
  const from = necklineOfDraft(scene)
  const end = Math.max(CHIN, (from ?? CHIN) - higher)
  if (from === null || from - end < LEAST_RAISED) return { picture: scene.picture, repaintedPx: 0 }
  return repaint(scene, 'cloth', (x, y, isShown, i) => {
    const [s, t] = placeOn(scene, x, y)
    return !isShown && isPerson(scene, i) && s > end && s < from + 0.02 && Math.abs(t) < HALF_WIDTH
  })
}

/** Level in torso lengths and distance from the spine in shoulder widths. */
function placeOn({ body: { frame } }: DressedScene, x: number, y: number): readonly [number, number] {
  const { s, u } = placeOf(frame, x, y)
  return [s / frame.torsoLength, u / frame.shoulderWidth]
}

/** Not the white ground of studio photographs. */
function isPerson({ picture }: DressedScene, i: number): boolean {
  return [0, 1, 2].some((c) => (picture.data[3 * i + c] ?? 0) < 225)
}
