import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import { median, smooth } from '../geometry.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { resizePlane, samplePlane } from '../resample.ts'
import type { ClearedScene } from './clear-scene.ts'
import type { DrawnLayer } from './draw-fit.ts'
import { packMasks } from './mask-pack.ts'
import { type Scene, sceneMask, type Worn } from './scene.ts'
import type { Tucked } from './tuck-in.ts'

/** The outer garment: its layers, and where its sleeves end. */
interface Outer {
  readonly drawn: readonly DrawnLayer[]
  readonly cuffs: readonly [number, number]
}

/** A scene whose inner tops are under the outer one, and its clearing. */
export interface TuckedUnder {
  readonly scene: Scene
  readonly cleared: Tucked
}

/**
 * Takes away what would stick out of a top beside and above the one that is worn over it, and a hem that would look out below by a
 * little. What is seen in its neck and past its sleeves stays, and a hem that is longer on purpose. Where that leaves a sliver of
 * the body bare, the outer garment is closed as over old cloth.
 */
export function tuckUnder(scene: Scene, cleared: ClearedScene, outer: Outer): TuckedUnder {
  const { photo, worn } = scene
  if (!worn?.beneathTop) return { scene, cleared: { ...cleared, cut: null } }
  const zone = hiddenZone(scene, worn, outer)
  const soft = blur(zone, 0.6)
  const cut = plane(photo.width, photo.height)
  const picture: Rgb8 = { ...cleared.picture, data: cleared.picture.data.slice() }
  const { scale, person, oldUpper } = scene.parts
  const layers = { ...scene.layers, data: scene.layers.data.slice() }
  for (let i = 0; i < cut.data.length; i++) {
    if (worn.top.data[i] === 0) continue
    const x = i % photo.width
    const share = smooth((samplePlane(soft, (x + 0.5) * scale, ((i - x) / photo.width + 0.5) * scale) - 0.25) / 0.5)
    if (share <= 0) continue
    cut.data[i] = share
    if (layers.data[4 * i + 3] > 127) layers.data[4 * i] = Math.max(layers.data[4 * i], 255 * share)
    for (let c = 3 * i; c < 3 * i + 3; c++) picture.data[c] += (worn.beneathTop.data[c] - picture.data[c]) * share + 0.5
  }
  const uncovered = mapPlane(oldUpper, (value, i) => (zone.data[i] > 0 && person.data[i] > 0.5 ? 1 : value))
  return {
    scene: { ...scene, layers, parts: { ...scene.parts, oldUpper: uncovered } },
    cleared: { ...cleared, picture, masks: packMasks([cut]), cut },
  }
}

/** Where nothing of the inner top may be seen, 0 or 1 at analysis size; a pixel wider, so that it does not shine through a soft edge. */
function hiddenZone({ body, parts, layers }: Scene, worn: Worn, { drawn, cuffs }: Outer): Plane {
  const alphaOf = (names: readonly DrawnLayer['name'][]): Plane => {
    const whole = plane(worn.cloth.width, worn.cloth.height)
    for (const { name, pixels } of drawn) {
      if (!names.includes(name)) continue
      for (let i = 0; i < whole.data.length; i++) whole.data[i] = Math.max(whole.data[i], pixels.data[4 * i + 3] / 255)
    }
    return resizePlane(whole, parts.person)
  }
  const trunk = alphaOf(['torso'])
  const covered = alphaOf(['torso', 'sleeve-left', 'sleeve-right'])
  const inner = resizePlane(worn.top, parts.person)
  const limbs = resizePlane(sceneMask(layers, 'arms'), parts.person)
  const outline = outlineOf(body, trunk, parts.scale)
  const hem = hemsApart(body, { inner, trunk, scale: parts.scale }) < SAME_HEM * body.frame.torsoLength ? 'hidden' : 'seen'
  const zone = mapPlane(inner, (value, i) => {
    const part = limbs.data[i] > 0.5 ? 'sleeve' : 'trunk'
    // Crossed arms bring back what lies under the outer sleeves.
    if (value === 0 || (part === 'trunk' && covered.data[i] > 0.5)) return 0
    const x = ((i % inner.width) + 0.5) / parts.scale
    const y = (Math.floor(i / inner.width) + 0.5) / parts.scale
    return isHidden(body, { x, y, part }, { outline, cuffs, hem }) ? 1 : 0
  })
  return dilate(zone, 1.5)
}

/** Hems nearer than this (torso lengths) end at the same place. */
const SAME_HEM = 0.09
/** Sleeves shorter than this (bones) are none. */
const NO_SLEEVE = 0.2

function isHidden(
  body: Body,
  { x, y, part }: { readonly x: number; readonly y: number; readonly part: 'sleeve' | 'trunk' },
  { outline, cuffs, hem }: { readonly outline: Outline; readonly cuffs: readonly [number, number]; readonly hem: 'hidden' | 'seen' },
): boolean {
  const { frame, shoulders } = body
  const { s, u } = placeOf(frame, x, y)
  const near = part === 'trunk' ? [] : body.arms.filter((arm) => arm.usable && isOn(limbPlace(arm, x, y)))
  if (near.length > 0) {
    return near.some((arm) => cuffs[arm.side] > NO_SLEEVE && limbPlace(arm, x, y).along < cuffs[arm.side])
  }
  const neck = placeOf(frame, ...shoulders.neck[u < 0 ? 0 : 1])
  if (Math.abs(u) < 1.1 * Math.abs(neck.u) && s < 0.4 * frame.torsoLength) return false
  const side = outline.rows(s)
  if (side === null) return s < 0.5 * frame.torsoLength || hem === 'hidden'
  const isBeside = u < side[0] || u > side[1]
  if (isBeside) return cuffs[u < 0 ? 0 : 1] > NO_SLEEVE
  const column = outline.columns(u)
  if (column === null) return false
  if (s > column[1]) return hem === 'hidden'
  return s < column[0] && s < 0.3 * frame.torsoLength
}

/** On an arm or its sleeve, below the shoulder. */
const isOn = ({ ratio, along }: ReturnType<typeof limbPlace>): boolean => ratio < 1.5 && along > 0.08

/** The extent of the trunk of a garment, an open front filled: across by level, and along by place across; null where it is not. */
interface Outline {
  readonly rows: (s: number) => readonly [number, number] | null
  readonly columns: (u: number) => readonly [number, number] | null
}

function outlineOf(body: Body, trunk: Plane, scale: number): Outline {
  const rows = new Map<number, [number, number]>()
  const columns = new Map<number, [number, number]>()
  const stretch = (map: Map<number, [number, number]>, key: number, value: number): void => {
    const known = map.get(key)
    if (known === undefined) map.set(key, [value, value])
    else map.set(key, [Math.min(known[0], value), Math.max(known[1], value)])
  }
  const bin = (value: number): number => Math.round(value * scale)
  for (let i = 0; i < trunk.data.length; i++) {
    if (trunk.data[i] < 0.5) continue
    const { s, u } = placeOf(body.frame, ((i % trunk.width) + 0.5) / scale, (Math.floor(i / trunk.width) + 0.5) / scale)
    stretch(rows, bin(s), u)
  }
  for (const [row, [left, right]] of rows) for (let u = bin(left); u <= bin(right); u++) stretch(columns, u, row / scale)
  return { rows: (s) => rows.get(bin(s)) ?? null, columns: (u) => columns.get(bin(u)) ?? null }
}

/** How much lower the inner top ends than the outer one over the middle of the body, pixels of the picture. */
function hemsApart(body: Body, { inner, trunk, scale }: { readonly inner: Plane; readonly trunk: Plane; readonly scale: number }): number {
  const below: number[] = []
  const own = outlineOf(body, inner, scale)
  const outer = outlineOf(body, trunk, scale)
  const reach = 0.3 * body.frame.shoulderWidth
  for (let u = -reach; u <= reach; u += 1 / scale) {
    const [one, other] = [own.columns(u), outer.columns(u)]
    if (one !== null && other !== null) below.push(one[1] - other[1])
  }
  return median(below)
}
