import type { Plane } from '../../app/domain/raster.ts'
import { PART } from '../../samples/mannequin/body.ts'
import { isTrueGarment } from './procedural-measure.ts'
import type { Truth } from './procedural-truth.ts'
import { median } from './report.ts'

/** Where a garment ends on the body, drawn against true: positive is too long, in shares of the body's height. */
export interface EndError {
  readonly end: 'hem' | 'sleeve-left' | 'sleeve-right' | 'leg-left' | 'leg-right'
  readonly error: number
}

type Limb = readonly [name: EndError['end'], joints: readonly [string, string, string, string], parts: readonly [number, number, number]]

/** Left and right are the figure's own. */
const SLEEVES: readonly Limb[] = [
  ['sleeve-left', ['shoulderL', 'elbowL', 'wristL', 'indexL'], [PART.upperArmL, PART.forearmL, PART.handL]],
  ['sleeve-right', ['shoulderR', 'elbowR', 'wristR', 'indexR'], [PART.upperArmR, PART.forearmR, PART.handR]],
]
const LEGS: readonly Limb[] = [
  ['leg-left', ['hipL', 'kneeL', 'ankleL', 'footL'], [PART.thighL, PART.shinL, PART.footL]],
  ['leg-right', ['hipR', 'kneeR', 'ankleR', 'footR'], [PART.thighR, PART.shinR, PART.footR]],
]
const ARM_PARTS: readonly number[] = SLEEVES.flatMap(([, , parts]) => parts)

/** Cloth that starts again beyond a bare stretch of this share of the height is not the sleeve any more: a hem beside the hand. */
const GAP = 0.02
/** The end of a sleeve can only be judged where the limb is seen on both sides of it this far. */
const SIGHT = 0.012
/** Pixels across a limb that make a cross-section. */
const LEAST_ACROSS = 3

/** The ends of a garment that are seen in the truth. `kind` decides which ends it has. */
export function measureEnds(shown: Plane, truth: Truth, kind: 'top' | 'skirt' | 'legs'): EndError[] {
  const limbs = kind === 'top' ? SLEEVES : kind === 'legs' ? LEGS : []
  const ends = limbs.flatMap((limb) => {
    const error = limbError(shown, truth, limb)
    return error === null ? [] : [{ end: limb[0], error }]
  })
  const hem = kind === 'legs' ? null : hemError(shown, truth)
  return hem === null ? ends : [...ends, { end: 'hem' as const, error: hem }]
}

/** Columns between the hips, middle difference of the lowest garment pixel. Null where arms hide the true hem. */
function hemError(shown: Plane, truth: Truth): number | null {
  const { width, height, facts, parts } = truth
  const [left, right] = [facts.landmarks['hipL'], facts.landmarks['hipR']]
  if (!left || !right) return null
  const middle = (left.x + right.x) / 2
  const reach = Math.max(0.4 * Math.abs(left.x - right.x), 0.02 * facts.heightPx)
  const errors: number[] = []
  for (let x = Math.round(middle - reach); x <= middle + reach; x++) {
    const isArm = (y: number): boolean => ARM_PARTS.includes(parts[y * width + x])
    let [drawn, real] = [-1, -1]
    for (let y = 0; y < height; y++) {
      if (isArm(y)) continue
      if (isTrueGarment(truth, y * width + x)) real = y
      if (shown.data[y * width + x] > 0.5) drawn = y
    }
    const below = Math.min(height - 1, real + Math.ceil(SIGHT * facts.heightPx))
    if (real >= 0 && drawn >= 0 && !isArm(below)) errors.push(drawn - real)
  }
  return errors.length < reach ? null : median(errors) / facts.heightPx
}

function limbError(shown: Plane, truth: Truth, limb: Limb): number | null {
  const sections = sectionsOf(shown, truth, limb)
  const [gap, sight] = [GAP * truth.facts.heightPx, Math.ceil(SIGHT * truth.facts.heightPx)]
  const isSeen = (at: number): boolean => (sections[at]?.all ?? 0) >= LEAST_ACROSS
  const endOf = (of: 'real' | 'drawn'): number | null => {
    let end: number | null = null
    for (let at = 0; at < sections.length; at++) {
      const section = sections[at]
      if (!section || !isSeen(at) || section[of] / section.all < 0.5) continue
      if (end !== null && at - end > gap) break
      end = at
    }
    return end
  }
  const real = endOf('real')
  if (real === null) return null
  const around = Array.from({ length: 2 * sight }, (_, i) => real - sight + 1 + i)
  if (around.filter(isSeen).length < 1.6 * sight) return null
  // No cloth on the limb at all: the sleeve ends at its root.
  return ((endOf('drawn') ?? 0) - real) / truth.facts.heightPx
}

interface Section {
  all: number
  real: number
  drawn: number
}

/** Pixels of a limb by their place along its bones, in pixels from the root. */
function sectionsOf(shown: Plane, truth: Truth, [, joints, parts]: Limb): Section[] {
  const sections: Section[] = []
  const points = joints.map((name) => truth.facts.landmarks[name] ?? { x: 0, y: 0 })
  let root = 0
  const bones = parts.map((_, bone) => {
    const [from, to] = [points[bone], points[bone + 1]]
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    root += length
    return { from, length, start: root - length, x: (to.x - from.x) / (length || 1), y: (to.y - from.y) / (length || 1) }
  })
  for (let i = 0; i < truth.parts.length; i++) {
    const bone = bones[parts.indexOf(truth.parts[i])]
    if (!bone) continue
    const along = ((i % truth.width) + 0.5 - bone.from.x) * bone.x + (Math.floor(i / truth.width) + 0.5 - bone.from.y) * bone.y
    const isLast = bone === bones[2]
    const at = Math.round(bone.start + Math.max(0, isLast ? along : Math.min(bone.length, along)))
    const section = sections[at] ?? { all: 0, real: 0, drawn: 0 }
    sections[at] = section
    section.all++
    if (isTrueGarment(truth, i)) section.real++
    if (shown.data[i] > 0.5) section.drawn++
  }
  return sections
}
