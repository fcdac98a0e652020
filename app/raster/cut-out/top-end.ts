import type { Plane } from '../../domain/raster.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import { pointAt } from '../body/frame.ts'
import { endAt, findHem, type HemScene } from './hem-line.ts'
import { medianLab } from './median-colour.ts'

/** How the lower edge of a top was found: its colour ends, a line across the body, or nothing but the usual length. */
export type HemSource = 'colour' | 'line' | 'usual-length'

export interface EndedTop {
  readonly mask: Plane
  readonly hem: HemSource
}

interface TopScene extends HemScene {
  /** Person mask 0..1, same size as the cut-out. */
  readonly person: Plane
}

/** Torso lengths: a cut-out that reaches this far over most of the width was stopped by the limit of tops, not by a colour. */
const RUNS_TO = 1.17
/** Below the hips in torso lengths: a picture that ends above them shows no hem that could be missed. */
const PICTURE_SHOWS = 1.08
const USUAL_LENGTH = 1.08
/** Lab distance up to which what is worn below counts as the same colour. */
const SAME_COLOUR = 9
/** On 55 pictures of tops, true hems over like-coloured trousers came to 2.2 to 4; a seated body without one to 1.9. */
const MIN_STRENGTH = 2.1
const COLUMNS = 9

/**
 * Ends a top that ran on into trousers of its colour. Tops that end where their colour ends are returned as they are.
 *
 * Where no line is found the top is cut straight at its usual length; where the picture ends there, it is left as it is.
 */
export function endTop(body: Body, scene: TopScene): EndedTop {
  const length = body.frame.torsoLength
  const runsOut = runsOutOfPicture(body, scene)
  if (!runsOut && !(reaches(body, scene, RUNS_TO * length) && goesOnBelow(body, scene))) return { mask: scene.mask, hem: 'colour' }
  const line = findHem(body, scene)
  if (line.strength >= MIN_STRENGTH) return { mask: endAt(body, scene, line.levels), hem: 'line' }
  if (runsOut) return { mask: scene.mask, hem: 'colour' }
  return { mask: endAt(body, scene, [USUAL_LENGTH * length, USUAL_LENGTH * length]), hem: 'usual-length' }
}

/** Whether the cut-out covers most of the body's width at a level. */
function reaches(body: Body, { mask, scale }: HemScene, level: number): boolean {
  let covered = 0
  for (let k = 0; k < COLUMNS; k++) {
    const u = ((k + 0.5) / COLUMNS - 0.5) * 0.8 * body.frame.shoulderWidth
    const [x, y] = pointAt(body.frame, level, u)
    const [column, row] = [Math.floor(x * scale), Math.floor(y * scale)]
    if (column >= 0 && row >= 0 && column < mask.width && row < mask.height && mask.data[row * mask.width + column] > 0.5) covered++
  }
  return covered > 0.55 * COLUMNS
}

function runsOutOfPicture(body: Body, scene: HemScene): boolean {
  const { frame } = body
  const bottom = (scene.mask.height - 1.5) / scene.scale
  const level = (bottom - frame.origin[1]) / Math.max(0.5, frame.down[1])
  return level > PICTURE_SHOWS * frame.torsoLength && level < 1.2 * frame.torsoLength && reaches(body, scene, level)
}

/** What the person wears below the limit has the colour of the cut-out above it. */
function goesOnBelow(body: Body, { mask, lab, scale, person }: TopScene): boolean {
  const length = body.frame.torsoLength
  const [above, below]: [number[], number[]] = [[], []]
  for (let y = 0, i = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, i++) {
      if (person.data[i] < 0.7) continue
      const { s, ratio } = torsoRatio(body, (x + 0.5) / scale, (y + 0.5) / scale)
      if (ratio > 0.8) continue
      if (mask.data[i] > 0.5 && s > 1.1 * length && s < RUNS_TO * length) above.push(i)
      if (mask.data[i] < 0.5 && s > 1.22 * length && s < 1.4 * length) below.push(i)
    }
  }
  const [top, bottom] = [medianLab(lab, above), medianLab(lab, below)]
  return top !== null && bottom !== null && Math.hypot(top[0] - bottom[0], top[1] - bottom[1], top[2] - bottom[2]) < SAME_COLOUR
}
